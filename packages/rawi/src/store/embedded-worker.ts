import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type Results } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { crashText } from './crash-text.ts'
import type { Result } from './database.ts'
import { commitsReachDisk, markComplete, SyncedFiles } from './embedded-files.ts'
import type {
  EmbeddedCall,
  EmbeddedFailure,
  EmbeddedReply,
  EmbeddedSettings,
  EncodedStatement,
} from './embedded-protocol.ts'
import { RESULT_PARSERS } from './wire-value.ts'

// The embedded database has a thread to itself: a bulk insert blocks its thread for tens of milliseconds.

const settings = workerData as EmbeddedSettings
const port = parentPort
if (port === null) throw new Error('embedded-worker runs as a worker thread only')
const reply = (message: EmbeddedReply): void => port.postMessage(message)

const BYTEA = 17
const asGiven = (value: unknown): string => value as string

async function boot(): Promise<PGlite | undefined> {
  const files = new SyncedFiles(settings.data)
  const database = await PGlite.create({
    fs: files,
    extensions: { pg_trgm },
    ...(settings.program && { pgliteWasmModule: settings.program }),
    parsers: RESULT_PARSERS,
    serializers: { [BYTEA]: asGiven },
    startParams: [
      // -F would switch fsync off.
      ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
      ...['-c', 'wal_sync_method=fsync', '-c', `search_path=${settings.schema}`],
    ],
  })
  if (settings.fresh) markComplete(settings.directory, settings.data)
  return (await commitsReachDisk(database, files)) ? database : undefined
}

/** Errors of statements carry an SQLSTATE; anything else means that the database inside is no more. */
function failureOf(error: unknown): EmbeddedFailure {
  const said = error as Partial<
    Record<'code' | 'severity' | 'message' | 'schema' | 'table' | 'column' | 'constraint', unknown>
  >
  if (typeof said.code === 'string' && said.code.length === 5 && said.severity === 'ERROR') {
    const place = (value: unknown) => (typeof value === 'string' ? value : undefined)
    return {
      kind: 'refused',
      report: {
        sqlState: said.code,
        message: String(said.message),
        schema: place(said.schema),
        table: place(said.table),
        column: place(said.column),
        constraint: place(said.constraint),
      },
    }
  }
  return { kind: 'crashed', message: crashText(error) }
}

async function run(database: PGlite, { text, values }: EncodedStatement): Promise<Result> {
  const answer: Results | undefined =
    values === undefined ? (await database.exec(text)).at(-1) : await database.query(text, [...values])
  return { rows: answer?.rows ?? [], rowCount: answer?.rowCount ?? 0, command: answer?.command ?? '' }
}

async function answer(database: PGlite, call: EmbeddedCall): Promise<void> {
  try {
    const results: Result[] = []
    for (const statement of call.statements) results.push(await run(database, statement))
    reply({ id: call.id, results })
  } catch (error) {
    const failure = failureOf(error)
    if (call.undo && failure.kind === 'refused') await database.exec('rollback')
    reply({ id: call.id, error: failure })
    if (failure.kind === 'crashed') port?.close()
  }
}

async function serve(database: PGlite): Promise<void> {
  let last = Promise.resolve()
  port?.on('message', (message: EmbeddedCall | 'close') => {
    last = last.then(async () => {
      if (message !== 'close') return answer(database, message)
      await database.close()
      port?.close()
    })
  })
  reply({ ready: true })
}

try {
  const database = await boot()
  if (database === undefined) reply({ failed: { kind: 'unsafe' } })
  else await serve(database)
} catch (error) {
  reply({ failed: { kind: 'crashed', message: crashText(error) } })
}
