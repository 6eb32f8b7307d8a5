import { isCorrecting } from './dictation.ts'
import { distance } from './distance.ts'
import { GIVEN_NAMES } from './given-names.ts'
import type { Heard } from './hear-phone.ts'
import { deny, evidenceOf, hold, type Memory } from './memory.ts'
import { type CueKind, cueAt } from './name-cues.ts'
import { isBoundary, readName, readSpelled, type SpokenName } from './read-names.ts'
import { foldWord, type Token, wordSet } from './tokens.ts'

/** How a name was given: by a cue, as the answer to a question, before "speaking", or by "yes" to the agent's words. */
type Kind = CueKind | 'bare' | 'speaking'

interface Finding {
  readonly name: SpokenName
  readonly kind: Kind
}

/** Cues of one turn that are followed, and words that an answer may open with before the name. */
const FINDINGS_MAX = 8
const OPENING_MAX = 14
const NEAR = 6
const ANSWER_WORDS_MAX = 7
const NEGATORS = /^(?:ليس|ليست|لست|مو|مش|مب|موب|ماني|مانو|منيش|not|isn't|wasn't|ain't|مهو)$/
const OPENERS = wordSet(`
نعم ايوه ايوا أيوة إي اي ايه اه آه أه لا لأ اكيد طبعا تمام طيب حاضر اوكي ممكن تفضل اتفضل هو هي يعني اممم امم مرحبا اهلا أهلين هلا هلو الو ألو السلام عليكم وعليكم ورحمة الله وبركاته صباح مسا مساء الخير النور يا انا أنا اني آني مع باسم باسمي تحت اسم الاسم اسمي من عفوا
عفواً العفو غلط قصدي سوري يسعد صباحك مسا مساك بونجور هاي وعليكو اكتب سجل والله كاتب سجلي اكتبي عندك عندكم سجليني
yes yeah yep yup sure ok okay well uh um uh erm er of course it's it is its this that's that i said said no nope sorry actually hi hello hey there there again good morning afternoon evening name name's my under please certainly absolutely alright right just so um oh ah i'm i am make put the same too g'day gday evening
`)
const SPEAKING =
  /^(?:speaking|here|calling|معك|معاك|معكم|معاكم|معكن|يتكلم|بيتكلم|تتكلم|يحكي|بيحكي|عم|again|اتصل|متصل|متصله)$/
/** A cue that asks for its name even when the turn ends: "my name is …". */
const AWAITING = /^(?:اسمي|واسمي|الاسم|my|name|call|ناديني)$/
const NEVER_MIND = /^(?:mind|thanks|comment|ليش|ليه|لماذا|why|مهم|سري|ضروري|rather|prefer)$/

/** Takes in what a turn of the caller says about their name. */
export function hearName(memory: Memory, heard: Heard, taken: (at: number) => boolean): void {
  const { tokens, answer } = heard
  const { agent } = memory
  const negated = negatedNames(tokens, memory)
  const correcting =
    negated.names.length > 0 ||
    (agent.names.length > 0 &&
      (answer.no ||
        isCorrecting(tokens) ||
        tokens.some(({ fold }) => fold === 'but' || fold === 'بس') ||
        opensWithIts(tokens) ||
        (agent.readBack.name !== undefined && !answer.yes) ||
        echoes(agent.names, tokens)))
  const asked = agent.asks.name || memory.awaitsName || echoesQuestion(tokens)
  memory.awaitsName = false
  const findings = cuedNames(memory, tokens, { asked, correcting, taken })
  if (!findings.some(({ kind }) => kind !== 'family' && kind !== 'first')) findings.push(...speakingName(tokens, taken))
  if (findings.length === 0 && (asked || correcting)) {
    findings.push(...bareName(memory, tokens, { asked, affirmed: answer.yes, starts: [0, ...negated.ends], taken }))
  }
  const valid = findings.filter(({ name, kind }) => isCallers(memory, name, kind, negated.names))
  if (valid.length > 0) {
    settle(memory, tokens, valid, correcting)
    return
  }
  hearVerdict(memory, heard, negated.names)
}

interface Context {
  readonly asked: boolean
  readonly correcting: boolean
  readonly taken: (at: number) => boolean
}

/** Names after cues, in order. */
function cuedNames(memory: Memory, tokens: readonly Token[], { asked, correcting, taken }: Context): Finding[] {
  const findings: Finding[] = []
  for (let at = 0; at < tokens.length && findings.length < FINDINGS_MAX; at++) {
    const cue = taken(at) ? undefined : cueAt(tokens, at)
    if (!cue) continue
    if (cue.at >= tokens.length && AWAITING.test(tokens[at]?.fold ?? '')) memory.awaitsName = true
    if (taken(cue.at) || (cue.kind === 'asked' && !asked)) continue
    const opens = cue.kind === 'correcting' && isItsMe(tokens, at, cue.at)
    if (cue.kind === 'correcting' && !asked && !correcting && !opens) continue
    const strong = cue.kind !== 'weak' && (cue.kind !== 'correcting' || asked)
    const trust = cue.kind === 'family' ? 'family' : strong ? 'strong' : 'weak'
    const name =
      readName(tokens, cue.at, trust) ??
      (cue.kind === 'correcting' && correcting ? nearName(memory, tokens, cue.at) : undefined)
    if (!name || (cue.kind === 'correcting' && !name.known && !isBoundary(tokens, name.to))) continue
    const longer = longerAfter(tokens, name)
    findings.push({ name: longer, kind: cue.kind })
    at = longer.to - 1
  }
  return findings
}

/** "Khalid Al Mansoori speaking", "Oliver here", سامر معك: a name that opens the turn. */
function speakingName(tokens: readonly Token[], taken: (at: number) => boolean): Finding[] {
  for (const from of [0, opening(tokens, 0)]) {
    if (taken(from)) continue
    const name = readName(tokens, from, 'weak')
    const next = name && tokens[name.to]
    const from_ = from > 0 && name?.known && /^(?:from|من)$/.test(next?.fold ?? '')
    const alone = from > 0 && name && next && isSaidAlone(tokens, name, from)
    if (alone) return [{ name, kind: 'speaking' }]
    if (name && next && (from_ || SPEAKING.test(next.fold)) && (name.known || name.to - name.from > 1)) {
      return [{ name, kind: 'speaking' }]
    }
  }
  return []
}

interface Bare {
  readonly asked: boolean
  readonly affirmed: boolean
  /** Tokens at which the answer may begin. */
  readonly starts: readonly number[]
  readonly taken: (at: number) => boolean
}

/** "Evening. Ravi Patel. Ringing about …": a full name between two marks, after a greeting. */
function isSaidAlone(tokens: readonly Token[], { from, to, known }: SpokenName, opens: number): boolean {
  const marked = tokens[opens - 1]?.kind === 'mark' && /^[.,،]$/.test(tokens[to]?.fold ?? '')
  return known && to - from > 1 && marked && !/^(?:please|لو|من)$/u.test(tokens[to + 1]?.fold ?? '')
}

/** A name as the whole answer, or as what is left when the greeting and the "no" are taken away. */
function bareName(memory: Memory, tokens: readonly Token[], { asked, affirmed, starts, taken }: Bare): Finding[] {
  const question = /^[?؟]$/.test(tokens.at(-1)?.fold ?? '')
  if (tokens.some(({ fold }) => NEVER_MIND.test(fold))) return []
  for (const start of starts) {
    const from = opening(tokens, start)
    if (from >= tokens.length || taken(from)) continue
    const name =
      readName(tokens, from, asked ? (memory.agent.asks.family ? 'family' : 'strong') : 'known') ??
      nearName(memory, tokens, from)
    if (!name) continue
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

/** A name that is nearly one the agent said: who corrects "Karin" says "Karmen". */
function nearName(memory: Memory, tokens: readonly Token[], at: number): SpokenName | undefined {
  const name = readName(tokens, at, 'strong')
  if (!name) return undefined
  const first = foldWord(name.value.split(' ')[0] ?? '')
  const said = [...memory.agent.names, memory.held.name?.value ?? ''].flatMap((value) => value.split(' ').map(foldWord))
  return said.some((word) => word.length > 2 && distance(word, first) <= 2) ? name : undefined
}

/** "Jessica. Jessica Alvarez.", "Peterson. Alan Peterson.": the fuller form right after. */
function longerAfter(tokens: readonly Token[], name: SpokenName): SpokenName {
  const words = foldedWords(name)
  for (let at = name.to; at < Math.min(tokens.length, name.to + NEAR); at++) {
    const spelled = readSpelled(tokens, at)
    if (spelled) return spelling(name, spelled)
    const again = readName(tokens, at, 'strong')
    if (!again || again.from !== at) continue
    const longer = foldedWords(again)
    if (longer.length > words.length && words.every((word) => longer.includes(word))) return again
  }
  return name
}

/** A spelled word takes the place of the one that it spells. */
function spelling(name: SpokenName, spelled: SpokenName): SpokenName {
  const words = name.value.split(' ')
  const near = words.findIndex((word) => distance(foldWord(word), foldWord(spelled.value)) <= 2)
  return near < 0 ? name : { ...name, value: words.with(near, spelled.value).join(' ') }
}

function negatedNames(tokens: readonly Token[], memory: Memory): { names: string[]; ends: number[] } {
  const names: string[] = []
  const ends: number[] = []
  const said = new Set(
    [...memory.agent.names, memory.held.name?.value ?? ''].flatMap((value) => value.split(' ').map(foldWord)),
  )
  for (let at = 0; at < tokens.length - 1; at++) {
    if (!NEGATORS.test(tokens[at]?.fold ?? '')) continue
    const name = readName(tokens, at + 1, 'strong')
    if (!name) continue
    const first = tokens[name.from]?.fold ?? ''
    if (!GIVEN_NAMES.has(first) && !said.has(first) && !/^\p{Lu}/u.test(tokens[name.from]?.text ?? '')) continue
    names.push(first)
    ends.push(name.to)
  }
  return { names, ends }
}

/** Not one that was just denied, nor the agent's own name in a greeting. */
function isCallers(memory: Memory, { value, from }: SpokenName, kind: Kind, negated: readonly string[]): boolean {
  const first = foldWord(value.split(' ')[0] ?? '')
  if (from < 0 || negated.includes(first)) return false
  const greeted = kind === 'bare' || kind === 'correcting' || kind === 'speaking'
  return !(greeted && memory.agentNames.has(first) && !value.includes(' '))
}

function settle(memory: Memory, tokens: readonly Token[], findings: readonly Finding[], correcting: boolean): void {
  const current = memory.held.name
  const family = findings.findLast(({ kind }) => kind === 'family')?.name
  const first = findings.findLast(({ kind }) => kind === 'first')?.name
  const whole = findings.filter(({ kind }) => kind !== 'family' && kind !== 'first')
  const best = whole.findLast(({ kind }) => kind !== 'weak') ?? whole.at(-1)
  if (!best && (family || first)) {
    const words = current?.value.split(' ') ?? []
    const givenPart = first?.value ?? words[0]
    const familyPart = family?.value ?? words.slice(1).join(' ')
    const value = [givenPart, familyPart].filter(Boolean).join(' ')
    const spoken = [first, family].flatMap((part) => (part ? tokens.slice(part.from, part.to) : []))
    const kept = first || !current ? [] : current.evidence
    write(memory, value, [...kept, ...evidenceOf(spoken, 'stated')], 0.9)
    return
  }
  if (!best) return
  const mended = mendedName(memory, best.name.value)
  if (mended !== undefined) {
    write(memory, mended, evidenceOf(tokens.slice(best.name.from, best.name.to), 'correction'), 0.9)
    return
  }
  const joined =
    best.kind === 'bare' && memory.agent.asks.family && current ? withFamily(current.value, best.name.value) : undefined
  const value =
    joined ?? (family && !best.name.value.includes(' ') ? `${best.name.value} ${family.value}` : best.name.value)
  if (current && !joined && isPartOf(value, current.value) && !correcting) return
  const parts = family && value !== best.name.value ? [best.name, family] : [best.name]
  const spoken = parts.flatMap(({ from, to }) => tokens.slice(from, to))
  const kind = current && !joined ? 'correction' : 'stated'
  const kept = joined && joined !== best.name.value ? (current?.evidence ?? []) : []
  const confidence = best.kind === 'weak' ? 0.85 : best.kind === 'strong' ? 0.95 : 0.9
  write(memory, value, [...kept, ...evidenceOf(spoken, kind)], confidence)
}

function write(memory: Memory, value: string, evidence: ReturnType<typeof evidenceOf>, confidence: number): void {
  const raw = evidence.map(({ quote }) => quote).join(' ')
  hold(memory, 'name', { value, raw, confidence, confirmed: false, evidence })
}

/** "It's Fischer", after "Megan Fisher": the one word that is nearly the same is replaced. */
function mendedName(memory: Memory, given: string): string | undefined {
  const base = memory.agent.readBack.name?.value ?? memory.held.name?.value ?? ''
  const words = base.split(' ')
  if (words.length < 2 || given.includes(' ')) return undefined
  const fold = foldWord(given)
  if (words.some((word) => foldWord(word) === fold)) return undefined
  const near = words.findIndex((word) => word.length > 3 && distance(foldWord(word), fold) <= 2)
  return near < 0 ? undefined : words.with(near, given).join(' ')
}

/** The first name that is known, with the family name just given; a full name stands for itself. */
function withFamily(current: string, given: string): string {
  const [first = ''] = current.split(' ')
  const words = given.split(' ')
  return words.some((word) => foldWord(word) === foldWord(first)) || words.length > 2 ? given : `${first} ${given}`
}

/** "Ahmad" after "Ahmad Khatib" is no other name. */
function isPartOf(value: string, current: string): boolean {
  const [words, known] = [value, current].map((name) => name.split(' ').map(foldWord)) as [string[], string[]]
  return words.length < known.length && words.every((word, at) => known[at] === word)
}

function hearVerdict(memory: Memory, { tokens, answer, fieldAnswer }: Heard, negated: readonly string[]): void {
  const current = memory.held.name
  const { readBack } = memory.agent
  const offered = readBack.name
  const verdict = fieldAnswer ?? (answer.yes ? true : answer.no ? false : undefined)
  if (offered && verdict && !negated.includes(foldWord(offered.value.split(' ')[0] ?? ''))) {
    const words = tokens.slice(answer.from, Math.max(answer.to, answer.from + 1))
    const evidence = [...evidenceOf(offered.tokens, 'affirmed_readback'), ...evidenceOf(words, 'affirmed_readback')]
    const kept = current && isPartOf(offered.value, current.value) ? current : undefined
    const value = kept?.value ?? offered.value
    const before = kept?.evidence ?? []
    hold(memory, 'name', {
      value,
      raw: kept?.raw ?? offered.raw,
      confidence: 0.98,
      confirmed: true,
      evidence: [...before, ...evidence],
    })
  } else if (current) {
    const denied = negated.includes(foldWord(current.value.split(' ')[0] ?? ''))
    const refused = verdict === false && offered?.value === current.value && !readBack.phone && !readBack.email
    if (denied || refused) deny(memory, 'name', evidenceOf(tokens, 'correction'))
  }
}

function opening(tokens: readonly Token[], start: number): number {
  let at = start
  while (at < Math.min(tokens.length, start + OPENING_MAX)) {
    const token = tokens[at] as Token
    if (token.kind !== 'mark' && (!OPENERS.has(token.fold) || readsOn(tokens, at))) break
    at++
  }
  return at
}

/** A word that opens an answer and is a name as well stays one when a name follows it directly. */
function readsOn(tokens: readonly Token[], at: number): boolean {
  return GIVEN_NAMES.has(tokens[at]?.fold ?? '') && at > 0 && tokens[at + 1] === undefined
}

/** "Hello there, it's Margaret": known given names only. */
function isItsMe(tokens: readonly Token[], at: number, next: number): boolean {
  if (!/^(?:it's|its|it)$/.test(tokens[at]?.fold ?? '') || at > opening(tokens, 0)) return false
  return readName(tokens, next, at > 0 ? 'weak' : 'known') !== undefined
}

/** The caller says again a name that the agent said. */
function echoes(names: readonly string[], tokens: readonly Token[]): boolean {
  return names.some((name) => tokens.some(({ fold }) => fold === foldWord(name.split(' ')[0] ?? '')))
}

/** "My name? Beatrice.": the question was heard, though nobody kept it. */
function echoesQuestion(tokens: readonly Token[]): boolean {
  return tokens.some(({ fold }, at) => /^[?؟]$/.test(fold) && /^(?:name|اسمي)$/.test(tokens[at - 1]?.fold ?? ''))
}

function opensWithIts(tokens: readonly Token[]): boolean {
  return /^(?:it's|its|هو|هي)$/.test(tokens[0]?.fold ?? '')
}

function foldedWords(name: SpokenName): string[] {
  return name.value.split(' ').map(foldWord)
}
