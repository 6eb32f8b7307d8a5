import type { PartialPhone } from './memory.ts'
import type { PhoneReader } from './phone-numbers.ts'
import { type DigitRun, digitsOf } from './read-digits.ts'
import { type Token, wordSet } from './tokens.ts'

/** Digits of a number and its country code at most (E.164), with 00 before it. */
const DICTATED_MAX = 17
const CORRECTING = wordSet(
  'لا لأ عفوا عفواً قصدي اقصد بل بالغلط غلطت الصح الصحيح سوري استنى لحظة غلط no sorry wait actually mean correction scratch oops rather instead',
)

/** The caller took something back between two runs of digits. */
export function isCorrecting(words: readonly Token[]): boolean {
  return words.some(({ fold }) => CORRECTING.has(fold))
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
  const fresh: PartialPhone = { digits, plus: run.plus, tokens: own, complete: false, last, age: 0 }
  if (!before || run.plus) return { partial: fresh, tokens: own }
  const all = [...before.tokens, ...own]
  if (corrected) {
    const first = run.groups[0]?.digits.length ?? 0
    const kept = before.digits.slice(0, Math.max(0, before.digits.length - first))
    for (const rest of [kept, before.digits.slice(0, -before.last)]) {
      const mended = reader.e164(rest + digits, before.plus)
      if (mended) return { e164: mended, tokens: all }
    }
    if (/^0/.test(digits) && digits.length > 2) return { partial: fresh, tokens: own }
    return { partial: { ...fresh, digits: kept + digits, plus: before.plus, tokens: all }, tokens: all }
  }
  const joined = before.digits + digits
  const e164 = reader.e164(joined, before.plus)
  if (e164) return { e164, tokens: all }
  const again =
    before.complete ||
    joined.length > DICTATED_MAX ||
    (digits.length >= 3 && before.digits.startsWith(digits.slice(0, 3)))
  if (again) return { partial: fresh, tokens: own }
  return { partial: { ...fresh, digits: joined, plus: before.plus, tokens: all }, tokens: all }
}
