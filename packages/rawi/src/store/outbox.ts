import { AS_WRITER } from './as-role.ts'
import type { Database, Query } from './database.ts'
import { writeSearchRows } from './search-rows.ts'
import { writeContributions } from './statistics-contributions.ts'

/** Held by whoever changes search rows and statistics, to the end of the transaction. */
export const OUTBOX_LOCK = `hashtextextended('rawi outbox of ' || current_schema(), 0)`

/**
 * Brings search rows, statistics and callers' counts up to date for conversations that were saved, of every tenant, and
 * hands them over to the work that follows a call.
 * One process at a time; the others return 0. Everything is computed from what is saved, so that a repetition
 * changes nothing.
 */
export function drainOutbox(database: Database, limit: number): Promise<number> {
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const { rows: lock } = await query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(${OUTBOX_LOCK}) as mine`)
    if (!lock[0]?.mine) return 0
    const { rows } = await query<{ id: number; conversation_uuid: string }>(
      'select id, conversation_uuid from outbox order by id limit $1',
      [limit],
    )
    if (rows.length === 0) return 0
    const conversations = [...new Set(rows.map((row) => row.conversation_uuid))]
    await writeSearchRows(query, conversations)
    await writeContributions(query, conversations)
    await countConversations(query, conversations)
    await handOver(query, conversations)
    await query('delete from outbox where id = any($1::bigint[])', [rows.map((row) => row.id)])
    return rows.length
  })
}

/**
 * Locks users in the order in which saves do, and counts in a statement of its own: one that waited for a lock would
 * still count what it saw before, such as a conversation that was given to another caller meanwhile.
 */
async function countConversations(query: Query, conversations: readonly string[]): Promise<void> {
  const { rows } = await query<{ id: string }>(
    `select u.id from users u
    where u.id in (select user_id from conversations where id = any($1::uuid[]))
    order by u.tenant_id, u.phone for update`,
    [conversations],
  )
  await query(
    `update users u set conversation_count = n.count
    from users o, lateral (
      select count(*)::integer as count from conversations c where c.user_id = o.id and c.tenant_id = o.tenant_id
    ) n
    where o.id = any($1::uuid[]) and u.id = o.id and u.conversation_count <> n.count`,
    [rows.map(({ id }) => id)],
  )
}

/** A conversation that runs is handed over once, for its start; one that ended with everything that is saved of it. */
async function handOver(query: Query, conversations: readonly string[]): Promise<void> {
  await query(
    `insert into call_work (conversation_uuid, tenant_id, ended)
    select id, tenant_id, status <> 'active' from conversations where id = any($1::uuid[]) order by id
    on conflict (conversation_uuid) do update set
      changed = call_work.changed + 1, ended = true, handed_until = '-infinity', tries = 0
    where excluded.ended`,
    [conversations],
  )
}
