import type { MessageRecord } from 'rawi'
import type { House } from '../http/house.ts'
import type { ConversationBody, MessageItem } from './conversation-schema.ts'
import { BYTE_ORDER_MARK, csvLines } from './csv-text.ts'
import type { Item } from './item.ts'
import type { MessagePlace } from './message-page.ts'
import { type OpenedConversation, readConversation } from './read-conversation.ts'
import { textHead, textLines } from './transcript-text.ts'
import { isSpoken, VTT_HEAD, vttCues } from './transcript-vtt.ts'
import { saidOf } from './transcript-words.ts'

export const FORMATS = {
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
} as const
export type Format = keyof typeof FORMATS

const PAGE = 1_000

/** One conversation as a file, page by page of its messages. */
export async function* conversationFile(
  house: House,
  tenantId: string,
  first: OpenedConversation,
  format: Format,
): AsyncGenerator<string> {
  const writer = WRITERS[format](first.facts)
  yield writer.head
  let page: Pick<OpenedConversation, 'messages' | 'next'> = first
  for (;;) {
    yield writer.page(page.messages.map(asRecord), page.next === undefined)
    if (page.next === undefined) break
    const following: MessagePlace = page.next
    const next = await readConversation(house, tenantId, first.facts.id, { limit: PAGE, after: following })
    if (!next) break
    page = next
  }
  yield writer.tail
}

/** How many messages are read at once. */
export const FIRST_PAGE = { limit: PAGE }

interface Writer {
  readonly head: string
  page(messages: readonly MessageRecord[], last: boolean): string
  readonly tail: string
}

type Facts = Omit<ConversationBody, 'messages' | 'messages_cursor'>

const CSV_COLUMNS = ['timestamp', 'role', 'said', 'generated', 'heard', 'interrupted', 'language', 'writer', 'seq']

const WRITERS: Record<Format, (facts: Facts) => Writer> = {
  json(facts) {
    let comma = ''
    return {
      head: `${JSON.stringify(facts).slice(0, -1)},"messages":[`,
      page(messages) {
        const text = messages.map((message) => JSON.stringify(message)).join(',')
        const piece = text === '' ? '' : comma + text
        if (text !== '') comma = ','
        return piece
      },
      tail: ']}\n',
    }
  },
  txt: (facts: Item) => ({
    head: textHead(facts),
    page: (messages) => textLines(facts, messages),
    tail: '',
  }),
  csv: () => ({
    head: BYTE_ORDER_MARK + csvLines([CSV_COLUMNS]),
    page: (messages) => (messages.length === 0 ? '' : csvLines(messages.map(csvRow))),
    tail: '',
  }),
  vtt(facts: Item) {
    // A cue ends where the next begins, which may stand on the next page.
    let waiting: MessageRecord[] = []
    return {
      head: VTT_HEAD,
      page(messages, last) {
        const spoken = [...waiting, ...messages.filter(isSpoken)]
        waiting = last ? [] : spoken.slice(-1)
        return vttCues(facts, last ? spoken : spoken.slice(0, -1), last ? undefined : spoken.at(-1))
      },
      tail: '',
    }
  },
}

function csvRow(message: MessageRecord): (string | number | null)[] {
  const { timestamp, role, content, heard, interrupted, language, writer, seq } = message
  return [
    timestamp.toISOString(),
    role,
    saidOf(message),
    content,
    heard,
    interrupted ? 'yes' : 'no',
    language,
    writer,
    seq,
  ]
}

function asRecord(message: MessageItem): MessageRecord {
  return { ...message, timestamp: new Date(message.timestamp) } as MessageRecord
}
