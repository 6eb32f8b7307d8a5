import { afterAll } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { createDatabase, describePostgres, type TestDatabase } from '../store/test-database.ts'
import { testIdentity } from './identity-suite.ts'

const TENANT = '00000000-0000-0000-0000-000000000000'

describePostgres('identity in PostgreSQL', () => {
  let database: TestDatabase | undefined
  afterAll(() => database?.drop())
  const open = async () => {
    database = await createDatabase()
    const store = openStore(openPostgres({ url: database.url }), { tenantId: TENANT })
    await store.open()
    return store
  }
  testIdentity(open, TENANT, Number(process.env.RAWI_MODEL_RUNS ?? 60))
})
