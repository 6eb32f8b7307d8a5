import { phoneRegion } from './contacts/phone.ts'
import { ADOPT_STATEMENT_TIMEOUT_MS } from './conversation/bounds.ts'
import { RawiError } from './conversation/errors.ts'
import { openStateDatabase } from './open-database.ts'
import { checkedTenant } from './open-recorder.ts'
import { readLedger } from './store/adopt-ledger.ts'
import type { Database } from './store/database.ts'
import type { ExportRange } from './store/export-rows.ts'
import { migrate } from './store/migrate.ts'
import { type Adoption, adoptOldSystem } from './transfer/adopt.ts'
import { bytesOf, importFile } from './transfer/import-file.ts'
import type { ImportReport } from './transfer/report.ts'
import { type ExportProgress, type RowCounts, writeExport } from './transfer/write-export.ts'
import { zoneReader } from './transfer/zoned-time.ts'

export interface TransferOptions {
  /** Holds the embedded database, where no `databaseUrl` is given. */
  readonly stateDir: string
  readonly databaseUrl?: string
  readonly schema?: string
  readonly tenantId?: string
  /** Region of phone numbers without a country code, ISO 3166-1 alpha-2; by default `SY`. */
  readonly defaultRegion?: string
  /** Zone of times without an offset in old transcripts, such as `Asia/Damascus`; by default `UTC`. */
  readonly zone?: string
}

/** Conversations on their way into a database and out of it. */
export interface Transfer {
  /**
   * Imports a transcript of the old system or of Rawi, or an export; `bytes` is the file itself unless another source
   * is given. What is refused stands in the report. Importing twice changes nothing.
   */
  importFile(
    path: string,
    options?: { readonly bytes?: AsyncIterable<Uint8Array>; readonly onProgress?: (done: number) => void },
  ): Promise<ImportReport>
  /** Writes everything of the tenant as of one moment; returns the rows by table. */
  export(
    options: ExportRange & {
      readonly write: (text: string) => Promise<void>
      readonly onProgress?: (progress: ExportProgress) => void
    },
  ): Promise<RowCounts>
  close(): Promise<void>
}

/**
 * Opens the database that a recorder with the same options would use, and brings its schema up to date.
 * @throws RawiError RAWI_CONFIG_INVALID, RAWI_DATABASE_URL_INVALID, RAWI_EMBEDDED_HELD, and what `migrate` throws
 * @example
 * const transfer = await openTransfer({ stateDir: '/var/lib/rawi', zone: 'Asia/Damascus' })
 * const { imported, present, refused } = await transfer.importFile('transcript_room-1_20251105_142030.json')
 * await transfer.close()
 */
export async function openTransfer(options: TransferOptions): Promise<Transfer> {
  const tenantId = checkedTenant(options.tenantId)
  const reading = {
    tenantId,
    region: phoneRegion(options.defaultRegion ?? 'SY'),
    zone: checkedZone(options.zone ?? 'UTC'),
    source: 'transcript' as const,
  }
  const schema = options.schema === undefined ? {} : { schema: options.schema }
  const { stateDir, databaseUrl } = options
  const database = await openStateDatabase({ stateDir, ...schema, ...(databaseUrl !== undefined && { databaseUrl }) })
  try {
    await migrate(database, schema)
  } catch (error) {
    await database.close()
    throw error
  }
  return {
    importFile: (path, { bytes = bytesOf(path), onProgress } = {}) =>
      importFile(database, path, bytes, { reading, ...(onProgress && { onProgress }) }),
    export: (more) => writeExport(database, { tenantId, ...more }),
    close: () => database.close(),
  }
}

export interface AdoptionWatch {
  /** Told which tables were moved, before anything else happens. */
  readonly onMoved?: (tables: readonly string[]) => void
  /** Told before each migration. */
  readonly onStep?: (file: string) => void
  /** Told how many of the old conversation ids are done in this run. */
  readonly onProgress?: (progress: { readonly done: number; readonly open: number }) => void
}

/**
 * Takes over a database in which the old system's `conversations`, `messages` and `users` stand: they move to the schema
 * `rawi_old` and their rows are imported once. It may be interrupted and run again; nothing is dropped.
 * @throws RawiError RAWI_ADOPT_BLOCKED, RAWI_MIGRATION_FAILED, and what `openTransfer` throws
 * @example
 * const { moved, counts, leftOut } = await adoptDatabase({ stateDir: '/var/lib/rawi', databaseUrl: url, zone: 'Asia/Damascus' })
 */
export async function adoptDatabase(options: TransferOptions, watch: AdoptionWatch = {}): Promise<Adoption> {
  const { zone: asked = 'UTC', stateDir, databaseUrl } = options
  checkedZone(asked)
  const tenantId = checkedTenant(options.tenantId)
  const region = phoneRegion(options.defaultRegion ?? 'SY')
  const schema = options.schema === undefined ? {} : { schema: options.schema }
  const database = await openStateDatabase({
    stateDir,
    ...schema,
    ...(databaseUrl !== undefined && { databaseUrl }),
    statementTimeoutMs: ADOPT_STATEMENT_TIMEOUT_MS,
  })
  try {
    const reading = (zone: string) => ({ tenantId, region, zone: checkedZone(zone), source: 'rawi_old' as const })
    return await adoptOldSystem(database, { ...schema, ...watch, zone: asked, reading })
  } finally {
    await database.close()
  }
}

/** Whether an adoption was begun and is not done yet. */
export async function adoptionIsOpen(database: Database): Promise<boolean> {
  return ((await readLedger(database))?.open ?? 0) > 0
}

/** @throws RawiError RAWI_CONFIG_INVALID */
function checkedZone(zone: string) {
  const reader = zoneReader(zone)
  if (reader) return reader
  throw new RawiError(
    'RAWI_CONFIG_INVALID',
    `${JSON.stringify(zone.slice(0, 64))} is no time zone such as Asia/Damascus.`,
  )
}
