import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openStore } from '../../src/store/open-store.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { batchOf, callOf, drain, endOf, messageOf, patchOf, startOf } from './calls.ts'

/** Every table of a conversation's tenant, in the order of the schema. */
export const TENANT_TABLES = [
  'conversations',
  'conversation_aliases',
  'messages',
  'conversation_events',
  'users',
  'conversation_search',
  'statistics_buckets',
  'contact_evidence',
  'statistics_contributions',
  'outbox',
  'recorders',
  'quarantine',
  'erasures',
  'erased_conversations',
  'notes',
  'api_keys',
  'audit_log',
  'webhook_endpoints',
  'webhook_events',
  'webhook_deliveries',
  'sessions',
  'idempotency_keys',
  'seen_webhooks',
  'call_work',
  'recordings',
] as const

export const SEEN_BY_ALL: readonly string[] = [...TENANT_TABLES.slice(0, 8), 'notes', 'recordings']
export const SEEN_BY_ADMINS: readonly string[] = [
  ...['recorders', 'quarantine', 'erasures', 'api_keys', 'audit_log'],
  ...['webhook_endpoints', 'webhook_events', 'webhook_deliveries'],
]

/** Rows of a tenant in every table but the outbox, which any tenant's store empties. */
export async function fillEveryTable(url: string, tenantId: string): Promise<void> {
  const database = openPostgres({ url })
  const store = openStore(database, { tenantId })
  const kept = startOf(tenantId, { roomSid: 'RM_1', userPhone: '+963991234567', userName: 'أحمد' })
  const loser = startOf(tenantId, { roomSid: 'RM_1' })
  const gone = callOf(startOf(tenantId), 'x')
  await store.save([{ ...callOf(kept, 'كلام'), contact: [patchOf('name', 'أحمد')] }, gone])
  await store.save([batchOf(loser, [messageOf(loser, 0, 'y')], endOf(loser, { rating: 77 }))])
  await drain(store)
  await store.erase({ conversation: gone.start.id })
  await store.renewLease(randomUUID())
  await database.query(
    `insert into conversation_events (tenant_id, conversation_uuid, kind) values ($1, $2, 'joined')`,
    [tenantId, kept.id],
  )
  await database.query(
    `insert into recordings (tenant_id, conversation_uuid, file, container, codec, channels, sample_rate, started_at)
      values ($1, $2, 'a.ogg', 'ogg', 'opus', 2, 24000, now())`,
    [tenantId, kept.id],
  )
  for (const sql of SERVER_ROWS) await database.query(sql, [tenantId])
  await store.close()
}

/** What the server writes, one row of each table; the work after a call is handed over with the outbox. */
const SERVER_ROWS = [
  `insert into notes (id, tenant_id, conversation_uuid, author_kind, author_id, author_name, text)
    values (gen_random_uuid(), $1::uuid, gen_random_uuid(), 'key', 'k', 'k', 'x')`,
  `insert into api_keys (id, tenant_id, name, prefix, hash, scopes, created_by)
    values (gen_random_uuid(), $1::uuid, 'k', 'k', sha256($1::uuid::text::bytea), '{read}', 'test')`,
  `insert into sessions (id, tenant_id, name, hash, scopes, expires_at)
    values (gen_random_uuid(), $1::uuid, 'k', sha256($1::uuid::text::bytea), '{read}', now())`,
  `insert into audit_log (id, tenant_id, occurred_at, actor_kind, actor_id, action) values (gen_random_uuid(), $1::uuid, now(), 'key', 'k', 'a')`,
  `insert into webhook_endpoints (id, tenant_id, url, events, secret, created_at, created_by, updated_at)
    values (gen_random_uuid(), $1::uuid, 'https://rawi.invalid/', '{conversation.ended}', 'whsec_', now(), 'test', now())`,
  `insert into webhook_events (id, tenant_id, type, body, created_at) values ($1::uuid::text, $1::uuid, 'conversation.ended', '{}', now())`,
  `insert into webhook_deliveries (id, tenant_id, endpoint_id, event_id, created_at, updated_at)
    values (gen_random_uuid(), $1::uuid, gen_random_uuid(), 'x', now(), now())`,
  `insert into idempotency_keys (tenant_id, actor_id, key, request_hash) values ($1::uuid, 'k', 'k', '')`,
  `insert into seen_webhooks (source, id, tenant_id) values ('livekit', $1::uuid::text, $1::uuid)`,
]

export interface As {
  readonly role: string
  readonly claims?: object
}

/** Runs one statement in a transaction under a role with claims; the SQLSTATE where it is refused. */
export async function runAs(
  client: pg.Client,
  as: As,
  sql: string,
): Promise<{ rows: Record<string, unknown>[] } | string> {
  await client.query('begin')
  try {
    await client.query(`select set_config('role', $1, true)`, [as.role])
    if (as.claims) await client.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(as.claims)])
    return { rows: (await client.query(sql)).rows }
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)
  } finally {
    await client.query('rollback')
  }
}

/** The tenants whose rows a role sees in a table, or the SQLSTATE. */
export async function tenantsSeen(client: pg.Client, as: As, table: string): Promise<unknown[] | string> {
  const result = await runAs(client, as, `select distinct tenant_id from ${table} order by 1`)
  return typeof result === 'string' ? result : result.rows.map((row) => row.tenant_id)
}
