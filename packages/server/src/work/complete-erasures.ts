import { AS_WRITER, type Database } from 'rawi/maintenance'

/** Days that an erasure is looked after: what could still write to an erased conversation is over by then. */
const LOOKED_AFTER_DAYS = 7
/** What stays of an erasure, and what is counted back when the outbox is consumed. */
const KEPT = ['erased_conversations', 'statistics_contributions']
const NAME = /^[a-z_][a-z0-9_]*$/

/**
 * Removes what was written beside an erasure: an event told, a note or a webhook that came in while it ran. Every table
 * that names conversations is looked at, also one that was added since. Returns how many rows there were.
 */
export async function completeErasures(database: Database, now: Date): Promise<number> {
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const { rows: tables } = await query<{ name: string }>(
      `select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attname = 'conversation_uuid'
        and not a.attisdropped and c.relname <> all($1::text[]) order by 1`,
      [KEPT],
    )
    let removed = 0
    for (const { name } of tables.filter(({ name }) => NAME.test(name))) {
      const { rowCount } = await query(
        `delete from ${name} where conversation_uuid in (
          select conversation_uuid from erased_conversations where erased_at > $1::timestamptz - make_interval(days => ${LOOKED_AFTER_DAYS}))`,
        [now],
      )
      removed += rowCount
    }
    return removed
  })
}
