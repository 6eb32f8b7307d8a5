import { asReader, BOUNDS, type Database, FIND_ID, idValues, type Query, uuidv7 } from 'rawi/maintenance'
import { RequestError } from '../http/problem.ts'
import { iso } from '../records/values.ts'
import type { OwnRecord } from './own-record-schema.ts'

const MINUTE_MS = 60_000

type Row = Omit<OwnRecord, 'started_at' | 'changes_until'> & {
  readonly started_at: Date
  readonly ended_at: Date | null
}

/** What the caller of a call said beside its rating is a note of this kind: one for each conversation. */
const COMMENT_KIND = 'caller'

/**
 * What a caller may see of their own call; undefined where it is not there, or not yet.
 * @throws RequestError RAWI_CONFLICT while it runs, RAWI_CALL_RECORD_CLOSED when its time is over
 */
export async function readOwnRecord(
  database: Database,
  tenantId: string,
  id: string,
  now: number,
): Promise<OwnRecord | undefined> {
  const [, result] = await database.batch([
    asReader(tenantId),
    {
      name: 'rawi_own_record',
      text: `select c.id, c.started_at, c.ended_at, c.duration_seconds, c.message_count, c.status, c.end_reason, c.user_name as name,
        c.user_phone as phone, c.user_email as email, c.rating,
        (select n.text from notes n where n.conversation_uuid = c.id and n.author_kind = '${COMMENT_KIND}' limit 1) as comment
        from conversations c where c.id = ${FIND_ID}`,
      values: idValues(id, tenantId),
    },
  ])
  const row = result?.rows[0] as Row | undefined
  if (!row) return undefined
  const { ended_at: endedAt, ...facts } = row
  if (row.status === 'active' || endedAt === null)
    throw new RequestError('RAWI_CONFLICT', 'The call still runs; its record can be seen when it has ended.')
  const until = endedAt.getTime() + BOUNDS.CALL_RECORD_MINUTES * MINUTE_MS
  if (now >= until) throw new RequestError('RAWI_CALL_RECORD_CLOSED', 'The time for changes of this call is over.')
  return { ...facts, started_at: iso(row.started_at), changes_until: iso(new Date(until)) }
}

/** Keeps what the caller wrote beside the rating instead of what they wrote before; null takes it away. */
export async function keepComment(
  query: Query,
  tenantId: string,
  conversation: string,
  comment: { readonly text: string | null; readonly at: Date },
): Promise<void> {
  await query('delete from notes where tenant_id = $1 and conversation_uuid = $2 and author_kind = $3', [
    ...[tenantId, conversation, COMMENT_KIND],
  ])
  if (comment.text === null) return
  await query(
    `insert into notes (id, tenant_id, conversation_uuid, author_kind, author_id, author_name, text, created_at)
      values ($1, $2, $3::uuid, $4, $3::text, $4, $5, $6)`,
    [uuidv7(), tenantId, conversation, COMMENT_KIND, comment.text, comment.at],
  )
}
