import type { Database } from 'rawi/maintenance'

/** The database behind its migrations: until they ran, statements wait for them, or fail with the reason they cannot. */
export function gatedDatabase(database: Database, ready: () => Promise<void>): Database {
  let open = false
  const gate = async (): Promise<void> => {
    await ready()
    open = true
  }
  return {
    kind: database.kind,
    query: async (text, values) => {
      if (!open) await gate()
      return database.query(text, values)
    },
    transaction: async (run) => {
      if (!open) await gate()
      return database.transaction(run)
    },
    batch: async (statements) => {
      if (!open) await gate()
      return database.batch(statements)
    },
    close: () => database.close(),
  }
}
