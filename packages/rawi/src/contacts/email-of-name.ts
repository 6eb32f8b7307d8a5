import { connectorAt } from './email-connector.ts'
import { evidenceOf, hold, type Memory } from './memory.ts'
import { RELATIVES } from './not-names.ts'
import { readDomain, validEmail } from './read-emails.ts'
import type { Token } from './tokens.ts'

type Part = 'first' | 'last' | 'first initial' | 'last initial'

/** An address that a caller makes of their name, which may be known before or after. */
export interface NamedEmail {
  readonly parts: readonly [Part, string, Part]
  readonly domain: string
  readonly tokens: readonly Token[]
  /** What it came to. */
  readonly value: string | undefined
}

const OTHERS = /^(?:his|her|their|whose|company|'s)$/

/** "My first name dot last name at outlook dot com": undefined where no address is made so. */
export function readNamedEmail(tokens: readonly Token[]): NamedEmail | undefined {
  for (let at = 0; at < tokens.length; at++) {
    const one = partAt(tokens, at)
    if (!one) continue
    const sign = connectorAt(tokens, one.to)
    const other = partAt(
      tokens,
      /^my$/.test(tokens[sign?.to ?? one.to]?.fold ?? '') ? one.to + 1 : (sign?.to ?? one.to),
    )
    if (!other || one.part.split(' ')[0] === other.part.split(' ')[0]) continue
    if (!/^(?:at|@)$/.test(tokens[other.to]?.fold ?? '')) continue
    const domain = readDomain(tokens, other.to + 1)
    const ofOthers = tokens.slice(Math.max(0, at - 4), at).some(({ fold }) => OTHERS.test(fold) || RELATIVES.has(fold))
    if (!domain || ofOthers) return undefined
    const parts = [one.part, sign?.sign ?? '', other.part] as const
    return { parts, domain: domain.text, tokens: tokens.slice(at, domain.to), value: undefined }
  }
  return undefined
}

/** Holds the address once the name is known, and again when the name is corrected. */
export function holdNamedEmail(memory: Memory): void {
  const { namedEmail, held } = memory
  const words = held.name?.value.toLowerCase().split(' ') ?? []
  if (!namedEmail || words.length !== 2 || !words.every((word) => /^[a-z]+$/.test(word))) return
  if (held.email && held.email.value !== namedEmail.value) return
  const [one, sign, other] = namedEmail.parts
  const text = (part: Part) => {
    const word = words[part.startsWith('first') ? 0 : 1] ?? ''
    return part.endsWith('initial') ? word.charAt(0) : word
  }
  const value = validEmail(`${text(one)}${sign}${text(other)}@${namedEmail.domain}`)
  if (value === undefined || value === namedEmail.value) return
  memory.namedEmail = { ...namedEmail, value }
  const evidence = evidenceOf(namedEmail.tokens, 'stated')
  const raw = evidence.map(({ quote }) => quote).join(' ')
  hold(memory, 'email', { value, raw, confidence: 0.85, confirmed: false, evidence })
}

function partAt(tokens: readonly Token[], at: number): { part: Part; to: number } | undefined {
  const [one, two] = [tokens[at]?.fold ?? '', tokens[at + 1]?.fold ?? '']
  if (one === 'surname') return { part: 'last', to: at + 1 }
  if ((one !== 'first' && one !== 'last') || !/^(?:name|initial)$/.test(two)) return undefined
  return { part: (two === 'initial' ? `${one} initial` : one) as Part, to: at + 2 }
}
