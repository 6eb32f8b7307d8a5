import pg from 'pg'
import { RawiError } from '../conversation/errors.ts'
import type { Result, Statement } from './database.ts'
import { encodeValue, RESULT_PARSERS } from './wire-value.ts'

/** The part of `pg`'s connection that a query object writes to, as pg-cursor and pg-copy-streams use it. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  parse(message: { text: string; name: string }): void
  bind(message: { statement: string; values: readonly (string | null)[] }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: { portal: string; rows: number }): void
  sync(): void
}

interface Field {
  readonly name: string
  readonly dataTypeID: number
}

/** Names of the statements a connection has prepared; the text under a name never changes within one. */
export type Prepared = Map<string, string>

/** How to read a column of a type, for `pg`'s own queries and for pipelines alike. */
export function parserOf(type: number): (text: string) => unknown {
  return RESULT_PARSERS[type] ?? pg.types.getTypeParser(type, 'text')
}

interface PipelineOptions {
  /** Prepared by name on this connection so far; absent when names must not be used. */
  readonly prepared?: Prepared | undefined
  /** Called at every sign of life from the server. */
  readonly onProgress: () => void
  readonly onEnd: (error: Error | undefined, results: Result[]) => void
}

/**
 * Statements written at once with a single Sync behind them: the server skips everything after the first error,
 * `commit` too, so a failed `begin` can never let the rest through on its own
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING).
 */
export function pipeline(statements: readonly Statement[], options: PipelineOptions): pg.Submittable {
  // Encoded before the first byte is sent: a value that cannot be encoded sends nothing.
  const encoded = statements.map((statement) => (statement.values ?? []).map(encodeValue))
  const results: Result[] = []
  let fields: readonly Field[] = []
  let parsers: ((text: string) => unknown)[] = []
  let rows: unknown[] = []
  let unreadable: RawiError | undefined

  const completed = (tag: string): void => {
    const words = tag.split(' ')
    const count = Number(words.at(-1))
    results.push({ rows, rowCount: words.length > 1 && Number.isInteger(count) ? count : 0, command: words[0] ?? '' })
    fields = []
    rows = []
  }

  const write = (wire: Wire): void => {
    statements.forEach((statement, index) => {
      const name = options.prepared === undefined ? '' : (statement.name ?? '')
      if (name === '' || options.prepared?.get(name) !== statement.text) wire.parse({ text: statement.text, name })
      if (name !== '') options.prepared?.set(name, statement.text)
      wire.bind({ statement: name, values: encoded[index] ?? [] })
      wire.describe({ type: 'P', name: '' })
      wire.execute({ portal: '', rows: 0 })
    })
    wire.sync()
  }

  const handlers = {
    submit(connection: unknown): void {
      const wire = connection as Wire
      wire.stream.cork()
      try {
        write(wire)
      } finally {
        wire.stream.uncork()
      }
    },
    handleRowDescription(message: { readonly fields: readonly Field[] }): void {
      options.onProgress()
      fields = message.fields
      parsers = fields.map((field) => parserOf(field.dataTypeID))
    },
    handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
      options.onProgress()
      const row: Record<string, unknown> = {}
      try {
        fields.forEach((field, at) => {
          const text = message.fields[at] ?? null
          row[field.name] = text === null ? null : parsers[at]?.(text)
        })
      } catch (error) {
        unreadable ??= new RawiError('RAWI_INTERNAL', 'A column could not be read.', { cause: error })
      }
      rows.push(row)
    },
    handleCommandComplete(message: { readonly text: string }): void {
      options.onProgress()
      completed(message.text)
    },
    handleEmptyQuery(): void {
      completed('')
    },
    handleError(error: Error): void {
      options.onEnd(error, results)
    },
    handleReadyForQuery(): void {
      options.onEnd(unreadable, results)
    },
    // `pg` asks for it before it counts a query as answered.
    callback(): void {},
  }
  return handlers as unknown as pg.Submittable
}
