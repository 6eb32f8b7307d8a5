import { afterAll, beforeAll, describe } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import type { OpenStand } from './calls.ts'
import { findPooler, type Pooler, startPooler } from './pooler.ts'
import { storeContract } from './store-contract.ts'
import { adminUrl, createDatabase, describePostgres } from './test-database.ts'

/** Over a database of its own, reached by the URL that `through` makes of it. */
function standOver(through: (url: string) => string): OpenStand {
  return async () => {
    const { url, drop } = await createDatabase()
    const database = openPostgres({ url: through(url) })
    return {
      database,
      store: (tenantId) => openStore(database, { tenantId }),
      async remove() {
        await database.close()
        await drop()
      },
    }
  }
}

const program = findPooler()

describePostgres('on a PostgreSQL server', () => {
  storeContract(
    'a store',
    standOver((url) => url),
  )

  describe.skipIf(program === undefined)(
    program === undefined ? 'skipped: pgbouncer is not installed' : 'through pgbouncer',
    () => {
      let pooler: Pooler
      beforeAll(async () => {
        pooler = await startPooler(program ?? '', adminUrl())
      })
      afterAll(() => pooler?.remove())
      storeContract(
        'a store',
        standOver((url) => pooler.through(url)),
      )
    },
  )
})
