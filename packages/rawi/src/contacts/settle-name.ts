import { distance } from './distance.ts'
import { FAMILY_NAMES } from './family-names.ts'
import type { Finding } from './find-names.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { evidenceOf, hold, type Memory } from './memory.ts'
import { isFamily } from './name-parts.ts'
import { NEGATORS } from './near-names.ts'
import type { SpokenName } from './read-names.ts'
import { foldWord, isLetter, isQuestionMark, type Token } from './tokens.ts'

/** Holds what the names found in a turn come to, together with what is known already. */
export function settle(
  memory: Memory,
  tokens: readonly Token[],
  findings: readonly Finding[],
  correcting: boolean,
): void {
  const current = memory.held.name
  const surname = findings.findLast(({ kind }) => kind === 'family')?.name
  const first = findings.findLast(({ kind }) => kind === 'first')?.name
  const named = [surname, first].flatMap((part) => (part ? [part.from] : []))
  const whole = findings.filter(
    ({ kind, name }) => kind !== 'family' && kind !== 'first' && !(kind === 'bare' && named.includes(name.from)),
  )
  const last = whole.findLast(({ kind }) => kind !== 'weak') ?? whole.at(-1)
  const found =
    whole.find(({ name }) => last && (isWithin(last.name.value, name.value) || isNickname(tokens, last.name, name))) ??
    last
  // "It's Thurman, first name Cletus": the word before is the family's.
  const turned = found && first && !surname && !found.name.value.includes(' ') && found.name.value !== first.value
  const family = turned ? found.name : surname
  const best = turned ? undefined : ((found && withRespelled(whole, found)) ?? found)
  if (!best && (family || first)) {
    const words = current?.value.split(' ') ?? []
    const familyPart =
      family?.value ?? (memory.familyOnly || isLast(words, first?.value) ? words : words.slice(1)).join(' ')
    memory.familyOnly = family !== undefined && !first && !current
    const givenPart = first?.value ?? words[0]
    const value = [givenPart, familyPart].filter(Boolean).join(' ')
    const spoken = [first, family].flatMap((part) => (part ? tokens.slice(part.from, part.to) : []))
    const kept = first || !current ? [] : current.evidence
    write(memory, value, [...kept, ...evidenceOf(spoken, 'stated')], 0.9)
    return
  }
  if (!best || restates(memory, best.name.value)) return
  const mended = insteadOf(memory, tokens, best.name.value) ?? mendedName(memory, best.name.value, isSpelledIn(tokens))
  if (mended !== undefined) {
    write(memory, mended, evidenceOf(tokens.slice(best.name.from, best.name.to), 'correction'), 0.9)
    return
  }
  const joined = joinedName(memory, best, current?.value)
  memory.familyOnly = best.kind === 'bare' && memory.agent.asks.family && !current && !best.name.value.includes(' ')
  const value =
    joined ??
    (family && !best.name.value.includes(' ') && foldWord(family.value) !== foldWord(best.name.value)
      ? `${best.name.value} ${family.value}`
      : best.name.value)
  if (current && !joined && isPartOf(value, current.value) && !correcting) return
  const parts = family && value !== best.name.value ? [best.name, family] : [best.name]
  const spoken = parts.flatMap(({ from, to }) => tokens.slice(from, to))
  const kind = current && !joined ? 'correction' : 'stated'
  const kept = joined && joined !== best.name.value ? (current?.evidence ?? []) : []
  const confidence = best.kind === 'weak' ? 0.85 : best.kind === 'strong' ? 0.95 : 0.9
  write(memory, value, [...kept, ...evidenceOf(spoken, kind)], confidence)
}

/** "Mohammed Uddin. Sorry, it's Mohammad, with an a": the first name said anew, with the family name from before. */
function withRespelled(whole: readonly Finding[], { name, kind }: Finding): Finding | undefined {
  if (name.value.includes(' ')) return undefined
  const base = whole.find((other) => other.name.value.includes(' ') && other.name.from < name.from)
  const [first = '', ...rest] = base?.name.value.split(' ') ?? []
  if (!base || distance(foldWord(first), foldWord(name.value)) > 2) return undefined
  return { kind, name: { ...name, value: [name.value, ...rest].join(' '), from: base.name.from } }
}

/** "Katrina with a K?" "No, C A T R I O N A.": a word of the name that is held, where the agent said another one. */
function restates({ held, agent }: Memory, given: string): boolean {
  const words = held.name?.value.split(' ').map(foldWord) ?? []
  const said = (agent.readBack.name?.value ?? agent.names.at(-1))?.split(' ').map(foldWord) ?? []
  const fold = foldWord(given)
  const other = said.some((word) => !words.includes(word))
  // "Is that Colm with a C?" asks about this word alone.
  return words.length > 1 && words.includes(fold) && said.length > 0 && (other || said.length < words.length)
}

/** "Kowalczyk", and then "first name Tomasz": what was said alone is the family's. */
function isLast(words: readonly string[], first: string | undefined): boolean {
  const [only, given] = [foldWord(words[0] ?? ''), foldWord(first ?? '')]
  return words.length === 1 && !GIVEN_NAMES.has(only) && GIVEN_NAMES.has(given) && distance(only, given) > 2
}

function write(memory: Memory, value: string, evidence: ReturnType<typeof evidenceOf>, confidence: number): void {
  const raw = evidence.map(({ quote }) => quote).join(' ')
  hold(memory, 'name', { value, raw, confidence, confirmed: false, evidence })
}

/** "Warner, not Warren", of Warren Oakes: the word that is denied is replaced. */
function insteadOf({ agent, held }: Memory, tokens: readonly Token[], given: string): string | undefined {
  const words = (agent.readBack.name?.value ?? held.name?.value ?? '').split(' ')
  if (words.length < 2 || given.includes(' ')) return undefined
  const denied = words.findIndex((word) =>
    tokens.some(({ fold }, at) => fold === foldWord(word) && NEGATORS.has(tokens[at - 1]?.fold ?? '')),
  )
  return denied < 0 ? undefined : words.with(denied, given).join(' ')
}

/** "It's Fischer", after "Megan Fisher": the one word that is nearly the same is replaced. */
function mendedName(memory: Memory, given: string, spelled: boolean): string | undefined {
  const [read, held] = [memory.agent.readBack.name?.value, memory.held.name?.value]
  // "Is it Cory with an e?", of Lena Cory: of the whole name one word is in question.
  const base = (read && held && isPartOf(read, held) ? held : read) ?? held ?? ''
  const words = base.split(' ')
  if (words.length < 2 || given.includes(' ')) return undefined
  // "Ravi Sharma?" "No, Verma.": a family name takes the place of the one that the agent said.
  const family = memory.agent.readBack.name && isFamily(given)
  if (family && !words.some((word) => foldWord(word) === foldWord(given))) return `${words[0]} ${given}`
  const fold = foldWord(given)
  if (words.some((word) => foldWord(word) === fold)) return undefined
  // "Katherine Bloom?" "Kathryn, K-A-T-H-R-Y-N.": what is spelled may look less like what was heard.
  const most = spelled && memory.agent.readBack.name ? Math.max(2, Math.ceil(fold.length / 2)) : 2
  const far = words.map((word) => (word.length > 3 || spelled ? distance(foldWord(word), fold) : most + 1))
  const least = Math.min(...far)
  const near = least <= most ? far.indexOf(least) : -1
  return near < 0 ? undefined : words.with(near, given).join(' ')
}

/** Three single letters in a row, whatever stands between them. */
function isSpelledIn(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => kind === 'word')
  return words.some((_, at) => [0, 1, 2].every((on) => isLetter(words[at + on]?.fold ?? '')))
}

/** The answer to "and the family name?", or to "and the first name?" after it, together with the name before. */
function joinedName(memory: Memory, { kind, name }: Finding, current: string | undefined): string | undefined {
  // "And your surname?" "Raghavan, R A G …": spelled, it is still the answer.
  const answers =
    (kind === 'speaking' || kind === 'correcting') && memory.agent.asks.family && !name.value.includes(' ')
  if (kind !== 'bare' && !answers) return undefined
  if (current === undefined) return calledBefore(memory, name)
  if (memory.agent.asks.family) return withFamily(current, name.value)
  const { asks } = memory.agent
  const which = eitherOr(memory.agent.tokens).includes(foldWord(name.value))
  const other = !eitherOr(memory.agent.tokens).includes(foldWord(current))
  if (which && other && !current.includes(' ') && !name.value.includes(' ')) return `${name.value} ${current}`
  const parts = !current.includes(' ') && !GIVEN_NAMES.has(foldWord(current)) && GIVEN_NAMES.has(foldWord(name.value))
  if (parts && !name.value.includes(' ') && memory.agent.names.length > 0) return `${name.value} ${current}`
  const familyFirst = memory.familyOnly || (asks.first && !asks.family && !current.includes(' '))
  const first = familyFirst && asks.name && !name.value.includes(' ')
  return first && foldWord(name.value) !== foldWord(current) ? `${name.value} ${current}` : undefined
}

/** وعيلتك كارين؟ مخول: the first name is the one the agent says, where the caller said it before. */
function calledBefore({ agent, lastWords }: Memory, { value }: SpokenName): string | undefined {
  const first = agent.called?.tokens[0]?.fold
  if (!agent.asks.family || first === undefined || value.includes(' ')) return undefined
  const said = lastWords.some(({ fold }) => fold === first) && first !== foldWord(value)
  return said ? `${agent.called?.value.split(' ')[0]} ${value}` : undefined
}

/** "Con or George?": the two that the agent asks about. */
export function eitherOr(asked: readonly Token[]): readonly string[] {
  const at = asked.findIndex(
    ({ fold }, place) => /^(?:or|ولا|او)$/u.test(fold) && isQuestionMark(asked[place + 2]?.fold ?? ''),
  )
  const [one, other] = [asked[at - 1], asked[at + 1]]
  const names = [one, other].every(
    (token) => token?.kind === 'word' && /^(?:\p{Lu}\p{Ll}|[\u0621-\u064a])/u.test(token.text),
  )
  return at > 0 && names ? [one?.fold ?? '', other?.fold ?? ''] : []
}

/** The first name that is known, with the family name just given; a full name stands for itself. */
function withFamily(current: string, given: string): string {
  const [first = ''] = current.split(' ')
  const words = given.split(' ')
  // "Ann Marie", then "Fuller": both words are first names.
  const before = current.split(' ').map(foldWord)
  const both = before.length === 2 && before.every((word) => GIVEN_NAMES.has(word) && /^[a-z]+$/.test(word))
  if (both && words.length === 1 && !FAMILY_NAMES.has(before[1] ?? '')) return `${current} ${given}`
  return words.some((word) => foldWord(word) === foldWord(first)) || words.length > 2 ? given : `${first} ${given}`
}

/** "Gabriela Torres, but everyone calls me Gabi": one word, after the whole name in the same breath. */
function isNickname(tokens: readonly Token[], given: SpokenName, whole: SpokenName): boolean {
  return whole.value.includes(' ') && isSaidByFriends(tokens, given)
}

/** "They call me Gabi", بينادوني: a single name that others use. */
export function isSaidByFriends(tokens: readonly Token[], { value, from }: SpokenName): boolean {
  const before = tokens.slice(Math.max(0, from - 3), from).map(({ fold }) => fold)
  const called = before.some(
    (fold, at) => (/^calls?$/.test(fold) && before[at + 1] === 'me') || (fold === 'go' && before[at + 1] === 'by'),
  )
  return !value.includes(' ') && (called || before.some((fold) => /^[بتي]ي?ناد[يو]/u.test(fold)))
}

/** Every word of a name stands in a longer one. */
export function isWithin(value: string, other: string): boolean {
  const words = other.split(' ').map(foldWord)
  const own = value.split(' ').map(foldWord)
  return own.length < words.length && own.every((word) => words.includes(word))
}

/** "Ahmad" after "Ahmad Khatib" is no other name. */
export function isPartOf(value: string, current: string): boolean {
  const [words, known] = [value, current].map((name) => name.split(' ').map(foldWord)) as [string[], string[]]
  return words.length < known.length && words.every((word, at) => known[at] === word)
}
