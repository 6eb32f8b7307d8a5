import { AS_WRITER, type Database, type Query } from 'rawi/maintenance'
import { type LivekitEvent, PARTICIPANT_EVENTS } from './livekit-event.ts'

const SOURCE = 'livekit'
/** A webhook's word on an end counts more than the sweeper's and less than a journal's or the worker's. */
const WEBHOOK_RANK = 2

/**
 * Acts on a webhook, once: the id is remembered in the transaction of what it changes, so that a repetition changes
 * nothing and one that failed can be sent again. A room that nobody recorded is none of ours.
 * @returns whether it was new
 */
export function takeLivekitEvent(
  database: Database,
  tenantId: string,
  event: LivekitEvent,
  now: Date,
): Promise<boolean> {
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const { rowCount } = await query(
      'insert into seen_webhooks (source, id, tenant_id, seen_at) values ($1, $2, $3::uuid, $4::timestamptz) on conflict do nothing',
      [SOURCE, event.id, tenantId, now],
    )
    if (rowCount === 0) return false
    const { rows } = await query<{ id: string }>(
      'select id from conversations where tenant_id = $1::uuid and room_sid = $2 for update',
      [tenantId, event.room?.sid ?? ''],
    )
    const [conversation] = rows
    if (conversation === undefined) return true
    const at = momentOf(event, now)
    const kind = PARTICIPANT_EVENTS[event.event]
    if (kind !== undefined && event.participant) await keepEvent(query, tenantId, conversation.id, { kind, event, at })
    if (event.event === 'room_finished') await endConversation(query, conversation.id, at)
    return true
  })
}

function momentOf({ createdAt }: LivekitEvent, now: Date): Date {
  const seconds = Number(createdAt)
  return Number.isSafeInteger(seconds) && seconds > 0 && seconds * 1_000 <= now.getTime()
    ? new Date(seconds * 1_000)
    : now
}

interface Kept {
  readonly kind: string
  readonly event: LivekitEvent
  readonly at: Date
}

async function keepEvent(query: Query, tenantId: string, id: string, { kind, event, at }: Kept): Promise<void> {
  const { sid, identity, kind: participant, disconnectReason } = event.participant ?? {}
  const detail = { participant_sid: sid, identity, participant_kind: participant, disconnect_reason: disconnectReason }
  await query(
    `insert into conversation_events (tenant_id, conversation_uuid, kind, detail, occurred_at)
    values ($1::uuid, $2::uuid, $3, $4::jsonb, $5::timestamptz)`,
    [tenantId, id, kind, JSON.stringify(detail), at],
  )
}

/** Ends what still runs, or what only the sweeper had ended; the worker's own word corrects it when it comes. */
async function endConversation(query: Query, id: string, at: Date): Promise<void> {
  const { rowCount } = await query(
    `update conversations c set end_reason = 'room_closed', end_rank = ${WEBHOOK_RANK}, updated_at = now(),
      status = case when last.spoke then 'completed' else 'abandoned' end,
      ended_at = greatest(c.started_at, last.at, $2::timestamptz),
      duration_seconds = extract(epoch from greatest(c.started_at, last.at, $2::timestamptz) - c.started_at)
    from (
      select max(timestamp) as at, coalesce(bool_or(role = 'user'), false) as spoke from messages where conversation_uuid = $1::uuid
    ) last
    where c.id = $1::uuid and c.end_rank < ${WEBHOOK_RANK}`,
    [id, at],
  )
  if (rowCount === 0) return
  await query(
    'insert into outbox (tenant_id, conversation_uuid) select tenant_id, id from conversations where id = $1::uuid',
    [id],
  )
}
