import { openPostgres } from '../../src/store/postgres.ts'
import { adoptContract } from './adopt-contract.ts'
import { createDatabase, describePostgres } from './test-database.ts'

describePostgres('PostgreSQL', () => {
  // The old system's owner is rarely a superuser.
  adoptContract('an owner without rights', async () => {
    const { url, drop } = await createDatabase({ owner: true })
    const database = openPostgres({ url })
    return { database, remove: () => database.close().then(drop) }
  })
})
