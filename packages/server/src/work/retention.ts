import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { RawiError, type Recorder } from 'rawi'
import { AS_WRITER, BOUNDS, type Clock, type Database, openStore } from 'rawi/maintenance'
import type { Retention } from '../settings/retention-settings.ts'

/** What retention works with: a server has all of it, and so has a command without one. */
export interface RetentionDesk {
  readonly database: Database
  readonly tenantId: string
  readonly clock: Pick<Clock, 'now'>
  recorderOf(tenantId: string): Promise<Pick<Recorder, 'erase'>>
  readonly settings: { readonly home: string; readonly keep: Retention }
}

/** How many of each were removed, or would be. */
export interface RetentionCounts {
  readonly conversations: number
  readonly transcripts: number
  readonly audit: number
  readonly deliveries: number
}

export interface RetentionOptions {
  /** Counts and removes nothing. */
  readonly dryRun?: boolean
  /** One tenant only; by default all of them. */
  readonly tenant?: string
  /** Stops after what is under way; the rest is done by the next turn. */
  readonly signal?: AbortSignal
}

const DAY_MS = 86_400_000

/**
 * Removes what is older than it may be. Conversations are erased as by hand: from every table, journal and transcripts,
 * with a receipt. A running conversation is never too old.
 */
export async function runRetention(desk: RetentionDesk, options: RetentionOptions = {}): Promise<RetentionCounts> {
  const { keep } = desk.settings
  const before = (days: number | undefined) =>
    days === undefined ? undefined : new Date(desk.clock.now() - days * DAY_MS)
  const each = async (days: number | undefined, remove: (cutoff: Date) => Promise<number>): Promise<number> => {
    const cutoff = before(days)
    return cutoff === undefined ? 0 : remove(cutoff)
  }
  return {
    conversations: await each(keep.conversations, (cutoff) => eraseConversations(desk, cutoff, options)),
    transcripts: await each(keep.transcripts, (cutoff) => removeTranscripts(desk, cutoff, options)),
    audit: await each(keep.audit, (cutoff) => removeRows(desk.database, ROWS.audit, cutoff, options)),
    deliveries: await each(keep.deliveries, async (cutoff) => {
      const deliveries = await removeRows(desk.database, ROWS.deliveries, cutoff, options)
      await removeRows(desk.database, ROWS.events, cutoff, options)
      return deliveries
    }),
  }
}

/** A call that ended before a moment began before it too, which the index on the start knows. */
const OVER = `status <> 'active' and started_at < $1::timestamptz and coalesce(ended_at, started_at) < $1::timestamptz
  and ($2::uuid is null or tenant_id = $2::uuid)`

async function eraseConversations(desk: RetentionDesk, cutoff: Date, options: RetentionOptions): Promise<number> {
  const values = [cutoff, options.tenant ?? null]
  if (options.dryRun)
    return countOf(desk.database, `select count(*)::integer as n from conversations where ${OVER}`, values)
  let erased = 0
  while (!options.signal?.aborted) {
    const [, page] = await desk.database.batch([
      AS_WRITER,
      {
        text: `select id, tenant_id from conversations where ${OVER} order by started_at limit ${BOUNDS.RETENTION_BATCH_MAX}`,
        values,
      },
    ])
    const rows = (page?.rows ?? []) as { id: string; tenant_id: string }[]
    for (const { id, tenant_id } of rows) {
      if (options.signal?.aborted) return erased
      await (await eraserOf(desk, tenant_id)).erase({ conversation: id })
      erased++
    }
    if (rows.length < BOUNDS.RETENTION_BATCH_MAX) break
  }
  return erased
}

/** Where a server has recorders for no more tenants, the database alone is erased from; recorders obey its tombstones. */
async function eraserOf(desk: RetentionDesk, tenant: string): Promise<Pick<Recorder, 'erase'>> {
  try {
    return await desk.recorderOf(tenant)
  } catch (error) {
    if (error instanceof RawiError && error.code === 'RAWI_BUSY') return openStore(desk.database, { tenantId: tenant })
    throw error
  }
}

/** Files of this state folder; they are the house's own, whichever tenant asks. */
async function removeTranscripts(desk: RetentionDesk, cutoff: Date, options: RetentionOptions): Promise<number> {
  if (options.tenant !== undefined && options.tenant !== desk.tenantId) return 0
  const folder = join(desk.settings.home, 'transcripts')
  let removed = 0
  for (const name of await readdir(folder).catch(() => [])) {
    if (options.signal?.aborted) break
    const path = join(folder, name)
    const found = await lstat(path).catch(() => undefined)
    if (!found?.isFile() || found.mtimeMs >= cutoff.getTime()) continue
    if (!options.dryRun) await rm(path, { force: true })
    removed++
  }
  return removed
}

const ROWS = {
  audit: { table: 'audit_log', at: 'occurred_at' },
  deliveries: { table: 'webhook_deliveries', at: 'created_at' },
  events: { table: 'webhook_events', at: 'created_at' },
} as const

async function removeRows(
  database: Database,
  { table, at }: (typeof ROWS)[keyof typeof ROWS],
  cutoff: Date,
  options: RetentionOptions,
): Promise<number> {
  const where = `${at} < $1::timestamptz and ($2::uuid is null or tenant_id = $2::uuid)`
  const values = [cutoff, options.tenant ?? null]
  if (options.dryRun) return countOf(database, `select count(*)::integer as n from ${table} where ${where}`, values)
  let removed = 0
  while (!options.signal?.aborted) {
    const text = `delete from ${table} where id in (select id from ${table} where ${where} limit ${BOUNDS.RETENTION_BATCH_MAX})`
    const [, result] = await database.batch([AS_WRITER, { text, values }])
    removed += result?.rowCount ?? 0
    if ((result?.rowCount ?? 0) < BOUNDS.RETENTION_BATCH_MAX) break
  }
  return removed
}

async function countOf(database: Database, text: string, values: readonly unknown[]): Promise<number> {
  const [, result] = await database.batch([AS_WRITER, { text, values }])
  return (result?.rows[0] as { n: number } | undefined)?.n ?? 0
}
