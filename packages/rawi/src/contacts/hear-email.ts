import { affirms } from './affirm-phone.ts'
import { isCorrecting } from './dictation.ts'
import { emailAsides } from './email-asides.ts'
import { connectorAt } from './email-connector.ts'
import {
  AT_WORDS,
  CONNECTORS,
  LATIN_FORMS,
  LETTER_NAMES,
  NOT_LOCAL,
  PROVIDERS,
  TOP_LEVELS,
  WRITTEN_HOW,
} from './email-words.ts'
import type { Offered } from './hear-agent.ts'
import type { Heard } from './heard-turn.ts'
import { deny, evidenceOf, hold, type Memory } from './memory.ts'
import { mendEmail, spelledWord } from './mend-email.ts'
import { NUMBER_WORDS } from './number-words.ts'
import { chosenPlace } from './prefer-phone.ts'
import { type DigitRun, digitRuns, digitsOf } from './read-digits.ts'
import { providerNamed, readEmails, type SpokenEmail } from './read-emails.ts'
import { foldWord, isLetter, type Token, wordSet } from './tokens.ts'
import { ownerOf } from './whose.ts'

/** Words of an address that is being spelled at most. */
const PARTIAL_MAX = 24
const OPENING = 3
/** Words of the agent in which the end of an address is looked for. */
const OFFERED_MAX = 8
const OWN_EMAIL = wordSet('email ايميلي الايميل بريدي')
const NOT_BUT = wordSet('not مو مش مب بدل')
const CONNECTOR_WORDS: ReadonlySet<string> = new Set(CONNECTORS.flatMap(([, words]) => words.map(foldWord)))

/** Takes in what a turn of the caller says about their e-mail address; gives the tokens that hold addresses. */
export function hearEmail(memory: Memory, heard: Heard): (at: number) => boolean {
  const { tokens } = heard
  if (memory.partialEmail && !heard.answer.no && spellOn(memory, heard, true)) return () => true
  const emails = readEmails(tokens)
  const before = memory.held.email?.value
  if (emails.length > 0) {
    memory.partialEmail = undefined
    for (const [at, email] of emails.entries()) take(memory, heard, emails, at, email)
    mendRest(memory, heard, emails.at(-1)?.to ?? 0)
    if (memory.held.email?.value === memory.agent.readBack.email?.value && before !== undefined) affirm(memory, heard)
    return (at) => emails.some(({ from, to }) => from <= at && at < to)
  }
  if (choose(memory, tokens) || mend(memory, heard)) return () => true
  const { readBack, asks } = memory.agent
  const spelled = spelledWord(tokens)
  const echoed = spelled !== undefined && !heard.answer.no && readBack.email?.value.split(/[^a-z]+/).includes(spelled)
  const stands = echoed || (readBack.email ? affirms(tokens, memory.agent.tokens) : undefined)
  const verdict = stands ?? verdictOn(heard)
  if (verdict === true && readBack.email) affirm(memory, heard)
  else if (
    verdict === false &&
    memory.held.email &&
    (asks.confirmEmail || readBack.email?.value === memory.held.email.value) &&
    !readBack.phone
  ) {
    deny(memory, 'email', evidenceOf(tokens, 'correction'))
  }
  if (spellOn(memory, heard)) return () => true
  const spelling = memory.partialEmail
  return (at) => spelling?.includes(tokens[at] as Token) ?? false
}

/** "…@gmail.com, no, not gmail, yahoo": a correction in the same breath. */
function mendRest(memory: Memory, { tokens }: Heard, from: number): void {
  const said = tokens.slice(from)
  const asides = emailAsides(said)
  const rest = said.filter((_, at) => !asides.has(at))
  const held = memory.held.email
  const mended = held && isCorrecting(rest) ? mendEmail(held.value, rest) : undefined
  if (!held || mended === undefined) return
  const evidence = [...held.evidence, ...evidenceOf(rest, 'correction')]
  hold(memory, 'email', { value: mended, raw: held.raw, confidence: 0.85, confirmed: false, evidence })
}

/** "The second one": one of the addresses that the agent asked about. */
function choose(memory: Memory, tokens: readonly Token[]): boolean {
  const place = chosenPlace(tokens)
  const { emailChoices } = memory.agent
  const chosen = place === undefined ? choiceByProvider(emailChoices, tokens) : emailChoices[place]
  if (!chosen) return false
  const evidence = [...evidenceOf(chosen.tokens, 'affirmed_readback'), ...evidenceOf(tokens, 'affirmed_readback')]
  hold(memory, 'email', { value: chosen.value, raw: chosen.raw, confidence: 0.95, confirmed: true, evidence })
  return true
}

/** "The gmail one, not the yahoo one": the only address of a provider that is named. */
function choiceByProvider(choices: readonly Offered[], tokens: readonly Token[]): Offered | undefined {
  if (choices.length < 2) return undefined
  const denied = (at: number) =>
    tokens.slice(Math.max(0, at - 2), at).some(({ fold }) => /^(?:not|no|مو|مش)$/u.test(fold))
  const named = new Set(tokens.flatMap((_, at) => (denied(at) ? [] : (providerNamed(tokens, at)?.text ?? []))))
  const fits = choices.filter(({ value }) => named.has(value.slice(value.indexOf('@') + 1).split('.')[0] ?? ''))
  return fits.length === 1 ? fits[0] : undefined
}

function verdictOn({ fieldAnswer, answer }: Heard): boolean | undefined {
  return fieldAnswer ?? (answer.yes ? true : answer.no ? false : undefined)
}

/** Takes in a correction of a part: "hotmail, not gmail"; true when it mended something. */
function mend(memory: Memory, heard: Heard): boolean {
  const { tokens } = heard
  const base = memory.agent.readBack.email?.value ?? memory.held.email?.value
  const correcting =
    verdictOn(heard) === false ||
    isNearly(memory, heard) ||
    memory.agent.asks.spelling ||
    isCorrecting(tokens) ||
    tokens.some(({ fold }) => NOT_BUT.has(fold))
  if (base === undefined || !correcting || !isAboutEmail(memory)) return false
  const mended = mendEmail(base, tokens)
  if (mended === undefined) return false
  const whole =
    memory.held.email?.value === base
      ? memory.held.email.evidence
      : evidenceOf(memory.agent.readBack.email?.tokens ?? [], 'affirmed_readback')
  const evidence = [...whole, ...evidenceOf(tokens, 'correction')]
  hold(memory, 'email', { value: mended, raw: base, confidence: 0.85, confirmed: false, evidence })
  return true
}

/** "Close, it's dot co dot uk", "Rhodes, R-H-O-D-E-S": an answer to the address that was read back, and not a yes. */
function isNearly({ agent: { readBack } }: Memory, { tokens, answer }: Heard): boolean {
  if (!readBack.email || (answer.yes && answer.from === 0)) return false
  const first = tokens.find(({ kind, fold }) => kind === 'word' && !/^(?:oh|ah|well|um|uh|er|hmm|and|so)$/.test(fold))
  if (/^(?:close|almost|nearly|it's|its|قريب|تقريبا)$/.test(first?.fold ?? '')) return true
  return spelledWord(tokens) !== undefined || MISSPELLED.test(tokens.reduce((text, { fold }) => `${text}${fold} `, ' '))
}

/** "You're missing an l", "there's only one t": an address is not written so. */
const MISSPELLED =
  / (?:missing|left out|dropped|one too many|an extra|supposed to be|should be|should have|(?:there's|there are|it has|has|with) (?:only |just )?an? [a-z]|(?:one|two|no|double|three) [a-z](?:'s)?) /

/** A correction without a whole address counts only where an address was the last thing spoken of. */
function isAboutEmail(memory: Memory): boolean {
  const { readBack, asks } = memory.agent
  return (
    readBack.email !== undefined || (memory.held.email !== undefined && !asks.name && !asks.phone && !readBack.phone)
  )
}

function take(memory: Memory, heard: Heard, emails: readonly SpokenEmail[], at: number, email: SpokenEmail): void {
  const { tokens } = heard
  const floor = emails[at - 1]?.to ?? 0
  const ceiling = emails[at + 1]?.from ?? tokens.length
  const owner = ownerOf(tokens, email.from, email.to, floor, ceiling)
  const spoken = tokens.slice(email.from, email.to)
  // "Email me the invoice": a thing says nothing about whose address it is.
  const others = memory.agent.asks.othersEmail && owner !== 'own'
  const mine = !others && /^(?:own|named|unknown|thing)$/.test(owner)
  if (!mine || (memory.given.has(email.value) && owner !== 'own')) {
    if (memory.held.email?.value === email.value) deny(memory, 'email', evidenceOf(spoken, 'correction'))
    return
  }
  const current = memory.held.email
  const sameTurn = at > 0 && current?.evidence.some(({ seq }) => seq === tokens[0]?.turn.seq)
  const gap = tokens.slice(floor, email.from)
  const replaces = isCorrecting(gap) || isReplacing(gap)
  if (sameTurn && owner !== 'own' && !replaces && !email.value.endsWith(current?.value ?? '@')) return
  const evidence = evidenceOf(spoken, current && current.value !== email.value ? 'correction' : 'stated')
  const raw = evidence.map(({ quote }) => quote).join(' ')
  hold(memory, 'email', { value: email.value, raw, confidence: 0.95, confirmed: false, evidence })
}

/** "Right now it's …, make it …", غيروه ل …: the address after it takes the place of the one before. */
function isReplacing(gap: readonly Token[]): boolean {
  return gap.some(
    ({ fold }, at) =>
      (/^(?:make|change|switch|update|use)$/.test(fold) &&
        /^(?:it|that|to|my|this|the)$/.test(gap[at + 1]?.fold ?? '')) ||
      /^(?:خليه|خليها|خلوه|غيره|غيروه|غيريه|بدلوه|بدله|حطوا|استعملوا|اعتمدوا|اعتمد)$/u.test(fold),
  )
}

/** Goes on with an address that is spelled over several turns; true when it is whole now. */
function spellOn(memory: Memory, heard: Heard, onlyJoined = false): boolean {
  const { tokens } = heard
  const partial = memory.partialEmail
  const { asks } = memory.agent
  if (partial && (asks.email || !(asks.name || asks.phone || asks.otherNumber))) {
    const rest = withoutOpening(tokens)
    const offered = heard.answer.yes && !connectorAt(rest, 0) ? endingOffered(memory, partial) : []
    const all = [...partial, ...offered, ...rest].slice(-PARTIAL_MAX * 2)
    const email = readEmails(all).at(-1)
    if (onlyJoined && !(email && email.from < partial.length)) return false
    if (email) {
      memory.partialEmail = undefined
      const spoken = all.slice(email.from, email.to)
      const evidence = evidenceOf(spoken, offered.length > 0 ? 'affirmed_readback' : 'stated')
      const raw = evidence.map(({ quote }) => quote).join(' ')
      hold(memory, 'email', { value: email.value, raw, confidence: 0.9, confirmed: false, evidence })
      return true
    }
    memory.partialEmail = isSpelling(withoutOpening(tokens)) ? all.slice(-PARTIAL_MAX) : undefined
    return false
  }
  const wanted = memory.agent.asks.email || tokens.some(({ fold }) => OWN_EMAIL.has(fold))
  if (!wanted && !tokens.some(({ fold }) => AT_WORDS.has(fold))) {
    memory.partialEmail = undefined
    return false
  }
  const words = afterLastOutside(tokens)
  const at = words.findIndex(({ fold }) => AT_WORDS.has(fold))
  const half = words.some((_, place) => place < at && connectorAt(words, place) !== undefined)
  const begun = wanted || (at > 0 && (half || providerNamed(words, at + 1) !== undefined))
  memory.partialEmail = at !== 0 && begun && !connectorAt(words, 0) && isSpelling(words) ? words : undefined
  return false
}

/** "dot com?", gmail.com؟ from the agent, which the caller affirms. */
function endingOffered(memory: Memory, partial: readonly Token[]): readonly Token[] {
  const domain = domainOffered(memory.agent.tokens, partial.at(-1))
  if (domain.length > 0) return domain
  const tokens = memory.agent.tokens.filter(({ kind }) => kind === 'word')
  const ending = tokens.length <= 4 && connectorAt(tokens, 0) !== undefined && TOP_LEVELS.has(tokens[1]?.fold ?? '')
  return ending ? tokens : []
}

/** A provider that the agent says with its ending, or what is wanting of it after the last word of the caller. */
function domainOffered(said: readonly Token[], last: Token | undefined): readonly Token[] {
  for (let at = 0; at < Math.min(said.length, OFFERED_MAX); at++) {
    const provider = providerNamed(said, at)
    const dot = provider && connectorAt(said, provider.to)
    if (!provider || !last || (dot && !TOP_LEVELS.has(said[dot.to]?.fold ?? ''))) continue
    if (AT_WORDS.has(last.fold)) return dot ? said.slice(at, dot.to + 1) : said.slice(at, provider.to)
    if (dot && providerNamed([last], 0)?.text === provider.text) return said.slice(provider.to, dot.to + 1)
  }
  return []
}

function withoutOpening(tokens: readonly Token[]): readonly Token[] {
  let from = 0
  while (from < Math.min(OPENING, tokens.length) && isFiller(tokens[from] as Token)) from++
  return tokens.slice(from)
}

function isFiller({ fold, kind }: Token): boolean {
  return kind === 'mark' ? !'@._-+'.includes(fold) : NOT_LOCAL.has(fold) && !AT_WORDS.has(fold)
}

/** The words after the last one that is no part of an address. */
function afterLastOutside(tokens: readonly Token[]): readonly Token[] {
  const letter = (at: number) => isLetter(tokens[at]?.fold ?? '')
  const spelled = (at: number) =>
    letter(at) && (letter(at - 1) || letter(at + 1) || connectorAt(tokens, at - 1) !== undefined)
  const leads = (at: number) =>
    /^[a-z]{2,}$/.test(tokens[/^[,،:]$/.test(tokens[at + 1]?.fold ?? '') ? at + 2 : at + 1]?.fold ?? '')
  const last = tokens.findLastIndex(
    (token, at) =>
      (isFiller(token) || (!isSpelled(token) && leads(at))) && !spelled(at) && token.fold !== ',' && token.fold !== '،',
  )
  // "Lowercase a, l, 12": where a letter would be cut off, the address cannot be read.
  return letter(last) ? [] : tokens.slice(last + 1)
}

/** More digits than an address holds: a phone number. */
function isLong(run: DigitRun): boolean {
  return digitsOf(run.groups).length > 6
}

/** A few Latin words, letters, digits and connectors, and nothing else. */
function isSpelling(tokens: readonly Token[]): boolean {
  if (tokens.length === 0 || tokens.length > PARTIAL_MAX) return false
  if (tokens.every(({ kind }) => kind !== 'word') || digitRuns(tokens).some(isLong)) return false
  return tokens.every(isSpelled) && tokens.some((token) => token.kind === 'word' && !NUMBER_WORDS.has(token.fold))
}

/** A word, a letter, a digit or a sign that an address may hold. */
function isSpelled({ fold, kind }: Token): boolean {
  return (
    kind !== 'word' ||
    /^[a-z]+$/.test(fold) ||
    [AT_WORDS, CONNECTOR_WORDS, LATIN_FORMS, LETTER_NAMES, TOP_LEVELS, NUMBER_WORDS, PROVIDERS, WRITTEN_HOW].some(
      (known) => known.has(fold),
    )
  )
}

function affirm(memory: Memory, { tokens, answer }: Heard): void {
  const offered = memory.agent.readBack.email
  if (!offered) return
  const words = tokens.slice(answer.from, Math.max(answer.to, answer.from + 1))
  const evidence = [...evidenceOf(offered.tokens, 'affirmed_readback'), ...evidenceOf(words, 'affirmed_readback')]
  hold(memory, 'email', { value: offered.value, raw: offered.raw, confidence: 0.98, confirmed: true, evidence })
}
