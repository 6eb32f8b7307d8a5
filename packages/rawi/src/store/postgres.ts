import type { Socket } from 'node:net'
import pg from 'pg'
import { CONNECT_TIMEOUT_MS, POOL_MAX, STATEMENT_TIMEOUT_MS } from '../conversation/bounds.ts'
import { RawiError } from '../conversation/errors.ts'
import { assertCommitted } from './commit-tag.ts'
import type { Database, Query, Result, Statement } from './database.ts'
import { refused, sqlState } from './database-error.ts'
import { connectionText, readDatabaseUrl } from './database-url.ts'
import { type Prepared, parserOf } from './postgres-pipeline.ts'
import { openSession, reasonOf, type Session } from './postgres-session.ts'
import { quoteSchema } from './schema-name.ts'
import { settingsStatement } from './settings.ts'
import { createSharedReads } from './shared-reads.ts'

export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`. */
  readonly url: string
  /** Where the tables stand, `[a-z_][a-z0-9_]*`; `public` by default. */
  readonly schema?: string
  /** Connections at most; `POOL_MAX` by default. */
  readonly max?: number
  /** Milliseconds to connect, and to wait for a free connection; `CONNECT_TIMEOUT_MS` by default. */
  readonly connectTimeoutMs?: number
  /** Milliseconds one statement may take; `STATEMENT_TIMEOUT_MS` by default. */
  readonly statementTimeoutMs?: number
  /** Statements are prepared by name; by default unless the URL leads to a transaction pooler. */
  readonly named?: boolean
  /** What servers show as the connection's name. */
  readonly applicationName?: string
}

/** On top of a statement's own time before the connection counts as silent, ms. */
const WIRE_GRACE_MS = 1_000

/** What is known of a connection of the pool. */
interface Line {
  readonly prepared: Prepared
  /** It leads to one server session that is ours alone: what is set once stays set. */
  readonly direct: boolean
}

/**
 * Whether the server's own process is the one that answered the connection: a transaction pooler tells a number that it made up,
 * and what were set through it for longer than a transaction would be somebody else's. Where it is, sets the two for good.
 */
const GREETING: Statement = {
  text: `select direct, set_config('statement_timeout', case when direct then $2 else current_setting('statement_timeout') end, not direct),
    set_config('search_path', case when direct then $3 else current_setting('search_path') end, not direct)
    from (select pg_backend_pid() = $1::integer as direct offset 0) as line`,
}

/** A name stands for another shape (the schema changed), is unknown, or is taken: SQLSTATEs of a lost preparation. */
const LOST_PREPARATION = new Set(['0A000', '26000', '42P05'])

/**
 * A PostgreSQL server or pooler behind the port; connects with the first statement, never keeps the process alive.
 * @throws RAWI_DATABASE_URL_INVALID at once; its promises reject with RAWI_DATABASE_UNREACHABLE, RAWI_DATABASE_TIMEOUT,
 *   RAWI_DATABASE_REFUSED or RAWI_COMMIT_ROLLED_BACK
 * @example
 * const database = openPostgres({ url: 'postgres://rawi@127.0.0.1:5432/rawi' })
 * const { rows } = await database.query<{ one: number }>('select $1::int as one', [1])
 * await database.close()
 */
export function openPostgres(options: PostgresOptions): Database {
  const { place, pooled } = readDatabaseUrl(options.url)
  const statementMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS
  const named = options.named ?? !pooled
  const path = quoteSchema(options.schema ?? 'public')
  const settings = `set local statement_timeout = ${Math.max(1, Math.round(statementMs))}; set local search_path = ${path}`
  const own = { statement_timeout: String(statementMs), search_path: path }
  const ownSettings = settingsStatement(own)
  const lines = new WeakMap<object, Line>()
  let closing: Promise<void> | undefined

  const pool = new pg.Pool({
    connectionString: connectionText(options.url),
    max: options.max ?? POOL_MAX,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    allowExitOnIdle: true,
    application_name: options.applicationName ?? 'rawi',
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
  })
  // A connection that dies, idle or lent, is noticed by its next statement; without listeners it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  const connect = async (): Promise<pg.PoolClient> => {
    if (closing !== undefined)
      throw new RawiError('RAWI_DATABASE_UNREACHABLE', `The connection to ${place} was closed.`)
    const full = pool.idleCount === 0 && pool.totalCount >= pool.options.max
    try {
      return await pool.connect()
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code !== undefined) {
        throw refused({ sqlState: error.code, message: error.message })
      }
      if (full) {
        throw new RawiError('RAWI_DATABASE_TIMEOUT', `All ${pool.options.max} connections to ${place} stayed busy.`)
      }
      throw new RawiError('RAWI_DATABASE_UNREACHABLE', `No connection to ${place}${reasonOf(error)}.`)
    }
  }

  /** Lends a connection; a broken one is destroyed, never returned. */
  const lend = async <T>(run: (session: Session, line: Line) => Promise<T>): Promise<T> => {
    const client = await connect()
    // Through a pooler the next transaction may meet another session, which knows none of the names.
    const open = (line?: Line): Session =>
      openSession(client, {
        place,
        silenceMs: statementMs + WIRE_GRACE_MS,
        prepared: line?.direct ? line.prepared : undefined,
      })
    const known = lines.get(client)
    let session = open(known)
    try {
      const line = known ?? { prepared: new Map(), direct: named && (await greet(session, client)) }
      if (!known) {
        lines.set(client, line)
        session = open(line)
      }
      return await run(session, line)
    } finally {
      client.release(session.broken)
      // A polite goodbye to a server that fell silent would wait for its answer.
      if (session.broken) (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
    }
  }

  const greet = async (session: Session, client: pg.PoolClient): Promise<boolean> => {
    const { processID } = client as unknown as { processID: number | null }
    const values = [processID, own.statement_timeout, own.search_path]
    const [answer] = await session.pipeline([{ ...GREETING, values }])
    return answer?.rows[0]?.direct === true
  }

  /** Undoes what an error left open, and forgets names: which of them the server took before the error is unknown. */
  const undo = async (session: Session, { prepared }: Line): Promise<void> => {
    if (session.broken) return
    try {
      await session.simple(prepared.size > 0 ? 'rollback; deallocate all' : 'rollback')
      prepared.clear()
    } catch {
      // The session is broken now and leaves the pool; the first error is the one to tell.
    }
  }

  /** Sends what `take` gives once there is a connection. */
  const attempt = (take: () => readonly Statement[], byName: boolean): Promise<Result[]> =>
    lend(async (session, line) => {
      const statements = take()
      if (statements.length === 0) return []
      try {
        // What ends in one Sync is one transaction of its own accord: https://www.postgresql.org/docs/15/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
        const all = withSettings(statements, line)
        const results = await session.pipeline(byName ? all : all.map(({ name: _, ...unnamed }) => unnamed))
        return results.slice(results.length - statements.length)
      } catch (error) {
        await undo(session, line)
        throw error
      }
    })

  /** What a batch sets at its head and, where that does not stand already, what is ours. */
  const withSettings = (statements: readonly Statement[], { direct }: Line): readonly Statement[] => {
    const [first, ...rest] = statements
    const asked = first?.settings
    if (asked) return [{ ...first, ...settingsStatement(direct ? asked : { ...own, ...asked }) }, ...rest]
    return direct ? statements : [ownSettings, ...statements]
  }

  const batch = async (statements: readonly Statement[]): Promise<Result[]> => {
    try {
      return await attempt(() => statements, true)
    } catch (error) {
      if (!named || !LOST_PREPARATION.has(sqlState(error) ?? '')) throw error
      return attempt(() => statements, false)
    }
  }

  const shared = createSharedReads({ max: pool.options.max, send: (take) => attempt(take, true), alone: batch })

  return {
    kind: 'postgres',
    batch: (statements) => (statements[0]?.brief ? shared(statements) : batch(statements)),
    async query<Row>(text: string, values?: readonly unknown[]): Promise<Result<Row>> {
      const [result] = await batch([{ text, ...(values && { values }) }])
      if (result === undefined) throw new RawiError('RAWI_INTERNAL', 'A statement gave no result.')
      return result
    },
    transaction: (run) =>
      lend(async (session, line) => {
        let open = true
        let swallowed: unknown
        const query: Query = async (text, values) => {
          if (!open) throw new RawiError('RAWI_INTERNAL', 'A statement came after the end of its transaction.')
          try {
            if (values === undefined || values.length === 0) return await session.simple(text)
            const [result] = await session.pipeline([{ text, values }])
            if (result === undefined) throw new RawiError('RAWI_INTERNAL', 'A statement gave no result.')
            return result
          } catch (error) {
            swallowed ??= error
            throw error
          }
        }
        try {
          await session.simple(line.direct ? 'begin' : `begin; ${settings}`)
          const value = await run(query)
          open = false
          assertCommitted((await session.simple('commit')).command, swallowed)
          return value
        } catch (error) {
          open = false
          await undo(session, line)
          throw error
        }
      }),
    close() {
      closing ??= pool.end()
      return closing
    },
  }
}
