import { DIGITS, PLUS } from '../brain/digitwise.ts'
import { foldDigits } from '../brain/fold.ts'
import type { Language } from '../persona/persona.ts'

/** Digits of a whole that are still read as a number: prices and years, not phones. */
const NUMBER_MAX_DIGITS = 4

/**
 * How a word with digits is read: a phone number digit by digit, amounts as numbers. Undefined where it has none.
 * @example
 * readDigits('0933123', 'en') // 'zero nine three three one two three'
 */
export function readDigits(word: string, language: Language): string | undefined {
  const plain = foldDigits(word)
  if (!/\d/.test(plain)) return undefined
  // 600,000 and 1.800.000 are amounts; their groups are no pauses.
  const grouped = plain.replace(/(?<=\d)[,٬،](?=\d{3}(?!\d))/gu, '')
  return grouped.replaceAll(/\+?\d[\d-]*/gu, (number) => {
    const digits = number.replaceAll(/\D/gu, '')
    const amount = grouped !== plain || digits.length <= NUMBER_MAX_DIGITS
    if (amount && !number.startsWith('+') && !/^0\d/.test(digits)) return digits
    const read = [...digits].map((digit) => DIGITS[language][Number(digit)] ?? digit)
    return [...(number.startsWith('+') ? [PLUS[language]] : []), ...read].join(' ')
  })
}
