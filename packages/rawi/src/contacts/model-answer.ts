import { readAnswer } from './answers.ts'
import { type ContactField, type ContactPatch, type ContactTurn, type Evidence, holdingPatch } from './contact-patch.ts'
import { AT_WORDS } from './email-words.ts'
import { isNotName } from './name-words.ts'
import { toE164 } from './phone.ts'
import { digitRuns, digitsOf } from './read-digits.ts'
import { readDomain, readEmails, validEmail } from './read-emails.ts'
import { foldWord, tokensOf, visible } from './tokens.ts'

/** Quotes of one value that are looked at, and letters of a value. */
const QUOTES_MAX = 8
const VALUE_MAX = 254
const CONFIDENCE = 0.8

export interface Asked {
  readonly turns: readonly ContactTurn[]
  readonly patches: readonly ContactPatch[]
  readonly region: string
  readonly open: readonly ContactField[]
}

/** What counts of a model's answer: values whose quotes stand literally in the call and say that very value. */
export function patchesOf(answer: unknown, { turns, patches, region, open }: Asked): ContactPatch[] {
  const found: ContactPatch[] = []
  for (const field of open) {
    const claim = claimOf(answer, field)
    if (!claim) continue
    const evidence = claim.quotes.map((quote) => placeOf(quote, turns))
    if (evidence.length === 0 || evidence.includes(undefined)) continue
    const sure = evidence.filter((one) => one !== undefined)
    const value = valueSaid(field, claim.value, sure, region)
    if (value === undefined || holdingPatch(patches, field)?.value === value) continue
    const raw = visible(sure.map(({ quote }) => quote).join(' '))
    found.push({ field, value, raw, confidence: CONFIDENCE, status: 'candidate', source: 'llm', evidence: sure })
  }
  return found
}

interface Quote {
  readonly seq: number
  readonly quote: string
}

function claimOf(answer: unknown, field: ContactField): { value: string; quotes: Quote[] } | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const claim: unknown = Object.hasOwn(answer, field) ? (answer as Record<string, unknown>)[field] : undefined
  if (typeof claim !== 'object' || claim === null || !('value' in claim) || !('evidence' in claim)) return undefined
  const { value, evidence } = claim
  if (typeof value !== 'string' || value.length > VALUE_MAX || !Array.isArray(evidence)) return undefined
  const quotes = evidence.slice(0, QUOTES_MAX).filter(isQuote)
  return { value, quotes }
}

function isQuote(one: unknown): one is Quote {
  if (typeof one !== 'object' || one === null || !('seq' in one) || !('quote' in one)) return false
  return Number.isInteger(one.seq) && typeof one.quote === 'string' && one.quote.trim() !== ''
}

/** Where a quote stands: in a turn of the caller, or in one of the agent that the caller's next turn affirms. */
function placeOf({ seq, quote }: Quote, turns: readonly ContactTurn[]): Evidence | undefined {
  const at = turns.findIndex((turn) => turn.seq === seq)
  const turn = turns[at]
  const start = turn?.text.indexOf(quote) ?? -1
  if (!turn || start < 0) return undefined
  const { role } = turn
  const evidence = { seq, role, start, end: start + quote.length, quote }
  if (role === 'user') return { ...evidence, kind: 'stated' }
  const next = turns[at + 1]
  const affirmed = next?.role === 'user' && readAnswer(tokensOf(next)).yes
  return affirmed ? { ...evidence, kind: 'affirmed_readback' } : undefined
}

/** The value in its form, when the quotes say it: a quote that merely exists proves nothing. */
function valueSaid(
  field: ContactField,
  value: string,
  evidence: readonly Evidence[],
  region: string,
): string | undefined {
  const tokens = tokensOf({ seq: 0, role: 'user', text: evidence.map(({ quote }) => quote).join(' , ') })
  if (field === 'phone') {
    const e164 = toE164(value, region)
    const digits = digitRuns(tokens)
      .map(({ groups }) => digitsOf(groups))
      .join('')
    const national = digits.replace(/^0+/, '')
    return e164 !== undefined && national.length > 5 && e164.endsWith(national) ? e164 : undefined
  }
  if (field === 'email') {
    const email = validEmail(visible(value).trim())
    if (email === undefined || readEmails(tokens).some((one) => one.value === email)) return email
    // A name in Arabic letters may be written in several ways: the domain must be the one that was said.
    const at = tokens.findIndex(({ fold }) => AT_WORDS.has(fold))
    const domain = at < 0 ? undefined : readDomain(tokens, at + 1)?.text
    const arabic = tokens.slice(0, Math.max(at, 0)).some(({ text }) => /\p{Script=Arabic}/u.test(text))
    return arabic && email.endsWith(`@${domain}`) ? email : undefined
  }
  const said = new Set(tokens.map(({ fold }) => fold))
  const name = visible(value.replaceAll(/\s+/gu, ' ')).trim()
  const words = tokensOf({ seq: 0, role: 'user', text: name }).filter(({ kind }) => kind === 'word')
  const whole = words.length > 0 && words.every(({ fold }) => said.has(fold) || said.has(`و${fold}`))
  return whole && words.length <= 8 && !isNotName(foldWord(words[0]?.text ?? '')) ? name : undefined
}
