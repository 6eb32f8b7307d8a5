import { randomUUID } from 'node:crypto'
import { BOUNDS, type Database, type Statement } from 'rawi/maintenance'
import { readAs, writeAs } from '../access/as-caller.ts'
import { RequestError } from '../http/problem.ts'
import type { EventType } from './event-types.ts'
import { newWebhookSecret } from './sign.ts'

/** An endpoint as people see it: its secret is told where it is made and nowhere else. */
export interface Endpoint {
  readonly id: string
  readonly url: string
  readonly description: string
  readonly events: readonly EventType[]
  readonly disabled_at: Date | null
  readonly disabled_reason: 'person' | 'gone' | null
  /** Until when the secret before this one goes on signing. */
  readonly previous_until: Date | null
  readonly created_at: Date
  readonly created_by: string
  readonly updated_at: Date
}

export interface EndpointChange {
  readonly url?: string
  readonly description?: string
  readonly events?: readonly EventType[]
  readonly enabled?: boolean
}

type NewEndpoint = Required<Pick<EndpointChange, 'url' | 'description' | 'events'>> & { readonly createdBy: string }

const COLUMNS =
  'id, url, description, events, disabled_at, disabled_reason, previous_until, created_at, created_by, updated_at'

/** A tenant's endpoints, newest first; at most `WEBHOOKS_MAX`. */
export async function listEndpoints(database: Database, tenantId: string): Promise<Endpoint[]> {
  const text = `select ${COLUMNS} from webhook_endpoints where tenant_id = (select rawi.tenant_id())
    order by created_at desc, id desc limit ${BOUNDS.WEBHOOKS_MAX}`
  const [result] = await readAs(database, { tenantId }, { text })
  return (result?.rows ?? []) as Endpoint[]
}

export async function getEndpoint(database: Database, tenantId: string, id: string): Promise<Endpoint | undefined> {
  const text = `select ${COLUMNS} from webhook_endpoints where tenant_id = (select rawi.tenant_id()) and id = $1::uuid`
  const [result] = await readAs(database, { tenantId }, { text, values: [id] })
  return result?.rows[0] as Endpoint | undefined
}

/** @throws RequestError RAWI_CONFLICT where `WEBHOOKS_MAX` stand */
export async function createEndpoint(
  database: Database,
  tenantId: string,
  { url, description, events, createdBy }: NewEndpoint,
  now: Date,
  audit: (id: string) => Statement,
): Promise<{ endpoint: Endpoint; secret: string }> {
  const id = randomUUID()
  const secret = newWebhookSecret()
  const insert = {
    text: `insert into webhook_endpoints (id, tenant_id, url, description, events, secret, created_at, created_by, updated_at)
      select $1::uuid, $2::uuid, $3, $4, $5::text[], $6, $7::timestamptz, $8, $7::timestamptz
      where (select count(*) from webhook_endpoints where tenant_id = $2::uuid) < ${BOUNDS.WEBHOOKS_MAX}
      returning ${COLUMNS}`,
    values: [id, tenantId, url, description, [...events], secret, now, createdBy],
  }
  const [result] = await writeAs(database, insert, audit(id))
  const endpoint = result?.rows[0] as Endpoint | undefined
  if (endpoint) return { endpoint, secret }
  throw new RequestError('RAWI_CONFLICT', `${BOUNDS.WEBHOOKS_MAX} endpoints stand; delete one first.`)
}

/** Undefined where there is none. Enabling one that had answered 410 tries it again. */
export async function changeEndpoint(
  database: Database,
  tenantId: string,
  id: string,
  { url, description, events, enabled }: EndpointChange,
  now: Date,
  audit: Statement,
): Promise<Endpoint | undefined> {
  const update = {
    text: `update webhook_endpoints set url = coalesce($3, url), description = coalesce($4, description), events = coalesce($5::text[], events),
        disabled_at = case when $6::boolean then null when not $6::boolean then coalesce(disabled_at, $7::timestamptz) else disabled_at end,
        disabled_reason = case when $6::boolean then null when not $6::boolean then coalesce(disabled_reason, 'person') else disabled_reason end,
        updated_at = $7::timestamptz
      where tenant_id = $1::uuid and id = $2::uuid returning ${COLUMNS}`,
    values: [tenantId, id, url ?? null, description ?? null, events ? [...events] : null, enabled ?? null, now],
  }
  const [result] = await writeAs(database, update, audit)
  return result?.rows[0] as Endpoint | undefined
}

/** A new secret; the one before it goes on signing beside it for `WEBHOOK_SECRET_OVERLAP_HOURS`. */
export async function rotateSecret(
  database: Database,
  tenantId: string,
  id: string,
  now: Date,
  audit: Statement,
): Promise<{ endpoint: Endpoint; secret: string } | undefined> {
  const secret = newWebhookSecret()
  const update = {
    text: `update webhook_endpoints set previous_secret = secret, secret = $3, updated_at = $4::timestamptz,
        previous_until = $4::timestamptz + make_interval(hours => ${BOUNDS.WEBHOOK_SECRET_OVERLAP_HOURS})
      where tenant_id = $1::uuid and id = $2::uuid returning ${COLUMNS}`,
    values: [tenantId, id, secret, now],
  }
  const [result] = await writeAs(database, update, audit)
  const endpoint = result?.rows[0] as Endpoint | undefined
  return endpoint && { endpoint, secret }
}

/** With its deliveries. Whether there was one. */
export async function deleteEndpoint(
  database: Database,
  tenantId: string,
  id: string,
  audit: Statement,
): Promise<boolean> {
  const values = [tenantId, id]
  const [, removed] = await writeAs(
    database,
    { text: 'delete from webhook_deliveries where tenant_id = $1::uuid and endpoint_id = $2::uuid', values },
    { text: 'delete from webhook_endpoints where tenant_id = $1::uuid and id = $2::uuid', values },
    audit,
  )
  return (removed?.rowCount ?? 0) > 0
}
