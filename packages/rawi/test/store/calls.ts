import { randomInt, randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { ContactField, ContactPatch } from '../../src/conversation/contact-listener.ts'
import type { ConversationStart } from '../../src/conversation/entry.ts'
import { isTurn, type Message, type Role } from '../../src/conversation/message.ts'
import { type ConversationEnd, END_RANK } from '../../src/conversation/outcome.ts'
import type { ConversationBatch, ConversationStore } from '../../src/conversation/store-port.ts'
import type { Database } from '../../src/store/database.ts'

/** A migrated database and stores over it; every test takes a tenant of its own. */
export interface Stand {
  readonly database: Database
  store(tenantId: string): ConversationStore
}

/** How the suites get at the database that is being tested. */
export type OpenStand = () => Promise<Stand & { remove(): Promise<void> }>

export const MOMENT = Date.parse('2026-03-01T10:07:00.123Z')

export function startOf(tenantId: string, given: Partial<ConversationStart> = {}): ConversationStart {
  const startedAt = given.startedAt ?? MOMENT
  return {
    id: uuidv7({ msecs: startedAt }),
    label: `room-${randomUUID()}`,
    tenantId,
    recorderId: 'recorder-1',
    writer: randomInt(-(2 ** 31), 2 ** 31),
    startedAt,
    channel: 'web',
    ...given,
  }
}

export function messageOf(
  start: ConversationStart,
  seq: number,
  content: string,
  given: Partial<Message> = {},
): Message {
  const role: Role = seq % 2 === 0 ? 'user' : 'assistant'
  return { writer: start.writer, seq, revision: 0, role, content, timestamp: start.startedAt + seq * 1_000, ...given }
}

export function endOf(start: ConversationStart, given: Partial<ConversationEnd> = {}): ConversationEnd {
  return {
    rank: END_RANK.worker,
    status: 'completed',
    endReason: 'user_hangup',
    endedAt: start.startedAt + 60_000,
    durationSeconds: 60,
    ...given,
  }
}

export function batchOf(
  start: ConversationStart,
  messages: readonly Message[] = [],
  end?: ConversationEnd,
  lastActivityAt = end?.endedAt ?? messages.at(-1)?.timestamp ?? start.startedAt,
): ConversationBatch {
  return { start, messages, turns: messages.filter(isTurn).length, lastActivityAt, ...(end && { end }) }
}

/** A step in what is known of a caller, with one quote. */
export function patchOf(field: ContactField, value: string, given: Partial<ContactPatch> = {}): ContactPatch {
  const quote = { seq: 0, role: 'user', start: 0, end: value.length, quote: value, kind: 'stated' } as const
  return {
    field,
    value,
    raw: value,
    confidence: 0.9,
    status: 'candidate',
    source: 'rules',
    evidence: [quote],
    ...given,
  }
}

/** A conversation with these turns, ended. */
export function callOf(start: ConversationStart, ...contents: string[]): ConversationBatch {
  return batchOf(
    start,
    contents.map((content, seq) => messageOf(start, seq, content)),
    endOf(start),
  )
}

/** Consumes all of the outbox. */
export async function drain(store: ConversationStore): Promise<void> {
  while ((await store.drainOutbox(100)) > 0);
}

export async function count(database: Database, table: string, tenantId: string): Promise<number> {
  const { rows } = await database.query<{ n: number }>(`select count(*)::int as n from ${table} where tenant_id = $1`, [
    tenantId,
  ])
  return rows[0]?.n ?? -1
}
