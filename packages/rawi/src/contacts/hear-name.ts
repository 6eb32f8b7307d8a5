import { affirms } from './affirm-phone.ts'
import {
  askedForName,
  clauseName,
  closingName,
  familyThenWhole,
  nameAfterNumber,
  nameAtTheEnd,
  nameInMessage,
  speakingName,
  trailingName,
} from './clause-names.ts'
import { isCorrecting } from './dictation.ts'
import { connectorAt } from './email-connector.ts'
import { bareName, cuedNames, type Finding, type Kind } from './find-names.ts'
import type { Offered } from './hear-agent.ts'
import type { Heard } from './heard-turn.ts'
import { deny, evidenceOf, hold, type Memory } from './memory.ts'
import { familySpelled, familyThenFirst, partsNamed } from './name-parts.ts'
import { isNotName } from './name-words.ts'
import { isOfNamedRelative, nameInFull, refusesName, withoutOwner } from './named-owners.ts'
import { longerAfter, nameSpelledAgain, nameSpelledOut, nearName, negatedNames, opening } from './near-names.ts'
import { RELATIVES } from './not-names.ts'
import { readName, type SpokenName } from './read-names.ts'
import { eitherOr, isPartOf, isSaidByFriends, isWithin, settle } from './settle-name.ts'
import { nameSpelled } from './spelled-arabic.ts'
import { takenBack } from './taken-back.ts'
import { foldWord, isQuestionMark, type Token } from './tokens.ts'

/** Words in which "that's me" is looked for. */
const ME_WORDS = 8

/** Takes in what a turn of the caller says about their name. */
export function hearName(memory: Memory, heard: Heard, taken: (at: number) => boolean): void {
  const { tokens, answer } = heard
  const { agent } = memory
  if (refusesName(heard)) return
  const negated = negatedNames(tokens, memory)
  const correcting =
    negated.names.length > 0 ||
    (agent.names.length > 0 &&
      (answer.no ||
        isCorrecting(tokens) ||
        tokens.some(({ fold }) => fold === 'but' || fold === 'بس') ||
        opensWithIts(tokens) ||
        (agent.readBack.name !== undefined && !answer.yes && !asksTheRest(memory)) ||
        echoes(agent.names, tokens) ||
        nearName(memory, tokens, opening(tokens, 0)) !== undefined))
  if (saysItIsTheLast(agent.tokens, tokens)) memory.familyOnly = memory.held.name?.value.includes(' ') === false
  const which =
    eitherOr(agent.tokens).includes(tokens[0]?.fold ?? '') && !tokens.some(({ fold }) => isQuestionMark(fold))
  const asked =
    agent.asks.name || (which && memory.held.name !== undefined) || memory.awaitsName || echoesQuestion(tokens)
  memory.awaitsName = false
  const cued = cuedNames(memory, tokens, { asked, correcting, taken })
  const findings = withoutOwner(tokens, cued).filter(({ name }) => !isOffice(tokens, name))
  const parts = [...partsNamed(tokens, asked), ...(agent.asks.family ? familySpelled(tokens) : [])]
  for (const part of parts) {
    if (!findings.some(({ kind, name }) => kind === part.kind && name.from >= part.name.from)) findings.push(part)
  }
  const turned = asked ? familyThenFirst(tokens) : undefined
  if (turned) findings.splice(0, findings.length, { name: turned, kind: 'speaking' })
  const inFull = nameInFull(tokens)
  if (inFull) findings.push({ name: inFull, kind: 'strong' })
  const letters = nameSpelled(tokens)
  if (letters && findings.length === 0) findings.push({ name: letters, kind: 'speaking' })
  if (!findings.some(({ kind }) => kind !== 'family' && kind !== 'first'))
    findings.push(
      ...speakingName(memory, tokens, taken).map(({ name, kind }) => ({ name: longerAfter(tokens, name), kind })),
    )
  if (findings.length === 0)
    findings.push(
      ...trailingName(tokens, asked),
      ...nameInMessage(tokens),
      ...familyThenWhole(tokens),
      ...askedForName(memory, tokens),
    )
  if (findings.length === 0) findings.push(...nameAtTheEnd(tokens, asked))
  if (findings.length === 0) findings.push(...nameAfterNumber(memory, tokens))
  if (findings.length === 0 && (asked || agent.offers)) findings.push(...clauseName(tokens, taken))
  if (findings.length === 0 && tokens.some((_, at) => taken(at))) findings.push(...closingName(tokens))
  const only =
    asked &&
    findings.every(({ kind, name }) => kind === 'correcting' || kind === 'family' || isSaidByFriends(tokens, name))
  if (asked || (findings.length === 0 && correcting)) {
    const bare = bareName(memory, tokens, { asked, affirmed: answer.yes, starts: [0, ...negated.ends], taken })
    // "Chukwuemeka Obi. … but the account is under Chukwuemeka."
    const whole = bare.filter(
      ({ name }) =>
        findings.some((part) => isPartOf(part.name.value, name.value)) &&
        findings.every((part) => isSaidByFriends(tokens, part.name) || isPartOf(part.name.value, name.value)),
    )
    findings.unshift(...(only || findings.length === 0 ? bare : whole))
  }
  const again = agent.names.length > 0 && findings.length === 0 ? nameSpelledAgain(memory, tokens) : undefined
  const spelled = again ?? (asked && findings.length === 0 ? nameSpelledOut(tokens) : undefined)
  if (spelled) findings.push({ name: spelled, kind: 'bare' })
  if (findings.length === 0) findings.push(...saidInFull(memory, tokens))
  const valid = takeBack(memory, tokens, findings).filter(
    ({ name, kind }) =>
      isCallers(memory, name, kind, negated.names) && !isElse(tokens, name) && !isOfAddress(memory, tokens, name),
  )
  if (valid.length > 0) {
    settle(memory, tokens, valid, correcting)
    return
  }
  hearVerdict(memory, heard, negated.names)
}

/** "I'm Sara Ali, no wait, Sara Alloush": each name as it stands when the caller has done correcting themselves. */
function takeBack(memory: Memory, tokens: readonly Token[], findings: readonly Finding[]): Finding[] {
  return findings.map(({ name, kind }) => ({ name: takenBack(memory, tokens, name) ?? name, kind }))
}

/** "Is Hunter the first or last name?" "Last. …" */
function saysItIsTheLast(asked: readonly Token[], tokens: readonly Token[]): boolean {
  const which = / (?:first|last)(?: name)? or (?:the )?(?:last|first|family|surname) /
  const opens = /^(?:last|surname|family|that's the last|the last)$/.test(tokens[0]?.fold ?? '')
  return opens && which.test(` ${asked.map(({ fold }) => fold).join(' ')} `)
}

/** "Rami?" "Yes, Rami Haddad": the name that the agent said, with the rest of it. */
function saidInFull({ agent, held }: Memory, tokens: readonly Token[]): Finding[] {
  const full = calledInFull(agent.called?.value, tokens)
  if (full) return full
  const first = foldWord(held.name?.value ?? agent.readBack.name?.value ?? '')
  if (first === '' || first.includes(' ') || !agent.names.some((name) => foldWord(name) === first)) return []
  const at = tokens.findIndex(({ fold }) => fold === first)
  const name = at < 0 ? undefined : readName(tokens, at, 'strong')
  return name && name.from === at && name.to > at + 1 ? [{ name, kind: 'bare' }] : []
}

/** "A Mr. Hoang?" "That's me, Minh Hoang.": a first name before the family name that the agent said. */
function calledInFull(called: string | undefined, tokens: readonly Token[]): Finding[] | undefined {
  if (!called || called.includes(' ')) return undefined
  const at = tokens.findIndex(({ fold }) => fold === foldWord(called))
  const marked = at > 1 && tokens[at - 2]?.kind === 'mark' && /^\p{Lu}\p{Ll}/u.test(tokens[at - 1]?.text ?? '')
  const name = marked ? readName(tokens, at - 1, 'strong') : undefined
  return name?.from === at - 1 && name.to > at ? [{ name, kind: 'bare' }] : undefined
}

/** Not one that was just denied, nor the agent's own name in a greeting. */
function isCallers(memory: Memory, { value, from }: SpokenName, kind: Kind, negated: readonly string[]): boolean {
  const first = foldWord(value.split(' ')[0] ?? '')
  if (from < 0 || negated.includes(first)) return false
  const greeted = kind === 'bare' || kind === 'correcting' || kind === 'speaking'
  return !(greeted && memory.agentNames.has(first) && !value.includes(' '))
}

/** سلوى دي بنتي, "liam dot o connor": what follows a name says that it is somebody else's, or part of an address. */
function isElse(tokens: readonly Token[], name: SpokenName): boolean {
  if (isOfNamedRelative(tokens, name)) return true
  const at = name.to
  // "… under Mr. Peter Dahl, my landlord"
  const whose = /^(?:my|our)$/.test(tokens[at + 1]?.fold ?? '') && RELATIVES.has(tokens[at + 2]?.fold ?? '')
  // "…, my son is starting" goes on with somebody else.
  if (tokens[at]?.fold === ',' && whose && tokens[at + 3]?.kind !== 'word') return true
  if (tokens[at]?.kind === 'word' && connectorAt(tokens, at)) return true
  return (
    /^(?:دي|ده|دا|هاي|هي|هيدي|هيدا|هاد|هادا|هذا|هذي|هاذي)$/u.test(tokens[at]?.fold ?? '') &&
    RELATIVES.has(tokens[at + 1]?.fold ?? '')
  )
}

/** "This is doctor Amelia Hartwell's office": what is hers is calling. */
function isOffice(tokens: readonly Token[], { to }: SpokenName): boolean {
  const owner = tokens[to]
  const owns = owner?.kind === 'word' && /^\p{Lu}.*['’]s$/u.test(owner.text) && !isNotName(owner.fold)
  return owns && tokens[to + 1]?.kind === 'word'
}

/** Letters that spell a part of the address said just before. */
function isOfAddress(
  { held, agent: { asks } }: Memory,
  tokens: readonly Token[],
  { value, from }: SpokenName,
): boolean {
  const said = held.email?.evidence.some(({ seq }) => seq === tokens[from]?.turn.seq)
  const asked = asks.spelling && !asks.name && !held.name
  return (said || asked) && tokens[from]?.text.length === 1 && Boolean(held.email?.value.includes(value.toLowerCase()))
}

function hearVerdict(memory: Memory, { tokens, answer, fieldAnswer }: Heard, negated: readonly string[]): void {
  const current = memory.held.name
  const { readBack } = memory.agent
  // "Was that Dana with one n?" of an address: its word is no name yet.
  const ofAddress =
    !current &&
    memory.agent.asks.spelling &&
    memory.held.email?.value.includes(readBack.name?.value.toLowerCase() ?? ' ')
  const offered =
    (ofAddress ? undefined : readBack.name) ?? (isMe(tokens) ? memory.agent.called : undefined) ?? justNamed(memory)
  const stands = readBack.name && !isCalledInPassing(memory) ? affirms(tokens, memory.agent.tokens) : undefined
  const verdict = stands ?? fieldAnswer ?? (answer.no ? false : answer.yes || isMe(tokens) ? true : undefined)
  if (offered && verdict && !negated.includes(foldWord(offered.value.split(' ')[0] ?? ''))) {
    const words = tokens.slice(answer.from, Math.max(answer.to, answer.from + 1))
    const evidence = [...evidenceOf(offered.tokens, 'affirmed_readback'), ...evidenceOf(words, 'affirmed_readback')]
    const part = current && (isPartOf(offered.value, current.value) || isWithin(offered.value, current.value))
    const kept = part ? current : undefined
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
    const refused = verdict === false && offered?.value === current.value && !asksElse(memory)
    if (denied || refused) deny(memory, 'name', evidenceOf(tokens, 'correction'))
  }
}

/** إي هاد أنا, "that's me": the name that was just said is the caller's. */
function isMe(tokens: readonly Token[]): boolean {
  const said = ` ${tokens
    .slice(0, ME_WORDS)
    .filter(({ kind }) => kind === 'word')
    .map(({ fold }) => fold)
    .join(' ')} `
  return / (?:هاد|هادا|هذا|هيدا|ده|هاي|هذي|دي|هو|هي) (?:هو )?(?:انا|اني) $| (?:انا|اني) (?:هو|هي|هوا|ذاته|نفسه) $| (?:that's|that is|that would be|this is|it's) (?:me |myself |(?:she|he|her|him) $)/u.test(
    said,
  )
}

/** "Can I get your number, Ms. Trent?": "it's the one on file" says nothing of the name. */
function isCalledInPassing({ agent: { asks, readBack, tokens } }: Memory): boolean {
  const at = readBack.name?.tokens[0] ? tokens.indexOf(readBack.name.tokens[0]) : -1
  const comma = tokens.slice(Math.max(0, at - 3), at).some(({ fold }) => fold === ',')
  return comma && (asks.phone || asks.email) && !asks.name
}

/** "Waseem, your number?": a "no" is no word on the name. */
function asksElse({ agent: { asks, readBack } }: Memory): boolean {
  return Boolean(readBack.phone || readBack.email || asks.phone || asks.email || asks.otherNumber || asks.othersPhone)
}

/** "And your surname, Sunil?": the name that is said is not in question. */
function asksTheRest({ agent, held }: Memory): boolean {
  return agent.asks.family && agent.readBack.name?.value === held.name?.value
}

/** "For?" "Harold Munsey." "Is that you?": the name that the caller said before, and nothing but it. */
function justNamed({ agent, lastWords }: Memory): Offered | undefined {
  const asked = / (?:is|was) (?:that|this|it) (?:you|yourself) [?] $/
  if (!asked.test(` ${agent.tokens.map(({ fold }) => fold).join(' ')} `)) return undefined
  const name = readName(lastWords, opening(lastWords, 0), 'strong')
  if (!name || lastWords.slice(name.to).some(({ kind }) => kind === 'word')) return undefined
  return { value: name.value, raw: name.value, tokens: lastWords.slice(name.from, name.to) }
}

/** The caller says again a name that the agent said. */
function echoes(names: readonly string[], tokens: readonly Token[]): boolean {
  return names.some((name) => tokens.some(({ fold }) => fold === foldWord(name.split(' ')[0] ?? '')))
}

/** "My name? Beatrice.": the question was heard, though nobody kept it. */
function echoesQuestion(tokens: readonly Token[]): boolean {
  return tokens.some(({ fold }, at) => isQuestionMark(fold) && /^(?:name|mine|اسمي)$/.test(tokens[at - 1]?.fold ?? ''))
}

function opensWithIts(tokens: readonly Token[]): boolean {
  return /^(?:it's|its|هو|هي)$/.test(tokens[0]?.fold ?? '')
}
