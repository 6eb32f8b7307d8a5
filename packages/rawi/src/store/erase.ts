import type { EraseSelector, Erasure } from '../conversation/store-port.ts'
import { AS_WRITER } from './as-role.ts'
import { cleanField } from './clean.ts'
import type { Database, Query } from './database.ts'
import { FIND_ID, idValues } from './get.ts'
import { notifyStatements } from './notify.ts'
import { OUTBOX_LOCK } from './outbox.ts'
import type { SaveOptions } from './save.ts'
import { eraseContributions } from './statistics-contributions.ts'
import { isUuid } from './uuid.ts'

/** Tables besides `conversations` that hold rows of a conversation. */
const TABLES = [
  'messages',
  'contact_evidence',
  'conversation_events',
  'recordings',
  'conversation_search',
  'conversation_aliases',
  'outbox',
  'quarantine',
  'notes',
  'idempotency_keys',
  'call_work',
  'webhook_events',
  'webhook_deliveries',
]

/** Minutes by which `erasedSince` looks further back: a commit becomes visible later than its time. */
const LATE_COMMIT_MINUTES = 5

/**
 * Removes a conversation, or a caller with all conversations, and leaves a receipt and tombstones. A UUID that is
 * not known yet gets its tombstone all the same: the conversation may still lie in a journal.
 */
export function erase(
  database: Database,
  tenantId: string,
  selector: EraseSelector,
  { channel }: SaveOptions = {},
): Promise<Erasure> {
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    await query(`select pg_advisory_xact_lock(${OUTBOX_LOCK})`)
    const ids =
      'phone' in selector
        ? await idsByPhone(query, tenantId, selector.phone)
        : await idsByName(query, tenantId, selector.conversation)
    // The same order as a save: conversations by id, then users.
    await query('select from conversations where id = any($1::uuid[]) order by id for update', [ids])
    const users = 'phone' in selector ? await eraseUser(query, tenantId, selector.phone) : 0
    const known = [...ids, ...(await losingIds(query, ids))]
    await eraseContributions(query, ids)
    let messages = 0
    for (const table of TABLES) {
      const { rowCount } = await query(`delete from ${table} where conversation_uuid = any($1::uuid[])`, [ids])
      if (table === 'messages') messages = rowCount
    }
    await forgetConversations(query, ids)
    await query(
      `insert into erased_conversations (conversation_uuid, tenant_id) select unnest($1::uuid[]), $2 on conflict do nothing`,
      [known, tenantId],
    )
    const { rows } = await query<{ id: string }>(
      `insert into erasures (tenant_id, selector, conversations, messages, users) values ($1, $2, $3, $4, $5) returning id`,
      [tenantId, 'phone' in selector ? 'phone' : 'conversation', ids.length, messages, users],
    )
    if (channel !== undefined) {
      const change = { tenantId, recorderId: '', conversations: known, erased: true }
      for (const { text, values } of notifyStatements(channel, change)) await query(text, values)
    }
    return { receipt: rows[0]?.id ?? '', conversations: known, messages, users }
  })
}

async function idsByPhone(query: Query, tenantId: string, phone: string): Promise<string[]> {
  const { rows } = await query<{ id: string }>(
    // The last has no index: it is for calls from a line whose caller told another number, and for the rare erasure alone.
    `select id from conversations where tenant_id = $1 and user_phone = $2
    union select id from conversations where tenant_id = $1 and metadata ->> 'caller_id' = $2
    union select c.id from conversations c join users u on u.id = c.user_id where c.tenant_id = $1 and u.tenant_id = $1 and u.phone = $2`,
    [tenantId, cleanField(phone)],
  )
  return rows.map((row) => row.id)
}

async function idsByName(query: Query, tenantId: string, idOrLabel: string): Promise<string[]> {
  // Against a claim of the same UUID that is under way: one of the two sees what the other did.
  await query(`select pg_advisory_xact_lock(hashtextextended($1::uuid || ' id ' || $2::text, 0))`, [
    tenantId,
    idOrLabel.toLowerCase(),
  ])
  const { rows } = await query<{ id: string | null }>(`select ${FIND_ID} as id`, idValues(idOrLabel, tenantId))
  const id = rows[0]?.id ?? (isUuid(idOrLabel) ? idOrLabel.toLowerCase() : undefined)
  return id === undefined || (!rows[0]?.id && (await isForeign(query, tenantId, id))) ? [] : [id]
}

/** Whether a UUID is, or led to, a conversation of another tenant: to this one it is nobody's. */
async function isForeign(query: Query, tenantId: string, id: string): Promise<boolean> {
  const { rows } = await query<{ foreign: boolean }>(
    `select exists (select from conversations where id = $1::uuid and tenant_id <> $2::uuid)
      or exists (select from conversation_aliases where alias = $1::text and tenant_id <> $2::uuid) as foreign`,
    [id, tenantId],
  )
  return rows[0]?.foreign === true
}

async function eraseUser(query: Query, tenantId: string, phone: string): Promise<number> {
  const { rowCount } = await query('delete from users where tenant_id = $1 and phone = $2', [
    tenantId,
    cleanField(phone),
  ])
  return rowCount
}

/** UUIDs that lost against these conversations; their journals must obey too. */
async function losingIds(query: Query, ids: readonly string[]): Promise<string[]> {
  const { rows } = await query<{ alias: string }>(
    'select alias from conversation_aliases where conversation_uuid = any($1::uuid[])',
    [ids],
  )
  return rows.map((row) => row.alias).filter(isUuid)
}

/** Their callers, where they stay, have fewer conversations now. */
async function forgetConversations(query: Query, ids: readonly string[]): Promise<void> {
  const { rows } = await query<{ user_id: string }>(
    'delete from conversations where id = any($1::uuid[]) returning user_id',
    [ids],
  )
  const callers = rows.map((row) => row.user_id).filter((id) => id !== null)
  await query(
    `update users u set conversation_count = (
      select count(*) from conversations c where c.tenant_id = u.tenant_id and c.user_id = u.id)
    where u.id in (select id from users where id = any($1::uuid[]) order by tenant_id, phone for update)`,
    [callers],
  )
}

/** UUIDs of what was erased since a moment, and a little before it. */
export async function erasedSince(database: Database, tenantId: string, moment: Date): Promise<string[]> {
  const [, result] = await database.batch([
    AS_WRITER,
    {
      text: `select conversation_uuid as id from erased_conversations
        where tenant_id = $1 and erased_at >= $2::timestamptz - make_interval(mins => ${LATE_COMMIT_MINUTES}) order by erased_at`,
      values: [tenantId, moment],
    },
  ])
  return ((result?.rows ?? []) as { id: string }[]).map((row) => row.id)
}
