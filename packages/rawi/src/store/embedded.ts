import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { STATEMENT_TIMEOUT_MS } from '../conversation/bounds.ts'
import { RawiError } from '../conversation/errors.ts'
import { acquireLock, type Lock, lockHolder } from '../journal/process-lock.ts'
import { assertCommitted } from './commit-tag.ts'
import type { Database, Query, Result, Statement } from './database.ts'
import { prepareData } from './embedded-files.ts'
import type { EncodedStatement } from './embedded-protocol.ts'
import { type EmbeddedThread, startThread } from './embedded-thread.ts'
import { quoteSchema } from './schema-name.ts'
import { openTurn } from './turn.ts'
import { encodeValue } from './wire-value.ts'

export interface EmbeddedOptions {
  /** The folder it lives in; made with mode 0700 when missing. One process at a time may open it. */
  readonly directory: string
  /** Where the tables stand, `[a-z_][a-z0-9_]*`; `public` by default. */
  readonly schema?: string
  /** Milliseconds one statement may take, and one may wait for its turn; `STATEMENT_TIMEOUT_MS` by default. */
  readonly statementTimeoutMs?: number
}

/** Milliseconds for an orderly end; the next boot replays what a hard one leaves. */
const CLOSE_GRACE_MS = 10_000

/**
 * A PostgreSQL inside this process, for one machine without a server; every commit is on the disk before it resolves.
 * Statements and transactions run one at a time; inside `transaction` use its own `query` only.
 * @throws RAWI_EMBEDDED_HELD, RAWI_EMBEDDED_UNSAFE, RAWI_STATE_DIR_UNWRITABLE, RAWI_DATABASE_UNREACHABLE
 * @example
 * const database = await openEmbedded({ directory: '/var/lib/rawi/database' })
 * await database.query('select 1')
 * await database.close()
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Database> {
  const { directory } = options
  const statementMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS
  const schema = quoteSchema(options.schema ?? 'public')
  const lock = hold(directory)
  const start = async (): Promise<EmbeddedThread> =>
    startThread({ directory, schema, ...prepareData(directory) }, statementMs)
  let thread: Promise<EmbeddedThread>
  try {
    thread = Promise.resolve(await start())
  } catch (error) {
    lock.release()
    throw error
  }
  let closing: Promise<void> | undefined
  const turn = openTurn(
    statementMs,
    () => new RawiError('RAWI_DATABASE_TIMEOUT', `The embedded database stayed busy for ${statementMs} ms.`),
  )

  /** The running thread, or a new one after a crash. */
  const running = async (): Promise<EmbeddedThread> => {
    const current = await thread.catch(() => undefined)
    if (current !== undefined && !current.ended) return current
    await current?.close(0)
    thread = start()
    return thread
  }
  const call = async (statements: readonly EncodedStatement[], undo: boolean): Promise<Result[]> =>
    (await running()).call(statements, undo)
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    if (closing !== undefined)
      return Promise.reject(new RawiError('RAWI_DATABASE_UNREACHABLE', 'The embedded database was closed.'))
    return turn.take(run)
  }

  return {
    kind: 'embedded',
    query: async <Row>(text: string, values?: readonly unknown[]): Promise<Result<Row>> => {
      const statement = encode({ text, values: values ?? [] })
      return only(await inTurn(() => call([statement], false)))
    },
    batch: async (statements) => {
      const encoded = [{ text: 'begin' }, ...statements.map(encode), { text: 'commit' }]
      const results = await inTurn(() => call(encoded, true))
      assertCommitted(results.at(-1)?.command)
      return results.slice(1, -1)
    },
    transaction: (run) =>
      inTurn(async () => {
        const current = await running()
        let open = true
        let swallowed: unknown
        const query: Query = async (text, values) => {
          if (!open) throw new RawiError('RAWI_INTERNAL', 'A statement came after the end of its transaction.')
          try {
            return only(
              await current.call(
                [values === undefined || values.length === 0 ? { text } : encode({ text, values })],
                false,
              ),
            )
          } catch (error) {
            swallowed ??= error
            throw error
          }
        }
        await current.call([{ text: 'begin' }], false)
        try {
          const value = await run(query)
          open = false
          assertCommitted(only(await current.call([{ text: 'commit' }], false)).command, swallowed)
          return value
        } catch (error) {
          open = false
          if (!current.ended) await current.call([{ text: 'rollback' }], false).catch(() => {})
          throw error
        }
      }),
    close() {
      closing ??= turn
        .take(async () => (await thread.catch(() => undefined))?.close(CLOSE_GRACE_MS))
        .finally(() => lock.release())
      return closing
    },
  }
}

/** PGlite has no lock of its own, and two processes on one folder lose rows. */
function hold(directory: string): Lock {
  let lock: Lock | undefined
  const path = join(directory, 'lock')
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    lock = acquireLock(path)
  } catch (error) {
    throw new RawiError('RAWI_STATE_DIR_UNWRITABLE', `The folder ${directory} cannot be written.`, { cause: error })
  }
  if (lock !== undefined) return lock
  const holder = lockHolder(path)
  const who = holder === undefined ? 'another process' : `process ${holder.pid} (${holder.command})`
  throw new RawiError('RAWI_EMBEDDED_HELD', `The embedded database in ${directory} is held by ${who}.`)
}

function encode({ text, values }: Statement): EncodedStatement {
  return { text, values: (values ?? []).map(encodeValue) }
}

function only<Row>(results: readonly Result[]): Result<Row> {
  const result = results.at(-1)
  if (result === undefined) throw new RawiError('RAWI_INTERNAL', 'A statement gave no result.')
  return result
}
