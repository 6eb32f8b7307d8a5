import { distance } from './distance.ts'
import { GIVEN_NAMES } from './given-names.ts'
import type { Memory } from './memory.ts'
import { type CueKind, cueAt } from './name-cues.ts'
import { familyInstead } from './name-parts.ts'
import { isBoundary } from './name-words.ts'
import { longerAfter, NEGATORS, nearName, opening } from './near-names.ts'
import { RELATIVES, TITLES } from './not-names.ts'
import { readName, type SpokenName } from './read-names.ts'
import { isQuestionMark, type Token, withAnd, wordSet } from './tokens.ts'

/** How a name was given: by a cue, as the answer to a question, before "speaking", or by "yes" to the agent's words. */
export type Kind = CueKind | 'bare' | 'speaking'

export interface Finding {
  readonly name: SpokenName
  readonly kind: Kind
}

/** Cues of one turn that are followed, and words that an answer may open with before the name. */
const FINDINGS_MAX = 8

const ANSWER_WORDS_MAX = 7

/** A cue that asks for its name even when the turn ends: "my name is …". */
const AWAITING = /^(?:اسمي|واسمي|الاسم|my|name|call|ناديني)$/

export const WITH_YOU = withAnd('معك معكم معاك معاكم معاج معج معكن معاكي معاكو وياك وياكم وياج')

export const OTHER_PEOPLE = wordSet(
  'he she they him her his their doctor who whose guy technician agent rep employee driver',
)

export const NEVER_MIND = wordSet('mind comment مهم سري ضروري rather prefer')
/** Before any name it asks back; "Rana, why?" has answered. */
const WHY = /^(?:ليش|ليه|لماذا|why)$/
const WHY_WITHIN = 3

interface Context {
  readonly asked: boolean
  readonly correcting: boolean
  readonly taken: (at: number) => boolean
}

/** Names after cues, in order. */
export function cuedNames(memory: Memory, tokens: readonly Token[], { asked, correcting, taken }: Context): Finding[] {
  const findings: Finding[] = []
  for (let at = 0; at < tokens.length && findings.length < FINDINGS_MAX; at++) {
    const cue = taken(at) ? undefined : cueAt(tokens, at)
    if (!cue || isDeniedCue(tokens, at)) continue
    if (cue.at >= tokens.length && AWAITING.test(tokens[at]?.fold ?? '')) memory.awaitsName = true
    const wrong =
      cue.kind === 'strong' && tokens.some(({ fold }) => /^(?:wrong|misspelled|misspelt|غلط|خطا)$/.test(fold))
    if (wrong && !readName(tokens, cue.at, 'strong')) memory.awaitsName = true
    if (taken(cue.at) || (isShortForm(tokens, at) && !asked && findings.length === 0)) continue
    if (cue.kind === 'asked' && !asked && !isOwnName(tokens, cue.at)) continue
    const opens =
      cue.kind === 'correcting' &&
      (isItsMe(memory, tokens, at, cue.at) ||
        closesWithName(tokens, at, cue.at) ||
        introducesItself(memory, tokens, at, cue.at))
    if (cue.kind === 'correcting' && !asked && !correcting && !opens) continue
    // أنا تانيا مش تينا
    const [given, not, other] = tokens.slice(cue.at, cue.at + 3).map(({ fold }) => fold)
    const contrasted = given && other && NEGATORS.has(not ?? '') && (correcting || distance(given, other) <= 2)
    const strong = Boolean(contrasted) || (cue.kind !== 'weak' && (cue.kind !== 'correcting' || asked))
    const trust = cue.kind === 'family' ? 'family' : strong ? 'strong' : 'weak'
    const name =
      readName(tokens, cue.at, trust) ??
      (cue.kind === 'correcting' && correcting ? nearName(memory, tokens, cue.at) : undefined) ??
      (cue.kind === 'strong' ? afterRemark(tokens, at) : undefined)
    if (name && WITH_YOU.has(tokens[at]?.fold ?? '') && !isSaidOfSelf(tokens, at, name)) continue
    if (!name || isTaken(name, taken) || (cue.kind === 'correcting' && !name.known && !isBoundary(tokens, name.to)))
      continue
    if (isQuestion(tokens, at, name)) continue
    const longer = longerAfter(tokens, name)
    findings.push({ name: longer, kind: cue.kind })
    at = longer.to - 1
  }
  return findings
}

/** "First is Siobhan, last is Park": of names only where the agent asked for one. */
function isShortForm(tokens: readonly Token[], at: number): boolean {
  return /^(?:(?:first|last)(?:'s| is)|و?(?:اللقب|الشهره|العيله|العايله|العائله) )/u.test(
    `${tokens[at]?.fold ?? ''} ${tokens[at + 1]?.fold ?? ''}`,
  )
}

/** باسم بو سيف، أنا: whose name it is follows it. */
function isOwnName(tokens: readonly Token[], at: number): boolean {
  const name = readName(tokens, at, 'strong')
  const after = name ? tokens.slice(name.to, name.to + 4).map(({ fold }) => fold) : []
  return /^[,،] (?:هيدا |هاد |هذا |يعني |that's )?(?:انا|me)(?: [.]|$)/u.test(after.join(' '))
}

/** Some of its words are those of an address. */
function isTaken({ from, to }: SpokenName, taken: (at: number) => boolean): boolean {
  for (let at = from; at < to; at++) if (taken(at)) return true
  return false
}

/** اسمي صعب شوي، جلنار: what was said of the name first, then the name, and no more. */
function afterRemark(tokens: readonly Token[], at: number): SpokenName | undefined {
  const comma = tokens.findLastIndex(({ fold }) => fold === '،' || fold === ',')
  if (comma < at || !/^(?:و?اسمي|my)$/.test(tokens[at]?.fold ?? '')) return undefined
  const name = readName(tokens, opening(tokens, comma + 1), 'strong')
  return name && tokens.slice(name.to).every(({ kind, fold }) => kind === 'mark' && !isQuestionMark(fold))
    ? name
    : undefined
}

const NEEDLESS = /^(?:لازم|ضروري|مهم|داعي|بدون|بلا|بلاش|دون|غير|يهم|بيهم|لزوم)$/u

/** ما اسمي نورا, "not my name is": what follows is what the caller is not called. */
function isDeniedCue(tokens: readonly Token[], at: number): boolean {
  // مو لازم الاسم، بس خلوه يتصل
  if (/^(?:الاسم|اسمي)$/u.test(tokens[at]?.fold ?? '') && NEEDLESS.test(tokens[at - 1]?.fold ?? '')) return true
  return (
    /^(?:اسمي|my)$/.test(tokens[at]?.fold ?? '') && /^(?:ما|مو|مش|مب|موب|ليس|not)$/.test(tokens[at - 1]?.fold ?? '')
  )
}

/** "This is Comcast, right?": what is asked is whom the caller has reached. */
function isQuestion(tokens: readonly Token[], at: number, { to, known }: SpokenName): boolean {
  if (known || tokens[at]?.fold !== 'this') return false
  const rest = tokens.slice(to, to + 4).map(({ fold }) => fold)
  return /^(?:, )?(?:right |correct |isn't it |yeah )?\? ?/.test(`${rest.join(' ')} `)
}

/** معك سامر is "this is Samer"; معك فرصة؟ is "have you a chance?". */
function isSaidOfSelf(tokens: readonly Token[], at: number, { known, to, from }: SpokenName): boolean {
  if (known || TITLES.has(tokens[from - 1]?.fold ?? '')) return true
  // كمل معك موضوع العقد: after a verb it only tells with whom.
  if (to - from === 1 && tokens[at - 1]?.kind === 'word' && opening(tokens, at - 1) === at - 1) return false
  return isBoundary(tokens, to) && !isQuestionMark(tokens.at(-1)?.fold ?? '')
}

interface Bare {
  readonly asked: boolean
  readonly affirmed: boolean
  /** Tokens at which the answer may begin. */
  readonly starts: readonly number[]
  readonly taken: (at: number) => boolean
}

/** A name as the whole answer, or as what is left when the greeting and the "no" are taken away. */
export function bareName(
  memory: Memory,
  tokens: readonly Token[],
  { asked, affirmed, starts, taken }: Bare,
): Finding[] {
  const question = isQuestionMark(tokens.at(-1)?.fold ?? '')
  if (tokens.some(({ fold }, at) => NEVER_MIND.has(fold) || isNoThanks(tokens, at))) return []
  if (tokens.slice(0, WHY_WITHIN).some(({ fold }, at) => WHY.test(fold) && tokens[at - 1]?.kind !== 'mark')) return []
  for (const start of starts) {
    const from = opening(tokens, start)
    if (from >= tokens.length || taken(from)) continue
    const name =
      readName(tokens, from, asked ? (memory.agent.asks.family ? 'family' : 'strong') : 'known') ??
      nearName(memory, tokens, from) ??
      familyInstead(memory.agent.readBack.name?.value, tokens, from)
    if (!name || isOfRelative(tokens, name.to) || ((!asked || isCalledOut(tokens, name)) && isAddressed(tokens, name)))
      continue
    const rest = tokens.slice(from)
    const words = rest.findIndex(({ kind }, at) => kind !== 'word' && at > 0)
    const trusted =
      name.known ||
      ((words < 0 ? rest.length : words) <= ANSWER_WORDS_MAX &&
        !question &&
        isBoundary(tokens, name.to) &&
        !(memory.agent.readBack.name && affirmed))
    if (trusted) return [{ name: longerAfter(tokens, name), kind: 'bare' }]
  }
  return []
}

/** "No thanks", مو لازم, and not "Niamh Kavanagh. Thanks a million." */
export function isNoThanks(tokens: readonly Token[], at: number): boolean {
  const fold = tokens[at]?.fold
  if (fold !== 'thanks' && fold !== 'لازم') return false
  const before = tokens.slice(Math.max(0, at - 2), at)
  return (
    (fold === 'thanks' && (at === 0 || before.some(({ fold }) => /^(?:no|nope|nah|fine|ok|okay)$/.test(fold)))) ||
    (fold === 'لازم' && /^(?:مو|مش|مب|موب|ما|مهو)$/u.test(before.at(-1)?.fold ?? ''))
  )
}

/** "Hi Ben." greets whoever answered; "hi Ahmad, I'm Ahmad too, Ahmad Laithi" goes on. */
function isAddressed(tokens: readonly Token[], name: SpokenName): boolean {
  let at = name.from - 1
  while (TITLES.has(tokens[at]?.fold ?? '')) at--
  const before = tokens[at]?.fold ?? ''
  const greets = /^(?:hi|hiya|hello|hey|thanks|morning|afternoon|evening|cheers|مرحبا|اهلا|اهلين|هلا|يا|شكرا)$/u
  return greets.test(before) && longerAfter(tokens, name) === name
}

/** أهلاً يا أستاذة منى: whoever is called so is spoken to. */
function isCalledOut(tokens: readonly Token[], { from }: SpokenName): boolean {
  const at = TITLES.has(tokens[from - 1]?.fold ?? '') ? from - 2 : from - 1
  return tokens[at]?.fold === 'يا'
}

/** "No, Rami is my son", رامي ابني: the name is that of somebody else. */
function isOfRelative(tokens: readonly Token[], to: number): boolean {
  const said = tokens[to]?.fold === 'is' && tokens[to + 1]?.fold === 'my' ? to + 2 : to
  return RELATIVES.has(tokens[said]?.fold ?? '')
}

/** "Hello there, it's Margaret": known given names only. */
function isItsMe({ agent, agentNames }: Memory, tokens: readonly Token[], at: number, next: number): boolean {
  const marked = at > 0 && tokens[at - 1]?.kind === 'mark' && (at < 4 || /^[.?!]$/.test(tokens[at - 1]?.fold ?? ''))
  if (!/^(?:it's|its|it)$/.test(tokens[at]?.fold ?? '')) return false
  // "It's hannah with an h at both ends, dot reed": an address was asked for.
  const again = readName(tokens, next, 'known')
  if (agent.asks.email && !agent.asks.name && again && tokens[again.to]?.kind === 'word') return false
  if (again && /^(?:again|here|calling|speaking)$/.test(tokens[again.to]?.fold ?? '')) return true
  const greeted = opening(tokens, 0)
  // "Hi grace it's paul": the agent is called by name first.
  const called = tokens[greeted]?.fold ?? ''
  const hi = /^(?:hi|hello|hey|morning|afternoon|evening)$/.test(tokens[greeted - 1]?.fold ?? '')
  const begins = agentNames.has(called) || (hi && GIVEN_NAMES.has(called)) ? greeted + 1 : greeted
  if (at > begins && !marked) return false
  return readName(tokens, next, at > 0 ? 'weak' : 'known') !== undefined
}

/** "Sure, 415 …, it's Alonzo": a known name ends what is said, and nobody else was spoken of. */
function closesWithName(tokens: readonly Token[], at: number, next: number): boolean {
  const from = tokens[at - 1]?.fold === 'and' ? at - 1 : at
  if (!/^(?:it's|its)$/.test(tokens[at]?.fold ?? '') || tokens[from - 1]?.kind !== 'mark') return false
  const numbered = tokens.some(({ kind }) => kind === 'digits')
  const name = readName(tokens, next, numbered ? 'weak' : 'known')
  const ends = name?.from === next && tokens.slice(name.to).every(({ kind, fold }) => kind === 'mark' && fold !== '?')
  return ends && !tokens.some(({ fold }) => RELATIVES.has(fold) || OTHER_PEOPLE.has(fold))
}

/** "Hello, the surgery? It's Winifred Barlow.": two capitals and the end, in a sentence of its own at the caller's first words. */
function introducesItself(memory: Memory, tokens: readonly Token[], at: number, next: number): boolean {
  const itIs = tokens[at]?.fold === 'it' && tokens[at + 1]?.fold === 'is'
  if (memory.spoke || !(itIs || /^(?:it's|its)$/.test(tokens[at]?.fold ?? ''))) return false
  if (at > 0 && !/^[.?!,]$/.test(tokens[at - 1]?.fold ?? '')) return false
  const name = readName(tokens, next, 'weak')
  return (
    name !== undefined &&
    name.to - name.from === 2 &&
    tokens[name.to]?.kind !== 'word' &&
    name.value.split(' ').every((word) => /^\p{Lu}\p{Ll}/u.test(word))
  )
}
