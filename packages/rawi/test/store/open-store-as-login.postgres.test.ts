import { randomBytes } from 'node:crypto'
import { describe } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { storeContract } from './store-contract.ts'
import { asAdmin, createDatabase, describePostgres } from './test-database.ts'

describePostgres('on a PostgreSQL server', () => {
  // Whatever the store forgot to do under a role of its own is refused here.
  describe('by a login that has no right but to take on the two roles', () => {
    storeContract('a store', async () => {
      const { url, drop } = await createDatabase({ owner: true })
      const login = `rawi_${randomBytes(6).toString('hex')}`
      await asAdmin(
        `grant rawi_writer, authenticated to ${new URL(url).username}`,
        `create role ${login} login noinherit`,
        `grant rawi_writer, authenticated to ${login}`,
      )
      const owner = openPostgres({ url })
      await migrate(owner)
      const asLogin = new URL(url)
      asLogin.username = login
      const database = openPostgres({ url: asLogin.href })
      return {
        database: owner,
        store: (tenantId) => openStore(database, { tenantId }),
        async remove() {
          await database.close()
          await owner.close()
          await drop()
          await asAdmin(`drop role ${login}`)
        },
      }
    })
  })
})
