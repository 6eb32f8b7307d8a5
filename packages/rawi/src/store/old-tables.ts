import type { Query } from './database.ts'

/** A relation that bears a name of ours and is not ours. */
export interface OldTable {
  readonly name: string
  /** As in `pg_class`: `r` is an ordinary table. */
  readonly kind: string
}

/** The names that the old system's tables share with ours. */
const NAMES = ['conversations', 'messages', 'users']

/** What of the old system stands in a schema: its tables know no tenant. */
export async function oldTables(query: Query, schema: string): Promise<OldTable[]> {
  const { rows } = await query<OldTable>(
    `select c.relname as name, c.relkind as kind
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = any($2) and not exists (
       select from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
     order by c.relname`,
    [schema, NAMES],
  )
  return rows
}
