import type { PartialPhone } from './memory.ts'
import { JOINED_FROM, type PhoneReader } from './phone-numbers.ts'
import { type DigitRun, digitsOf, joinHundreds } from './read-digits.ts'
import { type Token, wordSet } from './tokens.ts'

/** Digits of a number and its country code at most (E.164), with 00 before it. */
const DICTATED_MAX = 17
/** Digits that a correction takes back at most. */
const CUT_MAX = 8
const CORRECTING = wordSet(
  'لا لأ عفوا عفواً قصدي اقصد بل بالغلط غلطت الصح الصحيح سوري استنى لحظة غلط no sorry wait actually mean correction scratch oops rather instead',
)

/** The caller took something back between two runs of digits. */
export function isCorrecting(words: readonly Token[]): boolean {
  return words.some(({ fold }) => CORRECTING.has(fold))
}

/** Words by which an old number is gone and a new one begins. */
const NEW_LINE = wordSet(`
الجديد جديد الجديدة جديدة غيرتو غيرته غيرت تغير اتغير ضاع راح فصل فصلته فصلتو انفصل باظ اتسرق انسرق سرقوه ضيعتو ضيعته لغيته لغيتو وقفته وقفتو سكرته سكرتو
new lost changed stolen gone dead disconnected switched ported different
`)
const WRITE_DOWN = wordSet('اكتب اكتبي سجل سجلي خد خدي خذ خود')

/** "No, that's lost, here is the new one, 0 11 4": digits after this begin a number and mend none. */
export function beginsAnew(words: readonly Token[], digits: string): boolean {
  if (!/^0[1-9]\d/.test(digits) && digits.length !== 2 && digits.length !== 3) return false
  return words.some(({ fold }) => NEW_LINE.has(fold) || (digits.length !== 3 && WRITE_DOWN.has(fold)))
}

export interface Dictated {
  readonly e164?: string
  readonly partial?: PartialPhone
  /** Everything that was dictated so far. */
  readonly tokens: readonly Token[]
}

/** Adds a run of digits to a number that is being dictated; after "no, sorry" it takes the place of as many digits as it begins with. */
export function dictate(
  before: PartialPhone | undefined,
  run: DigitRun,
  tokens: readonly Token[],
  reader: PhoneReader,
  corrected: boolean,
): Dictated {
  const digits = digitsOf(run.groups)
  const own = tokens.slice(run.from, run.to)
  const last = run.groups.at(-1)?.digits.length ?? 0
  const otherwise = digitsOf(joinHundreds(run.groups))
  const fresh: PartialPhone = { digits, otherwise, plus: run.plus, tokens: own, complete: false, last, age: 0 }
  if (!before || run.plus) return { partial: fresh, tokens: own }
  const all = [...before.tokens, ...own]
  if (corrected) {
    const cuts = takenBack(before, run)
    for (const cut of cuts) {
      const mended = reader.e164(before.digits.slice(0, -cut) + digits, before.plus)
      if (mended) return { e164: mended, tokens: all }
    }
    if (/^0/.test(digits) && digits.length > 2) return { partial: fresh, tokens: own }
    const kept = before.digits.slice(0, Math.max(0, before.digits.length - (cuts[0] ?? 0))) + digits
    return { partial: { ...fresh, digits: kept, otherwise: kept, plus: before.plus, tokens: all }, tokens: all }
  }
  const joined = before.digits + digits
  const joinedOtherwise = before.otherwise + otherwise
  const shorter = joinedOtherwise.length < joined.length && joined.length >= JOINED_FROM
  const e164 = reader.e164(joined, before.plus) ?? (shorter ? reader.e164(joinedOtherwise, before.plus) : undefined)
  if (e164) return { e164, tokens: all }
  // "… four five, hang on, four five six": what was said last is said again.
  for (let same = Math.min(digits.length - 1, CUT_MAX); same > 1 && !before.complete; same--) {
    if (!before.digits.endsWith(digits.slice(0, same))) continue
    const whole = reader.e164(before.digits + digits.slice(same), before.plus)
    if (whole) return { e164: whole, tokens: all }
  }
  const again =
    before.complete ||
    joined.length > DICTATED_MAX ||
    (digits.length >= 3 && before.digits.startsWith(digits.slice(0, 3)))
  if (again) return { partial: fresh, tokens: own }
  return {
    partial: { ...fresh, digits: joined, otherwise: joinedOtherwise, plus: before.plus, tokens: all },
    tokens: all,
  }
}

/**
 * How many digits a correction may take back, the likeliest first: as many as look like its own beginning ("two two one,
 * no, two two seven"), as its first number has, as were said last; then whatever makes a number that can be dialled.
 */
function takenBack(before: PartialPhone, run: DigitRun): number[] {
  const digits = digitsOf(run.groups)
  const most = Math.min(before.digits.length, CUT_MAX)
  const cuts = Array.from({ length: most }, (_, at) => at + 1)
  const alike = cuts.filter(
    (cut) => cut > 1 && cut <= digits.length && differing(before.digits.slice(-cut), digits) <= 1,
  )
  const first = run.groups[0]?.digits.length ?? 0
  return [...new Set([...alike.reverse(), first, before.last, ...cuts])].filter((cut) => cut > 0 && cut <= most)
}

/** Places at which a number differs from the beginning of another. */
function differing(one: string, other: string): number {
  return [...one].filter((digit, at) => digit !== other[at]).length
}
