import { openPostgres } from '../../src/store/postgres.ts'
import { databaseContract } from './database-contract.ts'
import { createDatabase, describePostgres } from './test-database.ts'

describePostgres('a PostgreSQL server', () => {
  databaseContract('a server', async () => {
    const { url, drop } = await createDatabase()
    return { open: async (options) => openPostgres({ url, ...options }), remove: drop }
  })
})
