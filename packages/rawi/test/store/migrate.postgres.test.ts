import { afterAll, beforeAll, describe } from 'vitest'
import { openPostgres } from '../../src/store/postgres.ts'
import { migrateContract } from './migrate-contract.ts'
import { findPooler, type Pooler, startPooler } from './pooler.ts'
import { adminUrl, createDatabase, describePostgres } from './test-database.ts'

const program = findPooler()

describePostgres('PostgreSQL', () => {
  migrateContract("a superuser's database", async () => {
    const { url, drop } = await createDatabase({ migrated: false })
    return { database: openPostgres({ url }), remove: drop }
  })

  migrateContract('the database of an owner without rights', async () => {
    const { url, drop } = await createDatabase({ owner: true })
    return { database: openPostgres({ url }), remove: drop }
  })

  describe.skipIf(program === undefined)(
    program === undefined ? 'skipped: pgbouncer is not installed' : 'a pooler',
    () => {
      let pooler: Pooler
      beforeAll(async () => {
        pooler = await startPooler(program ?? '', adminUrl())
      })
      afterAll(() => pooler?.remove())

      migrateContract('a database behind a transaction pooler', async () => {
        const { url, drop } = await createDatabase({ migrated: false })
        return { database: openPostgres({ url: pooler.through(url) }), remove: drop }
      })
    },
  )
})
