import { OUTBOX_BATCH_MAX } from '../conversation/bounds.ts'
import { finishWork, nextWork, readLedger, type WorkDone } from '../store/adopt-ledger.ts'
import { type OldRow, oldConversations, oldMessages, oldUsers } from '../store/adopt-rows.ts'
import { moveOldTables, type OldColumns, oldColumns } from '../store/adopt-tables.ts'
import type { Database } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { drainOutbox } from '../store/outbox.ts'
import { restoreUsers } from '../store/restore-rows.ts'
import { type AdoptedCaller, adoptedCaller, mergedCaller } from './adopt-caller.ts'
import { openTally, type Tally } from './adopt-tally.ts'
import { withoutDoubles } from './doubled-messages.ts'
import { importCall } from './import-call.ts'
import { type OldReading, type OldRecord, oldCallBatch, readOldRecord } from './old-call.ts'
import { type OldMessage, readOldMessage } from './old-message.ts'
import { splitCalls } from './split-calls.ts'

export interface AdoptOptions {
  readonly schema?: string
  /** How old rows are read, in the zone of the first run of this adoption. */
  readonly reading: (zone: string) => OldReading
  readonly zone: string
  readonly onMoved?: (tables: readonly string[]) => void
  readonly onStep?: (file: string) => void
  readonly onProgress?: (progress: { readonly done: number; readonly open: number }) => void
}

/** What came of taking over the old system's tables, over all runs. */
export interface Adoption extends WorkDone {
  /** Tables that were moved to `rawi_old` in this run. */
  readonly moved: readonly string[]
  /** Migrations that were applied in this run. */
  readonly applied: readonly string[]
  /** The zone in which times without an offset were read; undefined where nothing of the old system ever stood. */
  readonly zone: string | undefined
  /** Whether this run imported anything that was open. */
  readonly worked: boolean
}

/**
 * Takes over the old system's tables: moves them to the schema `rawi_old`, brings the schema up to date and imports
 * their rows once. It may be interrupted at any moment and run again; when all is done, running it changes nothing.
 * @throws RAWI_ADOPT_BLOCKED and what `migrate` throws
 */
export async function adoptOldSystem(database: Database, options: AdoptOptions): Promise<Adoption> {
  const schema = options.schema === undefined ? {} : { schema: options.schema }
  const moved = await moveOldTables(database, options.schema ?? 'public', options.zone)
  if (moved.length > 0) options.onMoved?.(moved)
  const { applied } = await migrate(database, { ...schema, ...(options.onStep && { onStep: options.onStep }) })
  const before = await readLedger(database)
  if (!before) return { moved, applied, zone: undefined, worked: false, counts: {}, leftOut: {} }
  const reading = options.reading(before.zone)
  if (before.open > 0) await importAll(database, reading, before.open, options.onProgress)
  const { counts, leftOut, zone } = (await readLedger(database)) ?? before
  return { moved, applied, zone, worked: before.open > 0, counts, leftOut }
}

const WORK_AT_ONCE = 100

async function importAll(
  database: Database,
  reading: OldReading,
  open: number,
  onProgress: AdoptOptions['onProgress'],
): Promise<void> {
  const columns = await database.transaction(oldColumns)
  let done = 0
  while (true) {
    const work = await nextWork(database, WORK_AT_ONCE)
    if (work.length === 0) break
    for (const one of work) {
      const result =
        one.kind === 'users' ? importUsers(database, reading) : importLabel(database, one.label, columns, reading)
      await finishWork(database, one, await result)
      onProgress?.({ done: ++done, open })
    }
    await drainOutbox(database, OUTBOX_BATCH_MAX)
  }
  while ((await drainOutbox(database, OUTBOX_BATCH_MAX)) > 0);
}

async function importLabel(
  database: Database,
  label: string | null,
  columns: OldColumns,
  reading: OldReading,
): Promise<WorkDone> {
  const tally = openTally()
  const rows = await oldConversations(database, columns, label)
  tally.add('conversation_rows', rows.length)
  const records = rows.map(
    (row): OldRecord => ({ ...readOldRecord(row, reading.zone), ...(label !== null && { label }) }),
  )
  const keys = rows.map(({ id }) => id).filter((id) => id !== null && id !== undefined)
  const messages = readable(oldMessages(database, columns, label, keys.map(String)), reading, tally)
  let calls = 0
  for await (const call of splitCalls(records, messages)) {
    const { kept, doubled } = withoutDoubles(inOrder(call.messages))
    const batch = oldCallBatch(call.record ?? (label === null ? {} : { label }), kept, reading)
    tally.add('doubled_messages', doubled)
    if (!batch) {
      tally.leave('conversations without any time')
      tally.leave('messages without any time', kept.length)
      continue
    }
    const outcome = await importCall(database, [batch], { own: false })
    if (outcome === 'erased') tally.leave('conversations that were erased here')
    else tally.add(outcome === 'imported' ? 'imported_conversations' : 'present_conversations')
    tally.add(
      outcome === 'imported' ? 'imported_messages' : outcome === 'present' ? 'present_messages' : 'erased_messages',
      kept.length,
    )
    calls++
  }
  tally.add('split_off', calls - 1)
  return tally
}

/** Messages as they are kept; of those without a word only the number. */
async function* readable(rows: AsyncIterable<OldRow>, reading: OldReading, tally: Tally): AsyncGenerator<OldMessage> {
  for await (const row of rows) {
    tally.add('message_rows')
    const message = readOldMessage(withoutKeys(row), reading.zone)
    if (message) yield message
    else tally.leave('messages without a word')
  }
}

/** What an old row says twice over: which conversation it belongs to is where it will stand. */
function withoutKeys({ conversation_id, session_id, call_id, ...row }: OldRow): OldRow {
  return row
}

/** Times as text and times as moments need not sort alike. */
function inOrder(messages: readonly OldMessage[]): OldMessage[] {
  let last = Number.NEGATIVE_INFINITY
  const placed = messages.map((message) => {
    last = message.timestamp ?? last
    return { message, at: last }
  })
  return placed.toSorted((a, b) => a.at - b.at || 0).map(({ message }) => message)
}

async function importUsers(database: Database, reading: OldReading): Promise<WorkDone> {
  const tally = openTally()
  for await (const rows of oldUsers(database)) {
    tally.add('user_rows', rows.length)
    const callers = new Map<string, AdoptedCaller>()
    for (const row of rows) {
      const caller = adoptedCaller(row, reading)
      if (!caller) {
        tally.leave('callers whose number cannot be dialled')
        continue
      }
      callers.set(caller.phone, mergedCaller(callers.get(caller.phone), caller))
    }
    if (callers.size > 0)
      tally.add(
        'callers',
        await restoreUsers(database, reading.tenantId, JSON.stringify({ rows: [...callers.values()] })),
      )
  }
  return tally
}
