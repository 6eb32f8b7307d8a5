import { NUMBER_WORDS, REPEAT_BEFORE } from './number-words.ts'
import { type Token, wordSet } from './tokens.ts'

/** What is counted after a word: the digits in "the last two", the lines in "I've got two, 415 …". */
const COUNTED = new Map<string, 'digits' | 'said' | 'lines'>([
  ...['last', 'first', 'final', 'اخر', 'اول'].map((word) => [word, 'digits'] as const),
  ...['the', 'other', 'those', 'these'].map((word) => [word, 'said'] as const),
  ...['got', 'have', 'has'].map((word) => [word, 'lines'] as const),
])
const KIND_OF_LINE = /^(?:لل.{2,}|حق|تبع|مال|بتاع)$/u

const NOT_ONE = wordSet(
  'that this the other another which no only new old right wrong first last some any every each ثاني',
)
const MOMENT = /^(?:second|sec|moment|minute|min|mo|more|thing|question)$/
/** What stands before dictated digits: "the number one two three". */
const BEFORE_DIGITS =
  /^(?:number|phone|mobile|cell|line|landline|handset|digits?|code|area|are|is|was|and|then|plus|following)$/

/** Tokens of a date (12/05/2024), a time (10:30), an amount (1,249.99) or a percentage that begins here; 0 if none does. */
export function dateOrAmount(tokens: readonly Token[], at: number): number {
  if (tokens[at]?.kind !== 'digits') return 0
  const [a, mark, b, mark2, c] = tokens.slice(at, at + 5)
  if (!a) return 0
  if (mark?.fold === '%' || mark?.fold === '٪') return 2
  if (b?.kind !== 'digits' || !mark?.glued || !b.glued) return 0
  if (mark.fold === ':') return 3
  const date =
    mark2?.fold === mark.fold && '/-.'.includes(mark.fold) && c?.kind === 'digits' && c.glued && mark2.glued
      ? [a.fold.length, b.fold.length, c.fold.length].join()
      : ''
  if (/^(?:[12],[12],(?:2|4)|4,[12],[12])$/.test(date) && tokens[at + 5]?.fold !== mark.fold) return 5
  if ('/'.includes(mark.fold) && a.fold.length <= 2 && b.fold.length <= 2 && c?.kind !== 'digits') return 3
  if (
    ',٬'.includes(mark.fold) &&
    !isGrouped(tokens, at) &&
    a.fold.length <= 3 &&
    b.fold.length === 3 &&
    !/^0/.test(a.fold)
  ) {
    let to = at + 3
    while (/^[,٬.]$/.test(tokens[to]?.fold ?? '') && tokens[to]?.glued && tokens[to + 1]?.kind === 'digits') to += 2
    // 415,555,2671 is a phone number, not an amount.
    return tokens.slice(at, to).some(({ kind, fold }) => kind === 'digits' && fold.length > 3) ? 0 : to - at
  }
  return 0
}

/** 0991,372,846: digits stand before the comma that is before these. */
function isGrouped(tokens: readonly Token[], at: number): boolean {
  return /^[,٬]$/.test(tokens[at - 1]?.fold ?? '') && tokens[at]?.glued === true && tokens[at - 2]?.kind === 'digits'
}

/** BK 0551239876, INV 4471: capitals before digits make a code; "US 415 …" and "TEL 050 …" do not. */
export function isCodePrefix({ text }: Token): boolean {
  return (
    /^[A-Z]{2,4}$/.test(text) &&
    !/^(?:TEL|MOB|CELL|WA|US|UK|UAE|KSA|ME|ON|AT|IS|NO|NUM|HI|OK|SMS|CALL|MY|TO|OR|IT|AM|PM)$/.test(text)
  )
}

/** "The other one", "my Jordanian one", "one second": no digit. */
export function isNoDigit(tokens: readonly Token[], at: number): boolean {
  const [owner, before] = [tokens[at - 2]?.fold ?? '', tokens[at - 1]?.fold ?? '']
  if (NOT_ONE.has(before) || MOMENT.test(tokens[at + 1]?.fold ?? '')) return true
  if (!/^(?:my|me|the|your|our|his|her)$/.test(owner) || !/^[a-z]{3,}$/.test(before)) return false
  return !NUMBER_WORDS.has(before) && !REPEAT_BEFORE.has(before) && !BEFORE_DIGITS.test(before)
}

const SPANS = wordSet(`
ساعة ساعات دقيقة دقايق دقائق دقيقتين يوم ايام أيام اسبوع أسبوع اسابيع شهر شهور اشهر أشهر سنة سنين سنوات ثانية ثواني كيلو متر جيجا جيغا ميغا ميجا
hour hours minute minutes mins day days week weeks month months year years kilos gigs gb mb
`)
const SPAN_DIGITS_MAX = 3

/** "24 hours", خمسة ايام: how long, how much, and nothing of a number that is dictated. */
export function isSpan(tokens: readonly Token[], to: number, digits: string): boolean {
  return digits.length <= SPAN_DIGITS_MAX && !digits.startsWith('0') && SPANS.has(tokens[to]?.fold ?? '')
}

/** "The last four are 4410", "you swapped the last two", واحد للبيت: how many digits or lines there are, and no digit. */
export function countOfDigits(tokens: readonly Token[], at: number): number {
  const before = tokens[at - 1]?.fold ?? ''
  const fold = tokens[at]?.fold ?? ''
  if (fold === 'واحد' || fold === 'وواحد') return KIND_OF_LINE.test(tokens[at + 1]?.fold ?? '') ? 1 : 0
  const counts = COUNTED.get(before)
  const number = counts && (NUMBER_WORDS.get(fold)?.value ?? (fold.length === 1 ? Number(fold) : Number.NaN))
  if (!counts || !number || Number.isNaN(number)) return 0
  const after = tokens[at + 1]?.fold ?? ''
  if (counts === 'lines') return number > 1 && number < 5 && /^[,:.]$/.test(after) ? 1 : 0
  if (/^(?:are|is|were|being|:|around|wrong|backwards)$/.test(after)) return 1
  return counts === 'digits' && /^[.,،!?؟]?$/.test(after) ? 1 : 0
}
