import type { Db } from 'pg-boss'
import type { Database } from 'rawi/maintenance'
import { splitStatements } from './split-statements.ts'

const BRACKETS = /^(begin|commit)$/i

/**
 * The embedded database as the job queue uses it: a text of several statements is one transaction and answers with the
 * rows of every one of them.
 */
export function embeddedJobsDatabase(database: Database): Db {
  return {
    async executeSql(text, values) {
      if (values !== undefined && values.length > 0) return database.query(text, values)
      const statements = splitStatements(text).filter((statement) => !BRACKETS.test(statement))
      const [only] = statements
      if (only !== undefined && statements.length === 1) return database.query(only)
      const results = await database.batch(statements.map((statement) => ({ text: statement })))
      return { rows: results.flatMap(({ rows }) => rows) }
    },
  }
}
