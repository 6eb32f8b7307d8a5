import type { Database, Statement } from 'rawi/maintenance'
import { readAs, writeAs } from '../access/as-caller.ts'
import type { PagePlace } from '../http/page-cursor.ts'

export const DELIVERY_STATES = ['waiting', 'claimed', 'delivered', 'dead'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** One event on its way to one endpoint. */
export interface Delivery {
  readonly id: string
  readonly event_id: string
  readonly type: string
  readonly conversation_uuid: string | null
  readonly state: DeliveryState
  readonly attempts: number
  readonly next_attempt_at: Date | null
  readonly last_status: number | null
  readonly last_problem: string | null
  readonly last_ms: number | null
  readonly history: readonly { at: string; status: number | null; problem: string | null; ms: number }[]
  readonly created_at: Date
  readonly updated_at: Date
}

export interface DeliveryQuery {
  readonly endpoint: string
  readonly state?: DeliveryState
  readonly limit: number
  readonly after?: PagePlace
}

const SELECT = `select d.id, d.event_id, v.type, d.conversation_uuid, d.state, d.attempts, d.next_attempt_at, d.last_status, d.last_problem,
  d.last_ms, d.history, d.created_at, d.updated_at
  from webhook_deliveries d join webhook_events v on v.id = d.event_id and v.tenant_id = d.tenant_id`

/** Deliveries to one endpoint, newest first. */
export async function listDeliveries(
  database: Database,
  tenantId: string,
  { endpoint, state, limit, after }: DeliveryQuery,
): Promise<Delivery[]> {
  const text = `${SELECT} where d.tenant_id = (select rawi.tenant_id()) and d.endpoint_id = $1::uuid and ($2::text is null or d.state = $2)
      and ($3::timestamptz is null or (d.created_at, d.id) < ($3, $4::uuid))
    order by d.created_at desc, d.id desc limit $5`
  const values = [endpoint, state ?? null, after?.at ?? null, after?.id ?? null, limit]
  const [result] = await readAs(database, { tenantId }, { text, values })
  return (result?.rows ?? []) as Delivery[]
}

/**
 * Sends a delivery once more from its first attempt on, under its own webhook-id. One that is under way now is left
 * alone. Undefined where there is none.
 */
export async function replayDelivery(
  database: Database,
  tenantId: string,
  { endpoint, delivery }: { readonly endpoint: string; readonly delivery: string },
  now: Date,
  audit: Statement,
): Promise<Delivery | undefined> {
  const key = [tenantId, endpoint, delivery]
  await writeAs(
    database,
    {
      text: `update webhook_deliveries set state = 'waiting', attempts = 0, next_attempt_at = $4::timestamptz, first_attempt_at = null,
          handed_until = '-infinity', updated_at = $4::timestamptz
        where tenant_id = $1::uuid and endpoint_id = $2::uuid and id = $3::uuid
          and (state in ('waiting', 'delivered', 'dead') or claimed_until <= $4::timestamptz)`,
      values: [...key, now],
    },
    audit,
  )
  const text = `${SELECT} where d.tenant_id = (select rawi.tenant_id()) and d.endpoint_id = $1::uuid and d.id = $2::uuid`
  const [result] = await readAs(database, { tenantId }, { text, values: [endpoint, delivery] })
  return result?.rows[0] as Delivery | undefined
}
