import { readdir, readFile } from 'node:fs/promises'
import { quoteSchema } from './schema-name.ts'

/** One numbered file of `supabase/migrations`; it creates and fills its own row of `rawi_migrations`. */
export interface Migration {
  /** YYYYMMDDHHMMSS. */
  readonly version: string
  readonly file: string
  readonly sql: string
}

// From src/store and from dist/store alike.
const FOLDER = new URL('../../supabase/migrations/', import.meta.url)

/** Every migration that came with this program, oldest first. */
export async function readMigrations(folder: URL = FOLDER): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{14}_\w+\.sql$/.test(file)).sort()
  return Promise.all(
    files.map(async (file) => ({
      version: file.slice(0, 14),
      file,
      sql: await readFile(new URL(file, folder), 'utf8'),
    })),
  )
}

/**
 * All migrations as one text for an SQL editor, in one transaction; what already ran is skipped.
 * @throws RAWI_CONFIG_INVALID for a schema name that is none
 * @example
 * process.stdout.write(await printMigrations({ schema: 'rawi' }))
 */
export async function printMigrations(
  options: { readonly schema?: string; readonly folder?: URL } = {},
): Promise<string> {
  const schema = quoteSchema(options.schema ?? 'public')
  const migrations = await readMigrations(options.folder)
  return [
    'begin;',
    ...(schema === quoteSchema('public') ? [] : [`create schema if not exists ${schema};`]),
    `set local search_path = ${schema};`,
    ...migrations.map(skipWhenApplied),
    'commit;',
    '',
  ].join('\n')
}

function skipWhenApplied({ version, file, sql }: Migration): string {
  const tag = `$rawi_${version}$`
  return [
    `-- ${file}`,
    'do $rawi$ declare applied boolean := false; begin',
    `  if to_regclass('rawi_migrations') is not null then`,
    `    execute $q$select exists (select from rawi_migrations where version = '${version}')$q$ into applied;`,
    '  end if;',
    `  if not applied then execute ${tag}`,
    sql.trimEnd(),
    `${tag}; end if;`,
    'end $rawi$;',
  ].join('\n')
}
