import { toE164 } from 'rawi/contacts'
import type { Language, Sentence } from '../persona/persona.ts'

/** Digits as they are said, and the plus; the Arabic ones vocalised, as a voice needs them. */
export const DIGITS: Readonly<Record<Language, readonly string[]>> = {
  ar: ['صِفْر', 'وَاحِد', 'اِثْنَان', 'ثَلَاثَة', 'أَرْبَعَة', 'خَمْسَة', 'سِتَّة', 'سَبْعَة', 'ثَمَانِيَة', 'تِسْعَة'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
}
export const PLUS: Readonly<Record<Language, string>> = { ar: 'زَائِد', en: 'plus' }

/** A number as it is dialled within the region, else with its plus and country code. */
export function dialled(e164: string, region: string): string {
  // Country codes have one to three digits (ITU-T E.164); the trunk prefix is 0 where there is one.
  for (const code of [1, 2, 3]) {
    const rest = e164.slice(1 + code)
    for (const national of [`0${rest}`, rest]) if (toE164(national, region) === e164) return national
  }
  return e164
}

/** A number in groups to be read, and digit by digit to be said in the language of the call. */
export function digitwise(number: string, language: Language): Required<Sentence> {
  const digits = [...number]
  return {
    display: grouped(number),
    spoken: digits
      .map((digit) => (digit === '+' ? PLUS[language] : DIGITS[language][Number(digit)]))
      .join(language === 'ar' ? '، ' : ', '),
  }
}

/** Country calling codes of one and of two digits; all others have three (ITU-T E.164). */
const SHORT_CODE = /^\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

/** Groups of three from the end, the first of up to four: how people write the numbers they read out. */
function grouped(number: string): string {
  if (number.startsWith('+')) {
    const code = SHORT_CODE.exec(number)?.[0] ?? number.slice(0, 4)
    const rest = number.slice(code.length)
    return `${code} ${code === '+1' ? rest.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3') : grouped(rest)}`
  }
  return number.replaceAll(/(?<=\d{2})(?=(?:\d{3})+$)/g, ' ')
}
