import type { ConversationItem, EventRecord, MessageRecord } from 'rawi'
import { BOUNDS, type Database } from 'rawi/maintenance'
import { readAs } from '../access/as-caller.ts'

export type RemoteItem = ConversationItem & {
  readonly person_asked_at: Date | null
  /** That event, its moment as the database writes it. */
  readonly hand_over: (Omit<EventRecord, 'occurred_at'> & { readonly occurred_at: string }) | null
  readonly recorder_id: string | null /** Another one after each write of the row. */
  readonly version: string
}
export type RemoteMessage = MessageRecord & { readonly conversation_uuid: string }
/** Which revision of a message stands in the database, without its words. */
export type RemoteKey = Pick<RemoteMessage, 'conversation_uuid' | 'writer' | 'seq' | 'revision' | 'role'>

const COLUMNS = `c.id, c.conversation_id, c.user_name, c.user_phone, c.user_email, c.started_at, c.ended_at, c.duration_seconds,
  c.message_count, c.status, c.end_reason, c.channel, c.language, c.room_name, c.summary, c.recorder_id, c.xmin::text as version,
h.occurred_at as person_asked_at, h.event as hand_over`

/** With the first time that a person was asked for. */
const CALLS = `conversations c left join lateral (
    select e.occurred_at, to_jsonb(e) - array['tenant_id', 'conversation_uuid'] as event from conversation_events e
    where e.conversation_uuid = c.id and e.kind = 'hand_over' order by e.occurred_at, e.id limit 1
  ) h on true`

interface Asked {
  readonly tenantId: string
}

/** The calls that run now, whoever runs them, and those of the given ids. */
export async function readRunning(database: Database, asked: Asked, ids: readonly string[]): Promise<RemoteItem[]> {
  const [result] = await readAs(database, asked, {
    text: `select ${COLUMNS} from ${CALLS} where c.status = 'active' or c.id = any($1::uuid[])
      order by c.started_at desc, c.id desc limit ${BOUNDS.LIVE_CALLS_MAX}`,
    values: [ids],
  })
  return (result?.rows ?? []) as RemoteItem[]
}

/** Calls by their ids, or by those they lost to others. */
export async function readCalls(database: Database, asked: Asked, ids: readonly string[]): Promise<RemoteItem[]> {
  const [result] = await readAs(database, asked, {
    name: 'rawi_live_calls',
    text: `select ${COLUMNS} from ${CALLS} where c.id = any($1::uuid[])
        or c.id in (select a.conversation_uuid from conversation_aliases a where a.alias = any($1::uuid[]::text[]))`,
    values: [ids],
  })
  return (result?.rows ?? []) as RemoteItem[]
}

export async function readKeys(database: Database, asked: Asked, ids: readonly string[]): Promise<RemoteKey[]> {
  const [result] = await readAs(database, asked, {
    text: `select conversation_uuid, writer, seq, revision, role from messages where conversation_uuid = any($1::uuid[])`,
    values: [ids],
  })
  return (result?.rows ?? []) as RemoteKey[]
}

/** What was said in calls since; of each writer everything behind the message known last, and whatever was revised. */
export async function readWords(
  database: Database,
  asked: Asked,
  ids: readonly string[],
  known: readonly { readonly id: string; readonly writer: number; readonly seq: number }[],
): Promise<RemoteMessage[]> {
  const [result] = await readAs(database, asked, {
    name: 'rawi_live_words',
    text: `select m.conversation_uuid, m.writer, m.seq, m.revision, m.role, m.content, m.heard, m.interrupted, m.language,
        m.timestamp, m.metadata
      from messages m left join unnest($2::uuid[], $3::integer[], $4::integer[]) as k (id, writer, seq)
        on k.id = m.conversation_uuid and k.writer = m.writer
      where m.conversation_uuid = any($1::uuid[]) and (k.seq is null or m.seq > k.seq or m.revision > 0)
      order by m.timestamp, m.writer, m.seq limit ${BOUNDS.MESSAGES_MAX}`,
    values: [ids, known.map(({ id }) => id), known.map(({ writer }) => writer), known.map(({ seq }) => seq)],
  })
  return (result?.rows ?? []) as RemoteMessage[]
}
