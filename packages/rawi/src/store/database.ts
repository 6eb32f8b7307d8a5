/** One SQL statement with its values. */
export interface Statement {
  readonly text: string
  readonly values?: readonly unknown[]
  /** Prepared under this name where the connection allows it (not through a transaction pooler). */
  readonly name?: string
  /**
   * All that the statement does is to set these for its transaction. At the head of a batch a server takes them together
   * with its own settings, in one statement.
   */
  readonly settings?: Readonly<Record<string, string>>
  /** At the head of a batch that only reads: it looks at few rows, so that several may share a connection without waiting long. */
  readonly brief?: boolean
}

// biome-ignore lint/suspicious/noExplicitAny: rows take their shape where they are read, at the store's edge
export interface Result<Row = any> {
  readonly rows: Row[]
  readonly rowCount: number
  /** The command tag's first word, such as `INSERT` or `COMMIT`. */
  readonly command: string
}

/**
 * Runs one statement. Inside a transaction a text without values may hold several; the result is the last one's.
 * A list among the values becomes an array: for a `jsonb` column give its JSON text. `int8` comes back as a number
 * while it is exact, else as a bigint; `numeric`, `date`, `timestamp` and `interval` as text; `bytea` as bytes.
 */
export type Query = <Row>(text: string, values?: readonly unknown[]) => Promise<Result<Row>>

/** A database connection pool or the embedded database. Everything rejects with a coded `RawiError`. */
export interface Database {
  readonly kind: 'postgres' | 'embedded'
  query: Query
  /** `begin`, the function, `commit`; rolls back when it throws; a commit that rolled back rejects. */
  transaction<T>(run: (query: Query) => Promise<T>): Promise<T>
  /**
   * The statements in one transaction and, on a server, one pipelined round trip; all or nothing. `set local`
   * may stand among them. Results stand in the order given, without those of begin and commit.
   */
  batch(statements: readonly Statement[]): Promise<Result[]>
  close(): Promise<void>
}
