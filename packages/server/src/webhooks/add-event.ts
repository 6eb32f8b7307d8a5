import { createHash } from 'node:crypto'
import type { JsonObject } from 'rawi'
import { BOUNDS, type Query } from 'rawi/maintenance'
import type { EventType, TEST_EVENT } from './event-types.ts'

export interface NewEvent {
  readonly tenantId: string
  readonly type: EventType | typeof TEST_EVENT
  /** What makes it this event and no other: whoever finds it again gives it the same id. */
  readonly key: readonly (string | number)[]
  readonly conversation?: string
  /** Ids and counts. */
  readonly data: JsonObject
  /** By default every endpoint of the tenant that asked for the type. */
  readonly endpoint?: string
}

/**
 * Keeps an event with one delivery for each endpoint that wants it, in the transaction of what it tells of. One that
 * nobody wants is not kept; one that is there already changes nothing.
 */
export async function addEvent(query: Query, event: NewEvent, now: Date): Promise<void> {
  const id = eventId(event)
  const body = JSON.stringify({ type: event.type, timestamp: now.toISOString(), data: event.data })
  if (Buffer.byteLength(body) > BOUNDS.WEBHOOK_BODY_MAX_BYTES) throw new RangeError('A webhook event is too large.')
  const conversation = event.conversation ?? null
  const { rowCount } = await query(
    `insert into webhook_events (id, tenant_id, type, conversation_uuid, body, created_at)
    select $1, $2::uuid, $3, $4::uuid, $5, $6::timestamptz
    where exists (select from webhook_endpoints where tenant_id = $2::uuid and disabled_at is null
      and case when $7::uuid is null then $3 = any(events) else id = $7::uuid end)
    on conflict do nothing`,
    [id, event.tenantId, event.type, conversation, body, now, event.endpoint ?? null],
  )
  if (rowCount === 0) return
  await query(
    `insert into webhook_deliveries (id, tenant_id, endpoint_id, event_id, conversation_uuid, next_attempt_at, created_at, updated_at)
    select gen_random_uuid(), $2::uuid, id, $1, $4::uuid, $5::timestamptz, $5::timestamptz, $5::timestamptz from webhook_endpoints
    where tenant_id = $2::uuid and disabled_at is null and case when $6::uuid is null then $3 = any(events) else id = $6::uuid end`,
    [id, event.tenantId, event.type, conversation, now, event.endpoint ?? null],
  )
}

/** The webhook-id: made of the event's own key, so that two servers that find it give it one id. */
export function eventId({ tenantId, type, key }: Pick<NewEvent, 'tenantId' | 'type' | 'key'>): string {
  const named = JSON.stringify([tenantId, type, ...key])
  return `evt_${createHash('sha256').update(named).digest('hex').slice(0, 32)}`
}
