import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from '../../src/store/database.ts'
import { openEmbedded } from '../../src/store/embedded.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migration-files.ts'
import { copyDatabase } from './copy-database.ts'

export interface EmbeddedFolder {
  readonly directory: string
  readonly remove: () => void
}

const CACHE = fileURLToPath(new URL('../../../../node_modules/.cache/rawi-embedded/', import.meta.url))
const STALE_MS = 86_400_000

/** A closed, migrated embedded database: a first boot takes seconds, a copy of one tens of milliseconds. */
export async function embeddedFolder(): Promise<EmbeddedFolder> {
  return copyOf(await migrated())
}

/** Puts the same where a recorder of this state folder looks for it. */
export async function giveDatabase(stateDir: string): Promise<void> {
  copyDatabase(await migrated(), join(stateDir, 'db'))
}

async function migrated(): Promise<string> {
  const migrations = await readMigrations()
  return booted(`migrated-${fingerprint(migrations.map(({ sql }) => sql).join('\n'))}`, true)
}

/** The same without a single table. */
export async function blankEmbeddedFolder(): Promise<EmbeddedFolder> {
  return copyOf(await booted(`blank-${fingerprint('')}`, false))
}

/** Changes with everything that decides what the folder holds. */
function fingerprint(recipe: string): string {
  const layout = readFileSync(new URL('../../src/store/embedded-files.ts', import.meta.url))
  const making = readFileSync(new URL(import.meta.url))
  const version = readFileSync(new URL('../../../../node_modules/@electric-sql/pglite/package.json', import.meta.url))
  return createHash('sha256').update(layout).update(making).update(version).update(recipe).digest('hex').slice(0, 16)
}

/** Kept for the next run; several processes may make the same one at once, and the first to finish wins. */
async function booted(name: string, migrated: boolean): Promise<string> {
  const target = join(CACHE, name)
  if (existsSync(target)) return target
  mkdirSync(CACHE, { recursive: true })
  for (const old of readdirSync(CACHE)) {
    if (Date.now() - statSync(join(CACHE, old)).mtimeMs > STALE_MS)
      rmSync(join(CACHE, old), { recursive: true, force: true })
  }
  const draft = mkdtempSync(join(CACHE, 'draft-'))
  const database = await openEmbedded({ directory: draft })
  if (migrated) await migrate(database)
  const log = await freshLog(database)
  await database.close()
  const logs = join(draft, 'data', 'pg_wal')
  for (const { name } of readdirSync(logs, { withFileTypes: true }).filter((entry) => entry.isFile()))
    if (name !== log) rmSync(join(logs, name))
  // Its 128 MB would be set to zero at every boot.
  appendFileSync(join(draft, 'data', 'postgresql.conf'), '\nshared_buffers = 16MB\n')
  try {
    renameSync(draft, target)
  } catch (error) {
    if (!existsSync(target)) throw error
    rmSync(draft, { recursive: true, force: true })
  }
  return target
}

/** Begins a new log, nearly all of it nothing, and gives its name: what the migrations logged need not be copied. */
async function freshLog(database: Database): Promise<string> {
  await database.query('select pg_switch_wal()')
  await database.query('checkpoint')
  const { rows } = await database.query<{ name: string }>('select pg_walfile_name(pg_current_wal_lsn()) as name')
  if (rows[0] === undefined) throw new Error('The database does not name its log.')
  return rows[0].name
}

function copyOf(template: string): EmbeddedFolder {
  const directory = mkdtempSync(join(tmpdir(), 'rawi-embedded-'))
  copyDatabase(template, directory)
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}
