import { foldDigits } from './fold.ts'

/** A run of digits as people write numbers, with an optional plus; bounded, so it stays linear on any text. */
const RUN = /(?<![\p{L}\p{N}])[+＋]?\(?\d[\d\s().\-/]{5,30}\d(?![\p{L}\p{N}])/gu
/** E.164 allows 15 digits; local numbers have at least 7. */
const DIGITS_MIN = 7
const DIGITS_MAX = 15
/** Said right before a number it makes even one without a trunk prefix a phone number. */
const NAMED =
  /^[\s\S]*?((?:\p{L}*(?:رقم|هاتف|موبايل|تل[يف]+ون|جوال|واتس|phone|number|mobile|whatsapp|call me)\p{L}*)[^\d\n]{0,16})$/iu
/** Characters before a number in which it may be named. */
const BEFORE = 40

export interface SpottedPhone {
  /** Digits as they were said, with a leading `+` where there was one. */
  readonly phone: string
  /** Where the number stood, with the words that named it, in the text with its digits folded (same length). */
  readonly start: number
  readonly end: number
}

/** The last phone number said in a turn: who corrects a number says the right one last. */
export function spotPhone(text: string, asked: boolean): SpottedPhone | undefined {
  const folded = foldDigits(text)
  let found: SpottedPhone | undefined
  for (const match of folded.matchAll(RUN)) {
    const digits = match[0].replace(/\D/gu, '')
    if (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX) continue
    const plus = /^[+＋]/u.test(match[0])
    const naming = NAMED.exec(folded.slice(Math.max(0, match.index - BEFORE), match.index))?.[1] ?? ''
    if (!plus && !digits.startsWith('0') && naming === '' && !asked) continue
    found = {
      phone: (plus ? '+' : '') + digits,
      start: match.index - naming.length,
      end: match.index + match[0].length,
    }
  }
  return found
}
