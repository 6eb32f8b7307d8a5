import pg from 'pg'
import { RawiError } from '../conversation/errors.ts'
import type { Result, Statement } from './database.ts'
import { refused } from './database-error.ts'
import { type Prepared, pipeline } from './postgres-pipeline.ts'

/** One connection while it is out of the pool; it is not used again once `broken`. */
export interface Session {
  /** Writes all statements at once; the promise holds their results, or the first error. */
  pipeline(statements: readonly Statement[]): Promise<Result[]>
  /** Several statements without values in one text; the last result counts. */
  simple(text: string): Promise<Result>
  /** Its state is unknown: the server fell silent, or the line broke. */
  readonly broken: boolean
}

interface SessionOptions {
  readonly place: string
  /** Milliseconds without a sign of life before the connection is given up. */
  readonly silenceMs: number
  readonly prepared: Prepared | undefined
}

/** Wraps a client so that every answer is bounded in time and every failure is a coded error. */
export function openSession(client: pg.PoolClient, options: SessionOptions): Session {
  let broken = false

  const translate = (error: unknown): RawiError => {
    if (error instanceof RawiError) return error
    if (error instanceof pg.DatabaseError && error.code !== undefined) {
      const report = refused({ ...pickPlaces(error), sqlState: error.code, message: error.message })
      // Not told by its severity, which the server writes in its own language.
      if (report.code === 'RAWI_DATABASE_UNREACHABLE') broken = true
      return report
    }
    broken = true
    return new RawiError('RAWI_DATABASE_UNREACHABLE', `The connection to ${options.place} broke${reasonOf(error)}.`)
  }

  /** Runs one exchange under a deadline that every sign of life pushes back. */
  const bounded = <T>(exchange: (alive: () => void, settle: Settle<T>) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const expire = (): void => {
        broken = true
        reject(
          new RawiError(
            'RAWI_DATABASE_TIMEOUT',
            `${options.place} gave no answer within ${options.silenceMs} ms; the connection was dropped.`,
          ),
        )
      }
      const timer = setTimeout(expire, options.silenceMs)
      const settle: Settle<T> = (error, value) => {
        clearTimeout(timer)
        if (error !== undefined) reject(translate(error))
        else resolve(value as T)
      }
      try {
        exchange(() => void timer.refresh(), settle)
      } catch (error) {
        settle(error)
      }
    })

  return {
    get broken() {
      return broken
    },
    pipeline: (statements) =>
      bounded((alive, settle) => {
        client.query(
          pipeline(statements, {
            prepared: options.prepared,
            onProgress: alive,
            onEnd: (error, results) => settle(error, results),
          }),
        )
      }),
    simple: (text) =>
      bounded((_alive, settle) => {
        client.query(text).then(
          (answer: pg.QueryResult | pg.QueryResult[]) => {
            const last = Array.isArray(answer) ? answer.at(-1) : answer
            settle(undefined, { rows: last?.rows ?? [], rowCount: last?.rowCount ?? 0, command: last?.command ?? '' })
          },
          (error: unknown) => settle(error ?? new Error('unknown')),
        )
      }),
  }
}

type Settle<T> = (error: unknown, value?: T) => void

/** A certificate that Node does not trust. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE = /CERT|^UNABLE_TO_/

/** The code of a failure of the network, such as `ECONNRESET`, in brackets, with what to do where the URL has to change. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  // The driver gives this one no code.
  if (/does not support SSL/.test(error.message)) return ' (the server speaks no TLS: take sslmode out of the URL)'
  if (!('code' in error) || typeof error.code !== 'string') return ''
  const advice = ': name the file of its authority with sslrootcert= in the URL'
  return ` (${error.code}${CERTIFICATE.test(error.code) ? advice : ''})`
}

function pickPlaces(error: pg.DatabaseError) {
  return { schema: error.schema, table: error.table, column: error.column, constraint: error.constraint }
}
