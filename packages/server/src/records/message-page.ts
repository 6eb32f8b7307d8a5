import type { MessageRecord } from 'rawi'
import { BOUNDS, microsText, type Statement } from 'rawi/maintenance'
import type { MessageItem } from './conversation-schema.ts'

/** The last message of a page: when, by whom, its place. */
export type MessagePlace = readonly [micros: number, writer: number, seq: number]

const FIRST: MessagePlace = [Date.UTC(1, 0) * 1_000, -(2 ** 31), -1]

export type MessageRow = MessageRecord & { readonly micros: number; readonly fetched: number }

/**
 * Messages of the conversation `id` (in SQL) in reading order behind a place, as many as fit into `limit` and
 * `MESSAGES_PAGE_BYTES` and at least one.
 */
export function messagesStatement(id: string, limit: number, after: MessagePlace = FIRST): Statement {
  const [micros, writer, seq] = after
  const size = 'octet_length(m.content) + coalesce(octet_length(m.heard), 0)'
  return {
    name: 'rawi_messages_page',
    text: `select p.* from (
      select m.writer, m.seq, m.revision, m.role, m.content, m.heard, m.interrupted, m.language, m.timestamp, m.metadata,
        (extract(epoch from m.timestamp) * 1000000)::bigint as micros, count(*) over ()::integer as fetched,
        sum(${size}) over (order by m.timestamp, m.writer, m.seq) - (${size}) as before
      from (
        select * from messages m where m.conversation_uuid = ${id}
          and (m.timestamp, m.writer, m.seq) > ($1::timestamptz, $2::integer, $3::integer)
        order by m.timestamp, m.writer, m.seq limit $4
      ) m
    ) p where p.before < ${BOUNDS.MESSAGES_PAGE_BYTES} order by p.timestamp, p.writer, p.seq`,
    values: [microsText(micros), writer, seq, limit + 1],
  }
}

/** The rows of a page, and where the next one begins if there is one. */
export function cutPage(rows: readonly MessageRow[], limit: number): { rows: MessageRow[]; next?: MessagePlace } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = last !== undefined && last.fetched > shown.length
  return { rows: shown, ...(more && { next: [last.micros, last.writer, last.seq] as const }) }
}

/** The same of messages that a process holds. */
export function cutHeld(
  messages: readonly MessageRecord[],
  limit: number,
  after: MessagePlace = FIRST,
): { rows: MessageRecord[]; next?: MessagePlace } {
  const behind = messages.filter((message) => isBehind(message, after))
  const rows: MessageRecord[] = []
  let bytes = 0
  for (const message of behind) {
    if (rows.length === limit || bytes >= BOUNDS.MESSAGES_PAGE_BYTES) break
    rows.push(message)
    bytes += Buffer.byteLength(message.content) + Buffer.byteLength(message.heard ?? '')
  }
  const last = rows.at(-1)
  const more = last !== undefined && behind.length > rows.length
  return { rows, ...(more && { next: [last.timestamp.getTime() * 1_000, last.writer, last.seq] as const }) }
}

function isBehind(message: MessageRecord, [micros, writer, seq]: MessagePlace): boolean {
  const far = message.timestamp.getTime() * 1_000 - micros || message.writer - writer || message.seq - seq
  return far > 0
}

export function messageOf(message: MessageRecord): MessageItem {
  return {
    writer: message.writer,
    seq: message.seq,
    revision: message.revision,
    role: message.role,
    content: message.content,
    heard: message.heard,
    interrupted: message.interrupted,
    language: message.language,
    timestamp: message.timestamp.toISOString(),
    metadata: message.metadata,
  }
}
