import type { Database } from './database.ts'
import { readMigrations } from './migration-files.ts'
import { quoteSchema } from './schema-name.ts'

/** Which migrations a database has, and which it still needs. */
export interface SchemaState {
  readonly applied: readonly string[]
  readonly missing: readonly string[]
  /** Versions that a newer program applied. */
  readonly unknown: readonly string[]
}

/** Compares a database's schema with the files of this program; changes nothing. */
export async function schemaState(database: Database, schema = 'public'): Promise<SchemaState> {
  const quoted = quoteSchema(schema)
  const known = (await readMigrations()).map((migration) => migration.version)
  const { rows: found } = await database.query<{ present: boolean }>(
    `select exists (select from pg_catalog.pg_tables where schemaname = $1 and tablename = 'rawi_migrations') as present`,
    [schema],
  )
  if (!found[0]?.present) return { applied: [], missing: known, unknown: [] }
  const { rows } = await database.query<{ version: string }>(
    `select version from ${quoted}.rawi_migrations order by version`,
  )
  const applied = rows.map((row) => row.version)
  return {
    applied,
    missing: known.filter((version) => !applied.includes(version)),
    unknown: applied.filter((version) => !known.includes(version)),
  }
}
