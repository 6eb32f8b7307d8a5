import { afterAll, beforeAll, describe } from 'vitest'
import { openPostgres } from '../../src/store/postgres.ts'
import { databaseContract } from './database-contract.ts'
import { findPooler, type Pooler, startPooler } from './pooler.ts'
import { adminUrl, createDatabase, describePostgres } from './test-database.ts'

const program = findPooler()

describePostgres('through a transaction pooler', () => {
  describe.skipIf(program === undefined)(
    program === undefined ? 'skipped: pgbouncer is not installed' : 'pgbouncer',
    () => {
      let pooler: Pooler
      beforeAll(async () => {
        pooler = await startPooler(program ?? '', adminUrl())
      })
      afterAll(() => pooler?.remove())

      databaseContract('a pooler', async () => {
        const { url, drop } = await createDatabase()
        return { open: async (options) => openPostgres({ url: pooler.through(url), ...options }), remove: drop }
      })
    },
  )
})
