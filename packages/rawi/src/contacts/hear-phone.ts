import { isAccepted, isOwned, type TurnOfNumbers } from './accept-phone.ts'
import type { Answer } from './answers.ts'
import { chooseByDigits, chooseByWords } from './choose-phone.ts'
import type { Evidence } from './contact-patch.ts'
import { beginsAnew, dictate, isCorrecting } from './dictation.ts'
import { deny, evidenceOf, hold, type Memory, type OwnPhone } from './memory.ts'
import { isNearEnd, MENDED_DIGITS_MAX, placeNamed, withDigitsAt, withDigitsReplaced } from './mend-phone.ts'
import { type PhoneReader, phoneAfterFirst, phoneReader, phonesInRun, regionNamed } from './phone-numbers.ts'
import { isBeside, isPreferred, labelsOf } from './prefer-phone.ts'
import { type DigitRun, digitRuns, digitsOf } from './read-digits.ts'
import type { Token } from './tokens.ts'
import { type Owner, ownerOf, tellsOfCall } from './whose.ts'

export interface Heard {
  readonly tokens: readonly Token[]
  readonly answer: Answer
  /** What is said of the field by its name: "the number is wrong". */
  readonly fieldAnswer: boolean | undefined
  readonly region: string
}

interface Said extends Heard, TurnOfNumbers {
  readonly reader: PhoneReader
  /** Numbers that this turn made the caller's own. */
  readonly own: string[]
}

const RUNS_MAX = 12
/** The caller's own numbers that are kept to choose from. */
const PHONES_MAX = 4
/** Digits that mend the end of a number without a word that says so; more begin a new one. */
const BARE_DIGITS_MAX = 6

/** Takes in what a turn of the caller says about their phone number. `taken` are tokens that an e-mail address holds. */
export function hearPhone(memory: Memory, heard: Heard, taken: (at: number) => boolean): void {
  const { tokens, region } = heard
  const runs = digitRuns(tokens)
    .filter(({ from }) => !taken(from))
    .slice(0, RUNS_MAX)
  const edge = (at: number) => [runs[at - 1]?.to ?? 0, runs[at + 1]?.from ?? tokens.length] as const
  const owners = runs.map(({ from, to }, at) => ownerOf(tokens, from, to, ...edge(at)))
  const said: Said = { ...heard, memory, runs, owners, taken, reader: phoneReader(region), own: [] }
  const before = memory.held.phone?.value
  let changed = false
  if (runs.length > 0 && heard.answer.yes && heard.fieldAnswer !== false && memory.agent.readBack.phone)
    confirmReadBack(said)
  if (chooseByDigits(memory, tokens, runs)) return
  for (let at = 0; at < runs.length; at++) changed = hearRun(said, at) || changed
  if (runs.length === 0) ageDictation(memory)
  changed = hearChoice(said) || changed
  if (!changed) hearVerdict(said)
  else if (memory.held.phone?.value === memory.agent.readBack.phone?.value) confirmReadBack(said)
  memory.toldOfCall = runs.length === 0 && tellsOfCall(tokens)
  if (before !== memory.held.phone?.value) remember(memory)
}

function hearRun(said: Said, at: number): boolean {
  const run = said.runs[at] as DigitRun
  const owner = said.owners[at] as Owner
  const { memory, tokens, reader } = said
  const floor = said.runs[at - 1]?.to ?? 0
  const gap = tokens.slice(floor, run.from)
  if (owner === 'negated') return replacePair(said, run)
  const digits = digitsOf(run.groups)
  if (digits.length <= MENDED_DIGITS_MAX && mend(said, at, digits)) return true
  const dictating = memory.partialPhone
  const continues = dictating && !run.plus && !/^00?[1-9]/.test(digits) && !isOwned(owner) && !isCorrecting(gap)
  if (continues) {
    const joined = dictate(dictating, run, tokens, reader, false)
    if (joined.e164 && (!dictating.complete || digits.length < MENDED_DIGITS_MAX))
      return accept(said, at, joined.e164, joined.tokens)
  }
  const hint = regionNamed(tokens.slice(Math.max(floor, run.from - 8), run.from))
  const placed = placeNamed(tokens, run.from, run.to, floor) !== undefined
  const read = phonesInRun(run, reader, hint)
  const phones = placed && read.length === 0 ? phoneAfterFirst(run, reader, hint) : read
  if (phones.length === 0) return dictateOn(said, at, isCorrecting(gap) && !placed)
  let changed = false
  for (const [index, phone] of phones.entries()) {
    const whose =
      phones.length === 1
        ? owner
        : ownerOf(
            tokens,
            phone.from,
            phone.to,
            phones[index - 1]?.to ?? floor,
            phones[index + 1]?.from ?? tokens.length,
          )
    if (isAccepted(said, whose, phone.e164)) {
      changed = accept(said, at, phone.e164, tokens.slice(phone.from, phone.to)) || changed
      const ended = run.to >= tokens.length - 1 && index === phones.length - 1
      memory.partialPhone = ended
        ? {
            digits,
            otherwise: digits,
            plus: run.plus,
            tokens: tokens.slice(run.from, run.to),
            complete: true,
            last: digits.length,
            age: 0,
          }
        : undefined
    } else {
      memory.phones = memory.phones.filter(({ e164 }) => e164 !== phone.e164 || isOwned(whose))
      if (memory.held.phone?.value === phone.e164 && whose !== 'unknown') {
        deny(memory, 'phone', evidenceOf(tokens.slice(phone.from, phone.to), 'correction'))
        changed = true
      }
    }
  }
  return changed
}

/** "Seven instead of six", said as بدل الستة سبعة: two numbers in a row, the wrong one first. */
function replacePair({ memory, tokens }: Said, { groups, from, to }: DigitRun): boolean {
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

/** Holds a number as the caller's own; beside one that is held already it only counts when the words prefer it. */
function accept(said: Said, at: number, e164: string, spoken: readonly Token[]): boolean {
  const { memory, tokens, runs } = said
  const run = runs[at] as DigitRun
  const floor = runs[at - 1]?.to ?? 0
  const ceiling = runs[at + 1]?.from ?? tokens.length
  const gap = tokens.slice(floor, run.from)
  const current = memory.held.phone
  const labels = labelsOf(tokens, run.from, run.to, floor, ceiling)
  const owner = said.owners[at]
  memory.partialPhone = undefined
  const extendsLast = current && spoken.some(({ turn }) => turn !== tokens[0]?.turn)
  const beside =
    said.own.length > 0 || (current && (!memory.agent.asks.phone || memory.agent.readBack.phone) && isBeside(gap))
  const mended = current !== undefined && current.value !== e164
  const evidence = evidenceOf(spoken, mended ? 'correction' : 'stated')
  const raw = evidence.map(({ quote }) => quote).join(' ')
  keep(memory, { e164, labels, raw, evidence })
  // "The engineer's on 0791 …, and I'm on 0782 …"
  const mine = said.own.length > 0 && owner === 'own' && said.owners.slice(0, at).every((other) => !isOwned(other))
  const preferred = isCorrecting(gap) || isPreferred(gap) || (mine && !isBeside(gap))
  const stays = current && beside && !extendsLast && !preferred
  said.own.push(e164)
  if (stays) return true
  const confidence = owner === 'own' || memory.agent.asks.phone ? 0.95 : owner === 'named' ? 0.85 : 0.75
  hold(memory, 'phone', { value: e164, raw, confidence, confirmed: false, evidence })
  return true
}

/** "It ends with 68", "25 not 26", "no, 4568": digits that mend a number that stands. */
function mend(said: Said, at: number, digits: string): boolean {
  const { memory, tokens, runs, owners, answer } = said
  const run = runs[at] as DigitRun
  const base = (said.own.length > 0 ? undefined : memory.agent.readBack.phone?.value) ?? memory.held.phone?.value
  if (base === undefined || owners[at] === 'thing' || owners[at] === 'other') return false
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
  const alone = run.from === 0 && run.to === tokens.length
  const bare =
    digits.length < BARE_DIGITS_MAX && (takenBack || (memory.agent.readBack.phone !== undefined && digits.length > 1))
  const anew = beginsAnew(tokens.slice(floor, run.from), digits)
  if (!mended && !place && (denied || takenBack || alone) && bare && !anew && !memory.agent.asks.otherNumber)
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

/** Where the number that is mended was said. */
function wholeEvidence({ held, agent }: Memory, base: string): readonly Evidence[] {
  if (held.phone?.value === base) return held.phone.evidence
  return evidenceOf(agent.readBack.phone?.tokens ?? [], 'affirmed_readback')
}

/** Digits that make no number yet: kept when they can only be the caller's number being dictated. */
function dictateOn(said: Said, at: number, corrected: boolean): boolean {
  const { memory, tokens, owners } = said
  const run = said.runs[at] as DigitRun
  const owner = owners[at] as Owner
  const { asks } = memory.agent
  const digits = digitsOf(run.groups)
  const wanted = asks.phone || isOwned(owner) || memory.partialPhone !== undefined
  const looks = /^0\d/.test(digits) || run.plus
  const others = owner === 'thing' || owner === 'other' || owner === 'old' || asks.othersPhone
  if (others || (asks.otherNumber && !asks.phone && !isOwned(owner)) || !(wanted || looks)) return false
  const restart = isOwned(owner) && !corrected && at === 0
  const result = dictate(restart ? undefined : memory.partialPhone, run, tokens, said.reader, corrected)
  if (result.e164) return accept(said, at, result.e164, result.tokens)
  memory.partialPhone = result.partial
  return false
}

/** Dictation waits for one turn without digits, such as "one moment", and not for another question. */
function ageDictation(memory: Memory): void {
  const partial = memory.partialPhone
  if (!partial) return
  const { asks } = memory.agent
  const left = partial.age >= 1 || partial.complete || asks.name || asks.email || asks.otherNumber
  memory.partialPhone = left ? undefined : { ...partial, age: partial.age + 1 }
}

/** "Use the landline", "the other one", "the 737 one". */
function hearChoice({ own, memory, tokens, runs }: Said): boolean {
  // "After 5 the second": an hour is none of a number.
  const hours = memory.agent.asks.choice && runs.every(({ groups }) => digitsOf(groups).length <= 2)
  const rest = own.length > 0 ? tokens.slice(runs.at(-1)?.to ?? 0) : runs.length === 0 || hours ? tokens : []
  return chooseByWords(memory, rest)
}

/** Yes or no to a number that was read back, or to "is this your number?". */
function hearVerdict(said: Said): void {
  const { memory, answer, fieldAnswer, tokens } = said
  const { readBack, asks } = memory.agent
  const current = memory.held.phone
  const notMine = tokens.some(
    ({ fold }, at) =>
      /^(?:رقمي|جوالي|موبايلي|تلفوني)$/u.test(fold) && /^(?:مو|مش|مب|موب|ليس)$/u.test(tokens[at - 1]?.fold ?? ''),
  )
  const said_ = answer.yes || isOnlyLabel(tokens) ? true : answer.no ? false : undefined
  const verdict = notMine ? false : (fieldAnswer ?? said_)
  if (verdict === undefined) return
  if (readBack.phone && verdict) confirmReadBack(said)
  else if (verdict && asks.confirmPhone && current) {
    const words = evidenceOf(tokens.slice(answer.from, Math.max(answer.to, answer.from + 1)), 'affirmed_readback')
    hold(memory, 'phone', { ...current, confirmed: true, confidence: 0.98, evidence: [...current.evidence, ...words] })
  } else if (!verdict && current && (notMine || asks.confirmPhone || readBack.phone?.value === current.value)) {
    deny(memory, 'phone', evidenceOf(tokens, 'correction'))
    memory.phones = memory.phones.filter(({ e164 }) => e164 !== current.value)
  }
}

/** "Cell.", to "is 602 771 4483 a cell or a landline?" */
function isOnlyLabel(tokens: readonly Token[]): boolean {
  const end = tokens.at(-1)?.kind === 'mark' ? tokens.length - 1 : tokens.length
  return (
    end > 0 && end <= 2 && labelsOf(tokens, end, end, 0, end).has('mobile') && tokens.every(({ fold }) => fold !== '?')
  )
}

function confirmReadBack({ memory, tokens, answer, runs }: Said): void {
  const offered = memory.agent.readBack.phone
  if (!offered) return
  const words = tokens.slice(answer.from, Math.max(answer.to, answer.from + 1))
  const evidence = [...evidenceOf(offered.tokens, 'affirmed_readback'), ...evidenceOf(words, 'affirmed_readback')]
  hold(memory, 'phone', { value: offered.value, raw: offered.raw, confidence: 0.98, confirmed: true, evidence })
  // آه بس ده بتاع الواتساب، للمكالمات 010…: what stands before the mark is said of the number that is affirmed.
  const mark = tokens.findIndex(({ fold }, at) => at >= answer.to && /^[,،.]$/.test(fold))
  const end = mark < 0 ? (runs[0]?.from ?? tokens.length) : mark
  remember(memory, labelsOf(tokens, end, end, answer.to, end))
}

/** What was affirmed or mended may be chosen later too. */
function remember(memory: Memory, labels: ReadonlySet<string> = new Set()): void {
  const held = memory.held.phone
  if (!held || memory.phones.some(({ e164 }) => e164 === held.value)) return
  const { value: e164, raw, evidence } = held
  keep(memory, { e164, labels, raw, evidence })
}

/** A number that is said again keeps its place: "the first one" is the one that was said first. */
function keep(memory: Memory, phone: OwnPhone): void {
  const at = memory.phones.findIndex(({ e164 }) => e164 === phone.e164)
  memory.phones = at < 0 ? [...memory.phones, phone].slice(-PHONES_MAX) : memory.phones.with(at, phone)
}
