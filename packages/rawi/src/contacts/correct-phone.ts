import type { Evidence } from './contact-patch.ts'
import { beginsAnew, isCorrecting } from './dictation.ts'
import type { Said } from './heard-turn.ts'
import { evidenceOf, hold, type Memory } from './memory.ts'
import { isNearEnd, placeNamed, withDigitsAt, withDigitsReplaced } from './mend-phone.ts'
import { type DigitRun, digitRuns, digitsOf } from './read-digits.ts'
import type { Token } from './tokens.ts'

/** Digits that mend the end of a number without a word that says so; more begin a new one. */
const BARE_DIGITS_MAX = 6
/** Digits by which the agent names a number, at least. */
const END_READ_MIN = 3
/** Words from "no" to the digits, where another number was asked for too. */
const CORRECTED_WITHIN = 4

/** Digits to mend with; "eighty seven, 87" says the same twice. */
export function saidOnce({ groups }: DigitRun): string {
  const [first, second] = groups
  const anew = groups.findLastIndex(({ pause }) => pause > 0)
  const [before, after] = [digitsOf(groups.slice(0, Math.max(anew, 0))), digitsOf(groups.slice(Math.max(anew, 0)))]
  // "Forty-seven. Oh one forty-seven.": the same with the digits before it.
  if (before.length > 1 && after.length > before.length && after.endsWith(before)) return after
  const twice = groups.length === 2 && second?.pause && first?.digits === second.digits && first.digits.length > 1
  return twice ? first.digits : digitsOf(groups)
}

/** "Seven instead of six", said as بدل الستة سبعة: two numbers in a row, the wrong one first. */
export function replacePair({ memory, tokens }: Said, { groups, from, to }: DigitRun): boolean {
  const [wrong, right] = groups
  const base = memory.agent.readBack.phone?.value ?? memory.held.phone?.value
  if (!wrong || !right || groups.length !== 2 || wrong.digits.length !== right.digits.length || !base) return false
  const mended = withDigitsReplaced(base, wrong.digits, right.digits)
  if (mended === undefined) return false
  const evidence = [...wholeEvidence(memory, base), ...evidenceOf(tokens.slice(from, to), 'correction')]
  const raw = evidence.map(({ quote }) => quote).join(' ')
  hold(memory, 'phone', { value: mended, raw, confidence: 0.85, confirmed: false, evidence })
  return true
}

/** "It ends with 68", "25 not 26", "no, 4568": digits that mend a number that stands. */
export function mend(said: Said, at: number, digits: string): boolean {
  const { memory, tokens, runs, owners, answer } = said
  const run = runs[at] as DigitRun
  const base = (said.own.length > 0 ? undefined : memory.agent.readBack.phone?.value) ?? memory.held.phone?.value
  const other = owners[at] === 'other' && !isLastDigit(tokens, run.from)
  if (base === undefined || owners[at] === 'thing' || other) return false
  const floor = runs[at - 1]?.to ?? 0
  const wrongAt = [at + 1, at - 1].find((other) => owners[other] === 'negated')
  const place = placeNamed(tokens, run.from, run.to, floor)
  const denied = answer.no || said.fieldAnswer === false
  let mended: string | undefined
  if (place) mended = withDigitsAt(base, digits, place)
  if (!mended && wrongAt !== undefined) {
    mended = withDigitsReplaced(base, digitsOf(runs[wrongAt]?.groups ?? []), digits)
  }
  const takenBack = said.own.length > 0 && isCorrecting(tokens.slice(floor, run.from))
  const justTakenBack = takenBack && isCorrecting(tokens.slice(Math.max(floor, run.from - CORRECTED_WITHIN), run.from))
  const alone = tokens.every(({ kind }, index) => kind === 'mark' || (index >= run.from && index < run.to))
  const tail = digits.length > 1 && (denied || isCorrecting(tokens.slice(floor, run.from))) && readsEnd(memory)
  const read = memory.agent.readBack.phone !== undefined && digits.length > 1
  const bare = digits.length < BARE_DIGITS_MAX && (takenBack || read || tail)
  const anew = beginsAnew(tokens.slice(floor, run.from), digits)
  if (
    !mended &&
    !place &&
    (denied || takenBack || alone || tail) &&
    bare &&
    !anew &&
    (justTakenBack || !memory.agent.asks.otherNumber)
  )
    mended = withDigitsAt(base, digits, 'end')
  const near = memory.agent.readBack.phone?.value === base && isNearEnd(base, digits)
  if (!mended && !place && near && !anew) mended = withDigitsAt(base, digits, 'end')
  if (mended === undefined) return false
  const evidence = [...wholeEvidence(memory, base), ...evidenceOf(tokens.slice(run.from, run.to), 'correction')]
  memory.partialPhone = undefined
  memory.phones = memory.phones.filter(({ e164 }) => e164 !== base)
  if (mended !== memory.held.phone?.value) {
    hold(memory, 'phone', {
      value: mended,
      raw: evidence.map(({ quote }) => quote).join(' '),
      confidence: 0.9,
      confirmed: false,
      evidence,
    })
  }
  return true
}

/** آخر رقم 8: the last digit, where "another number" is written alike. */
function isLastDigit(tokens: readonly Token[], at: number): boolean {
  const noun = /^(?:هو|كان|صار|بيكون)$/u.test(tokens[at - 1]?.fold ?? '') ? at - 2 : at - 1
  return tokens[noun]?.fold === 'رقم' && tokens[noun - 1]?.fold === 'اخر'
}

/** "0938, got it.": the agent says the last digits of the number that is held. */
function readsEnd({ held, agent }: Memory): boolean {
  return digitRuns(agent.tokens).some(({ groups }) => {
    const digits = digitsOf(groups)
    return digits.length >= END_READ_MIN && held.phone?.value.endsWith(digits)
  })
}

const SWAPPED =
  / (?:flip|swap|swapped|switch|switched|reverse|reversed|transposed|اقلب|اقلبي|قلبت|قلبتي|عكست|اعكس|مقلوبين|معكوسين) .*(?:last (?:two|2|pair|digits|couple)|اخر (?:رقمين|اتنين|اثنين|خانتين)) | last (?:two|2|pair|couple)(?: [a-z]+){0,3} (?:wrong way (?:round|around)|backwards?|the other way|mixed up|turned round|turned around|flipped|swapped|switched|reversed|transposed) /

/** "Flip the last two": the end of the number that was read back, the other way round. */
export function swapLast({ memory, tokens, own }: Said): boolean {
  const base = memory.agent.readBack.phone?.value
  if (base === undefined || own.length > 0 || !SWAPPED.test(` ${tokens.map(({ fold }) => fold).join(' ')} `))
    return false
  const value = withDigitsAt(base, `${base.at(-1)}${base.at(-2)}`, 'end')
  if (value === undefined) return false
  const evidence = [...wholeEvidence(memory, base), ...evidenceOf(tokens, 'correction')]
  const raw = evidence.map(({ quote }) => quote).join(' ')
  hold(memory, 'phone', { value, raw, confidence: 0.85, confirmed: false, evidence })
  return true
}

/** Where the number that is mended was said. */
function wholeEvidence({ held, agent }: Memory, base: string): readonly Evidence[] {
  if (held.phone?.value === base) return held.phone.evidence
  return evidenceOf(agent.readBack.phone?.tokens ?? [], 'affirmed_readback')
}
