import type { Database } from './database.ts'

/** A database that is opened at its first use, and again at the next one when that failed. */
export function lazyDatabase(kind: Database['kind'], open: () => Promise<Database>): Database {
  let opening: Promise<Database> | undefined
  let closed = false
  const opened = (): Promise<Database> => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }
  return {
    kind,
    query: async (text, values) => (await opened()).query(text, values),
    transaction: async (run) => (await opened()).transaction(run),
    batch: async (statements) => (await opened()).batch(statements),
    async close() {
      if (closed) return
      closed = true
      // One that never opened has nothing to close.
      const database = await opening?.catch(() => undefined)
      await database?.close()
    },
  }
}
