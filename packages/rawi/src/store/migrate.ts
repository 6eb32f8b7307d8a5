import { RawiError } from '../conversation/errors.ts'
import type { Database, Query } from './database.ts'
import { isTransient } from './database-error.ts'
import { type Migration, readMigrations } from './migration-files.ts'
import { oldTables } from './old-tables.ts'
import { quoteSchema } from './schema-name.ts'

export interface MigrateOptions {
  /** Where the tables stand; created when it is missing. `public` by default. */
  readonly schema?: string
  /** Called before each file that is about to run. */
  readonly onStep?: (file: string) => void
  /** Instead of the files that came with this program. */
  readonly folder?: URL
}

/**
 * Brings the schema up to date, each file in a transaction of its own; several processes may call it at once.
 * Through `openPostgres` its statements are bound by that connection's `statementTimeoutMs`.
 * @throws RAWI_SCHEMA_NEWER, RAWI_SCHEMA_OLD_SYSTEM, RAWI_MIGRATION_FAILED, and what the database rejects with
 * @example
 * const { applied } = await migrate(database, { onStep: (file) => console.log(file) })
 */
export async function migrate(database: Database, options: MigrateOptions = {}): Promise<{ applied: string[] }> {
  const name = options.schema ?? 'public'
  const schema = quoteSchema(name)
  const migrations = await readMigrations(options.folder)
  const before = await database.transaction((query) => inspect(query, name, schema, migrations))
  const applied: string[] = []
  for (const migration of migrations.filter((one) => !before.has(one.version))) {
    if (await apply(database, name, schema, migrations, migration, options.onStep)) applied.push(migration.file)
  }
  return { applied }
}

/** The versions that ran; refuses a schema that is not ours to change. */
async function inspect(query: Query, name: string, schema: string, known: readonly Migration[]): Promise<Set<string>> {
  const { rows: found } = await query<{ present: boolean }>(
    `select exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where n.nspname = $1 and c.relname = 'rawi_migrations') as present`,
    [name],
  )
  if (!found[0]?.present) {
    await refuseOldSystem(query, name)
    return new Set()
  }
  const { rows } = await query<{ version: string; breaking: boolean }>(
    `select version, breaking from ${schema}.rawi_migrations`,
  )
  const versions = new Set(known.map((migration) => migration.version))
  const newer = rows.filter((row) => row.breaking && !versions.has(row.version)).map((row) => row.version)
  if (newer.length > 0) {
    throw new RawiError(
      'RAWI_SCHEMA_NEWER',
      `The schema ${name} has migrations this program does not know: ${newer.join(', ')}.`,
    )
  }
  return new Set(rows.map((row) => row.version))
}

async function refuseOldSystem(query: Query, name: string): Promise<void> {
  const tables = await oldTables(query, name)
  if (tables.length === 0) return
  throw new RawiError(
    'RAWI_SCHEMA_OLD_SYSTEM',
    `The schema ${name} holds tables of another program: ${tables.map((table) => table.name).join(', ')}.`,
  )
}

/** Runs one file unless another process did so while we waited for the lock; tells whether it ran here. */
async function apply(
  database: Database,
  name: string,
  schema: string,
  known: readonly Migration[],
  migration: Migration,
  onStep?: (file: string) => void,
): Promise<boolean> {
  try {
    return await database.transaction(async (query) => {
      // Held to the end of the transaction, not of the session: a transaction pooler hands sessions around.
      await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`rawi_migrations of ${name}`])
      if ((await inspect(query, name, schema, known)).has(migration.version)) return false
      onStep?.(migration.file)
      if (name !== 'public') await query(`create schema if not exists ${schema}`)
      await query(`set local search_path = ${schema}`)
      await query(migration.sql)
      if ((await inspect(query, name, schema, known)).has(migration.version)) return true
      throw new RawiError('RAWI_MIGRATION_FAILED', `${migration.file} does not record itself in rawi_migrations.`)
    })
  } catch (error) {
    if (!(error instanceof RawiError) || isTransient(error) || error.code !== 'RAWI_DATABASE_REFUSED') throw error
    throw new RawiError('RAWI_MIGRATION_FAILED', `${migration.file}: ${error.message}`, { cause: error })
  }
}
