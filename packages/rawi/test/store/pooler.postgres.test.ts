import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

      it('that the URL does not tell of is recognised: what one sets for itself, the next does not find', async () => {
        const { url, drop } = await createDatabase()
        const through = new URL(pooler.through(url))
        through.searchParams.delete('pgbouncer')
        const own = ['first', 'second', 'third', 'fourth'].map((schema) => {
          return { schema, database: openPostgres({ url: through.href, schema, max: 2 }) }
        })
        const pathOf = { text: `select replace(current_setting('search_path'), '"', '') as path` }
        for (let round = 0; round < 5; round += 1) {
          const seen = await Promise.all(
            own.flatMap(({ database }) => [
              database.batch([pathOf]),
              database.transaction((query) => query(pathOf.text)),
            ]),
          )
          const paths = seen.map((answer) => (Array.isArray(answer) ? answer[0] : answer)?.rows[0])
          expect(paths).toEqual(own.flatMap(({ schema }) => Array(2).fill({ path: schema })))
        }
        for (const { database } of own) await database.close()
        await drop()
      })
    },
  )
})
