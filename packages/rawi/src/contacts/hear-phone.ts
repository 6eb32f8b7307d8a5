import { isAccepted, isOwned } from './accept-phone.ts'
import { chooseByDigits, chooseByWords } from './choose-phone.ts'
import { mend, replacePair, saidOnce, swapLast } from './correct-phone.ts'
import { dictate, isCorrecting } from './dictation.ts'
import type { Heard, Said } from './heard-turn.ts'
import { deny, evidenceOf, hold, type Memory } from './memory.ts'
import { MENDED_DIGITS_MAX, placeNamed } from './mend-phone.ts'
import { isSpan } from './not-dialled.ts'
import { announcesOthers } from './persons.ts'
import { phoneAfterFirst, phoneAmongParts, phoneReader, phonesInRun, regionNamed } from './phone-numbers.ts'
import { isBeside, isPreferred, labelsOf } from './prefer-phone.ts'
import { type DigitRun, digitRuns, digitsOf } from './read-digits.ts'
import type { Token } from './tokens.ts'
import { confirmReadBack, hearVerdict, keep, remember } from './verdict-phone.ts'
import { isRelative, type Owner, ownerOf, tellsOfCall } from './whose.ts'
import { NEGATORS } from './whose-words.ts'

/** Runs of digits that are looked at in one turn. */
const RUNS_MAX = 12

/** أنا ساكن بشارع 26: so few digits begin a number only where a word speaks of one. */
const SHORT = 3
const NAMES_NUMBER =
  /رقم|جوال|موبايل|موبيل|ت[لي]*فون|هاتف|نمر|واتس|نقال|محمول|خطي|شريح|كلم|حك|اتصل|دق|خابر|راسل|تواصل|^(?:number|num|phone|cell|cellphone|mobile|landline|line|reach|call|text|ring|whatsapp|contact|it's|digits|code|starts|ends|me|at|on)$/u

function namesNumber(before: readonly Token[]): boolean {
  return before.some(({ fold }) => NAMES_NUMBER.test(fold))
}

/** Takes in what a turn of the caller says about their phone number. `taken` are tokens that an e-mail address holds. */
export function hearPhone(memory: Memory, heard: Heard, taken: (at: number) => boolean): void {
  const { tokens, region } = heard
  const runs = digitRuns(tokens)
    .flatMap((run) => afterNegated(tokens, run))
    .filter(({ from, to, groups }) => !taken(from) && !isSpan(tokens, to, digitsOf(groups)))
    .slice(0, RUNS_MAX)
  const edge = (at: number) => [runs[at - 1]?.to ?? 0, runs[at + 1]?.from ?? tokens.length] as const
  const owners = movedOn(
    tokens,
    runs,
    runs.map(({ from, to }, at) => ownerOf(tokens, from, to, ...edge(at))),
  )
  const before = memory.held.phone?.value
  const said: Said = { ...heard, memory, runs, owners, taken, reader: phoneReader(region), own: [], before }
  let changed = false
  if (runs.length > 0 && heard.answer.yes && heard.fieldAnswer !== false && memory.agent.readBack.phone)
    confirmReadBack(said)
  if (chooseByDigits(memory, tokens, runs)) return
  for (let at = 0; at < runs.length; at++) changed = hearRun(said, at) || changed
  if (runs.length === 0) ageDictation(memory)
  changed = hearChoice(said) || changed || swapLast(said)
  if (!changed) hearVerdict(said)
  else if (memory.held.phone?.value === memory.agent.readBack.phone?.value) confirmReadBack(said)
  memory.announcedOthers = runs.length === 0 && announcesOthers(tokens, (at) => isRelative(tokens, at))
  memory.toldOfCall = runs.length === 0 && tellsOfCall(tokens)
  if (before !== memory.held.phone?.value) remember(memory)
}

/** "Four five six, not four six five. 0423 456 789.": the number that is said again after what it is not. */
function afterNegated(tokens: readonly Token[], run: DigitRun): readonly DigitRun[] {
  if (!NEGATORS.has(tokens[run.from - 1]?.fold ?? '')) return [run]
  const at = run.groups.findIndex(({ pause }, index) => index > 0 && pause === 2)
  const rest = at < 0 ? [] : run.groups.slice(at)
  const [first, before] = [rest[0], run.groups[at - 1]]
  if (!first || !before || digitsOf(rest).length <= MENDED_DIGITS_MAX) return [run]
  return [
    { ...run, groups: run.groups.slice(0, at), to: before.to },
    { ...run, groups: rest, plus: false, from: first.from },
  ]
}

/** "From 050… to 055…": the first is given up for the second. */
function movedOn(tokens: readonly Token[], runs: readonly DigitRun[], owners: Owner[]): Owner[] {
  return owners.map((owner, at) => {
    const from = (run: DigitRun | undefined) => /^(?:from|من)$/u.test(tokens[(run?.from ?? 0) - 1]?.fold ?? '')
    const to = (run: DigitRun | undefined) => /^(?:to|ل|الى)$/u.test(tokens[(run?.from ?? 0) - 1]?.fold ?? '')
    if (from(runs[at]) && to(runs[at + 1])) return 'old'
    // مع المدير 0955…، أو عالأرضي 011…: where else somebody is reached.
    const gap = tokens.slice(runs[at - 1]?.to ?? 0, runs[at]?.from ?? 0).slice(0, 2)
    if (owners[at - 1] === 'other' && !isOwned(owner) && gap.some(({ fold }) => /^(?:or|او|ولا)$/u.test(fold)))
      return 'other'
    return from(runs[at - 1]) && to(runs[at]) && owner !== 'other' && owner !== 'thing' ? 'own' : owner
  })
}

function hearRun(said: Said, at: number): boolean {
  const run = said.runs[at] as DigitRun
  const owner = said.owners[at] as Owner
  const { memory, tokens, reader } = said
  const floor = said.runs[at - 1]?.to ?? 0
  const gap = tokens.slice(floor, run.from)
  if (owner === 'negated') return at === 0 && replacePair(said, run)
  const digits = saidOnce(run)
  if (digits.length <= MENDED_DIGITS_MAX && mend(said, at, digits)) return true
  const dictating = memory.partialPhone
  const others = memory.agent.asks.otherNumber && !memory.agent.asks.phone
  const continues =
    dictating && !others && !run.plus && !/^00?[1-9]/.test(digits) && !isOwned(owner) && !isCorrecting(gap)
  if (continues) {
    const joined = dictate(dictating, run, tokens, reader, false)
    const lengthens = !dictating.complete || digits.length < MENDED_DIGITS_MAX
    if (joined.e164 && lengthens && grows(memory, joined.e164)) return accept(said, at, joined.e164, joined.tokens)
  }
  const hint = regionNamed(tokens.slice(Math.max(floor, run.from - 8), run.from))
  const placed = placeNamed(tokens, run.from, run.to, floor) !== undefined
  const read = phonesInRun(run, reader, hint)
  const beside = memory.agent.asks.otherNumber && memory.agent.asks.phone ? phoneAmongParts(run, reader, hint) : []
  const phones = read.length > 0 ? read : placed ? phoneAfterFirst(run, reader, hint) : beside
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
      memory.passedOver = { value: phone.e164, tokens: tokens.slice(phone.from, phone.to) }
      if (memory.held.phone?.value === phone.e164 && whose !== 'unknown') {
        deny(memory, 'phone', evidenceOf(tokens.slice(phone.from, phone.to), 'correction'))
        changed = true
      }
    }
  }
  return changed
}

/** Further digits lengthen a number that is whole already; they turn it into none of another country: "… 0168", "at work until five". */
function grows({ partialPhone, held }: Memory, e164: string): boolean {
  return !partialPhone?.complete || e164.startsWith(held.phone?.value ?? '+')
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
  const { asks, readBack } = memory.agent
  const besides = asks.spare || ((!asks.phone || readBack.phone) && isBeside(gap))
  const beside = said.own.length > 0 || (current && besides)
  const mended = current !== undefined && current.value !== e164
  const evidence = evidenceOf(spoken, mended ? 'correction' : 'stated')
  const raw = evidence.map(({ quote }) => quote).join(' ')
  keep(memory, { e164, labels, raw, evidence })
  // "The engineer's on 0791 …, and I'm on 0782 …"
  const mine = said.own.length > 0 && owner === 'own' && said.owners.slice(0, at).every((other) => !isOwned(other))
  const preferred = isCorrecting(gap) || isPreferred(aheadOf(gap)) || (mine && !isBeside(gap))
  const stays = current && beside && !extendsLast && !preferred
  const from = tokens.indexOf(spoken.find(({ turn }) => turn === tokens[0]?.turn) as Token)
  said.own.push({ e164, from, to: tokens.indexOf(spoken.at(-1) as Token) + 1 })
  if (stays) return true
  const confidence = owner === 'own' || memory.agent.asks.phone ? 0.95 : owner === 'named' ? 0.85 : 0.75
  hold(memory, 'phone', { value: e164, raw, confidence, confirmed: false, evidence })
  return true
}

/** ده الأساسي و٠١٢…: what points back says nothing of the number to come. */
function aheadOf(gap: readonly Token[]): readonly Token[] {
  if (!/^(?:ده|دا|هاد|هادا|هذا|هيدا|هاي|هو|that's|that|this)$/u.test(gap[0]?.fold ?? '')) return gap
  const to = gap.findIndex(
    ({ fold, kind }) => kind === 'mark' || /^(?:و|and|but|بس|لكن)$/u.test(fold) || /^و.{3}/u.test(fold),
  )
  return to < 0 ? gap : gap.slice(to)
}

/** Digits that make no number yet: kept when they can only be the caller's number being dictated. */
function dictateOn(said: Said, at: number, corrected: boolean): boolean {
  const { memory, tokens, owners } = said
  const run = said.runs[at] as DigitRun
  const owner = owners[at] as Owner
  const { asks } = memory.agent
  const digits = digitsOf(run.groups)
  const announced = isOwned(owner) && (digits.length > SHORT || namesNumber(tokens.slice(0, run.from)))
  const wanted = asks.phone || announced || memory.partialPhone !== undefined
  const looks = /^0\d/.test(digits) || run.plus
  if (memory.partialPhone === undefined && isCount(tokens, run)) return false
  const others = owner === 'thing' || owner === 'other' || owner === 'old' || asks.othersPhone
  if (others || (asks.otherNumber && !asks.phone && !isOwned(owner)) || !(wanted || looks)) return false
  const restart = isOwned(owner) && !corrected && at === 0
  const result = dictate(restart ? undefined : memory.partialPhone, run, tokens, said.reader, corrected)
  if (result.e164 && !restart && !grows(memory, result.e164)) return false
  if (result.e164) return accept(said, at, result.e164, result.tokens)
  memory.partialPhone = result.partial
  return false
}

/** "test 1", "test 2": one figure after a word that speaks of no number begins none, even where a number was asked for. */
function isCount(tokens: readonly Token[], { from, to }: DigitRun): boolean {
  const before = tokens[from - 1]
  const alone = to - from === 1 && /^\p{Nd}$/u.test(tokens[from]?.text ?? '')
  return alone && to === tokens.length && before?.kind === 'word' && !namesNumber(tokens.slice(0, from))
}

/** Dictation waits for one turn without digits, such as "one moment", and not for another question. */
function ageDictation(memory: Memory): void {
  const partial = memory.partialPhone
  if (!partial) return
  const { asks } = memory.agent
  const left = partial.age >= 1 || partial.complete || asks.name || asks.email || asks.otherNumber
  memory.partialPhone = left ? undefined : { ...partial, age: partial.age + 1 }
}

/** "Use the landline", "the first has no signal", "the 737 one". */
function hearChoice({ own, memory, tokens, runs, before }: Said): boolean {
  if (own.length === 0 && runs.some(({ groups }) => digitsOf(groups).length > 2)) return false
  return chooseByWords(memory, tokens, own, before)
}
