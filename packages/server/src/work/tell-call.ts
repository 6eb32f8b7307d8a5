import type { JsonObject } from 'rawi'
import { AS_WRITER, BOUNDS, type Database, type Query } from 'rawi/maintenance'
import { addEvent, type NewEvent } from '../webhooks/add-event.ts'
import { type CallRow, holdCall } from './call-row.ts'

/** Rank of an end that only the journal of a process that died could tell. */
const FROM_JOURNAL = 3
const DAY_MS = 86_400_000

/**
 * Tells endpoints what became of a conversation since it was last told of. Each thing is told once, whoever saves the
 * conversation how often; what ended long ago (an import) is told to nobody.
 */
export function tellCall(database: Database, id: string, now: Date): Promise<void> {
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const held = await holdCall(query, id)
    if (held === undefined || held.work.told >= held.work.changed) return
    const { call, work } = held
    const old = isOld(call, now)
    if (!old) for (const event of eventsOf(call, work.changed)) await addEvent(query, event, now)
    await settleTold(query, id, work.changed, old)
  })
}

/** Whether a call ended too long ago for anybody to be told, and for its words to be summed up by themselves. */
export function isOld({ started_at, ended_at }: Pick<CallRow, 'started_at' | 'ended_at'>, now: Date): boolean {
  return now.getTime() - (ended_at ?? started_at).getTime() > BOUNDS.CALL_WORK_DAYS * DAY_MS
}

function eventsOf(call: CallRow, changed: number): NewEvent[] {
  const { id, tenant_id: tenantId, user_id: user } = call
  const event = (type: NewEvent['type'], key: NewEvent['key'], data: JsonObject): NewEvent => ({
    tenantId,
    type,
    key,
    conversation: id,
    data,
  })
  const events = [event('conversation.started', [id], startData(call))]
  if (call.status === 'active') return events
  events.push(event('conversation.ended', [id], callData(call)))
  if (call.end_rank === FROM_JOURNAL) events.push(event('conversation.recovered', [id], callData(call)))
  if (user !== null) {
    const data = { id: user, conversation_count: call.conversation_count ?? 0, conversation: id }
    events.push(event('user.updated', [user, id, changed], data))
  }
  return events
}

function startData({ id, conversation_id, channel, language, started_at }: CallRow): JsonObject {
  return { id, conversation_id, channel, language, started_at: started_at.toISOString() }
}

/** What endpoints are told of a conversation that ended: ids, times and counts. */
export function callData(call: CallRow): JsonObject {
  return {
    ...startData(call),
    status: call.status,
    end_reason: call.end_reason,
    ended_at: call.ended_at?.toISOString() ?? null,
    duration_seconds: call.duration_seconds,
    message_count: call.message_count,
    user_id: call.user_id,
  }
}

async function settleTold(query: Query, id: string, changed: number, old: boolean): Promise<void> {
  await query(
    `update call_work set told = $2::integer, analysed = case when $3::boolean then $2::integer else analysed end,
      handed_until = '-infinity', tries = 0
    where conversation_uuid = $1::uuid`,
    [id, changed, old],
  )
}
