import type { ContactEvidence, ContactQuote, ConversationRecord, MessageRecord } from 'rawi'
import { type ContactField, holdingPatch } from 'rawi/contacts'
import { isolated, isolatedNumber, plainText } from './display-text.ts'
import { paint, type Terminal } from './terminal.ts'

/** UTF-16 units of a turn that are shown before and after a quote. */
const AROUND = 60

const FIELDS: readonly [ContactField, string][] = [
  ['name', 'Name'],
  ['phone', 'Phone'],
  ['email', 'E-mail'],
]

const SOURCES: Record<ContactEvidence['source'], string> = {
  rules: 'heard',
  llm: 'found by the model',
  human: 'entered',
  sip: 'the number of the line',
}

/** Each value of the caller with how sure it is, and the sentences it rests on; nothing where nothing was found. */
export function contactLines(terminal: Terminal, { contact, contactEvidence, messages }: ConversationRecord): string[] {
  return FIELDS.flatMap(([field, title]) => {
    const value = contact[field]
    const patch = holding(contactEvidence, field, value)
    if (value === null || !patch) return []
    const shown = direct(terminal, value, field === 'phone' ? isolatedNumber : isolated)
    const how = `${patch.status}, ${SOURCES[patch.source]} (${patch.source}), confidence ${patch.confidence.toFixed(2)}`
    return [
      `   ${paint(terminal, 'dim', `${title}:`.padEnd(14))}${shown}  ${paint(terminal, 'dim', how)}`,
      ...patch.evidence
        .filter(({ quote }) => quote !== '')
        .map((quote) => {
          const from = quote.role === 'user' ? 'the caller' : 'the agent'
          const sentence = direct(terminal, sentenceOf(quote, patch.writer, messages), isolated)
          return `${' '.repeat(17)}“${sentence}”  ${paint(terminal, 'dim', from)}`
        }),
    ]
  })
}

/** The patch that the record's value comes from: of whichever writer it is, the one that holds. */
function holding(
  evidence: readonly ContactEvidence[],
  field: ContactField,
  value: string | null,
): ContactEvidence | undefined {
  const writers = new Set(evidence.map(({ writer }) => writer))
  for (const writer of writers) {
    const own = evidence.filter((patch) => patch.writer === writer)
    const held = holdingPatch(own, field)
    const patch = own.find((one) => one === held)
    if (patch?.value === value) return patch
  }
  return undefined
}

/** The words around a quote, on one line; of a long turn those beside it. */
function sentenceOf(quote: ContactQuote, writer: number, messages: readonly MessageRecord[]): string {
  const message = messages.find((one) => one.seq === quote.seq && one.writer === (quote.writer ?? writer))
  const said = (message?.interrupted ? message.heard : null) ?? message?.content
  if (said?.slice(quote.start, quote.end) !== quote.quote) return quote.quote
  const from = Math.max(0, quote.start - AROUND)
  const to = Math.min(said.length, quote.end + AROUND)
  const words = said.slice(from, to).replaceAll(/\s+/gu, ' ').trim()
  return `${from > 0 ? '…' : ''}${words}${to < said.length ? '…' : ''}`
}

function direct(terminal: Terminal, text: string, isolate: (text: string) => string): string {
  const plain = plainText(text)
  return terminal.interactive ? isolate(plain) : plain
}
