import { afterAll, beforeAll, describe } from 'vitest'
import { openPostgres } from '../../src/store/postgres.ts'
import { type Blank, migrateContract } from './migrate-contract.ts'
import { findPooler, type Pooler, startPooler } from './pooler.ts'
import { adminUrl, createDatabase, describePostgres } from './test-database.ts'

const program = findPooler()

function openBlank(url: string, drop: () => Promise<void>): Blank {
  const database = openPostgres({ url })
  return { database, remove: () => database.close().then(drop) }
}

describePostgres('PostgreSQL', () => {
  migrateContract("a superuser's database", async () => {
    const { url, drop } = await createDatabase({ migrated: false })
    return openBlank(url, drop)
  })

  migrateContract('the database of an owner without rights', async () => {
    const { url, drop } = await createDatabase({ owner: true })
    return openBlank(url, drop)
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
        return openBlank(pooler.through(url), drop)
      })
    },
  )
})
