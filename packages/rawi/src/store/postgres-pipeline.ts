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

interface Column extends Field {
  readonly parse: (text: string) => unknown
}

/** The statements a connection has prepared, by name: their text, and the columns they answer with once that is known. */
export type Prepared = Map<string, { readonly text: string; shape?: Shape }>

/** How rows of a statement look: their columns, and a row without values, from which a copy is made faster than one grows. */
interface Shape {
  readonly columns: readonly Column[]
  readonly empty: Readonly<Record<string, unknown>>
}

function shapeOf(fields: readonly Field[]): Shape {
  return {
    columns: fields.map(({ name, dataTypeID }) => ({ name, dataTypeID, parse: parserOf(dataTypeID) })),
    empty: Object.fromEntries(fields.map(({ name }) => [name, null])),
  }
}

/** Of what answers without rows, or with one that nobody reads. */
const BARE = shapeOf([])

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
 * Statements written at once with a single Sync behind them, which is one transaction: the server skips everything after the first
 * error and undoes what was before it
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING).
 */
export function pipeline(statements: readonly Statement[], options: PipelineOptions): pg.Submittable {
  // Encoded before the first byte is sent: a value that cannot be encoded sends nothing.
  const encoded = statements.map((statement) => (statement.values ?? []).map(encodeValue))
  const results: Result[] = []
  /** What the connection knows of each statement, by place. */
  const known: ReturnType<Prepared['get']>[] = []
  let shape: Shape | undefined
  let rows: unknown[] = []
  let unreadable: RawiError | undefined

  const completed = (tag: string): void => {
    const words = tag.split(' ')
    const count = Number(words.at(-1))
    const statement = known[results.length]
    // Nothing was described: it answers without rows.
    if (statement) statement.shape ??= shape ?? BARE
    results.push({ rows, rowCount: words.length > 1 && Number.isInteger(count) ? count : 0, command: words[0] ?? '' })
    shape = undefined
    rows = []
  }

  const write = (wire: Wire): void => {
    statements.forEach((statement, index) => {
      const name = options.prepared === undefined ? '' : (statement.name ?? '')
      let prepared = name === '' ? undefined : options.prepared?.get(name)
      if (prepared?.text !== statement.text) {
        wire.parse({ text: statement.text, name })
        prepared = name === '' ? undefined : { text: statement.text }
        if (prepared) options.prepared?.set(name, prepared)
      }
      known[index] = prepared
      wire.bind({ statement: name, values: encoded[index] ?? [] })
      // A description costs a message each way; of what only sets something nobody reads it.
      if (!prepared?.shape && !statement.settings) wire.describe({ type: 'P', name: '' })
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
      shape = shapeOf(message.fields)
    },
    handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
      options.onProgress()
      shape ??= known[results.length]?.shape ?? BARE
      const { columns, empty } = shape
      const row = { ...empty }
      try {
        for (let at = 0; at < columns.length; at++) {
          const text = message.fields[at] ?? null
          const column = columns[at] as Column
          if (text !== null) row[column.name] = column.parse(text)
        }
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
