import type { Database } from '../../packages/rawi/src/store/database.ts'

export interface KeptConversationRow {
  readonly id: string
  readonly status: string
  readonly end_reason: string | null
  readonly summary: string | null
  readonly room_name: string | null
  readonly room_sid: string | null
  readonly recorder_id: string
  readonly message_count: number
  /** Ends no earlier than it starts, and lasted no less than nothing. */
  readonly sane: boolean
}

export interface KeptMessageRow {
  readonly conversation_uuid: string
  readonly writer: number
  readonly seq: number
  readonly revision: number
  readonly role: string
  readonly content: string
}

/** The conversation each of these calls has become, by its id. */
export async function recordsOf(database: Database, calls: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await database.query<{ call: string; record: string }>(
    `select x.id::text as call, coalesce(c.id, a.conversation_uuid)::text as record
     from unnest($1::uuid[]) as x (id) left join conversations c on c.id = x.id
     left join conversation_aliases a on a.alias = x.id::text where coalesce(c.id, a.conversation_uuid) is not null`,
    [calls],
  )
  return new Map(rows.map(({ call, record }) => [call, record]))
}

export async function conversationsOf(database: Database, ids: readonly string[]): Promise<KeptConversationRow[]> {
  const { rows } = await database.query<KeptConversationRow>(
    `select id::text, status, end_reason, summary, room_name, room_sid, recorder_id::text, message_count,
       coalesce(ended_at >= started_at and duration_seconds >= 0, status = 'active') as sane
     from conversations where id = any($1::uuid[])`,
    [ids],
  )
  return rows
}

export async function messagesOf(database: Database, ids: readonly string[]): Promise<KeptMessageRow[]> {
  const { rows } = await database.query<KeptMessageRow>(
    `select conversation_uuid::text, writer, seq, revision, role, content from messages
     where conversation_uuid = any($1::uuid[]) order by conversation_uuid, writer, seq`,
    [ids],
  )
  return rows
}

export interface UntoldRow {
  readonly id: string
  readonly recorder_id: string
  readonly words: number
}

/** The conversations that no process told of, and who began them. */
export async function untoldOf(database: Database, told: readonly string[]): Promise<UntoldRow[]> {
  const { rows } = await database.query<UntoldRow>(
    `select c.id::text, c.recorder_id::text, count(m.*)::integer as words
     from conversations c left join messages m on m.conversation_uuid = c.id
     where not exists (select from unnest($1::uuid[]) as t (id) where t.id = c.id) group by c.id`,
    [told],
  )
  return rows
}
