import { afterAll, beforeAll } from 'vitest'
import { createDatabase, describePostgres, type TestDatabase } from '../../../rawi/test/store/test-database.ts'
import { ownContactContract } from '../calls/own-contact-contract.ts'
import { runServer, type TestServer } from '../http/run-server.ts'
import { conversationContract } from './conversation-contract.ts'
import { erasureContract } from './erasure-contract.ts'
import { exportContract } from './export-contract.ts'
import { listContract } from './list-contract.ts'
import { statisticsContract } from './statistics-contract.ts'
import { tenantContract } from './tenant-contract.ts'
import { userContract } from './user-contract.ts'

describePostgres('records on a PostgreSQL server', () => {
  let rawi: TestServer
  let own: TestDatabase
  beforeAll(async () => {
    own = await createDatabase()
    rawi = await runServer({ DATABASE_URL: own.url, RAWI_REQUESTS_PER_MINUTE: '0' })
  })
  afterAll(async () => {
    await rawi?.close()
    await own?.drop()
  })
  const open = () => rawi
  for (const contract of [
    ...[listContract, conversationContract, exportContract, statisticsContract, userContract],
    ...[erasureContract, tenantContract, ownContactContract],
  ])
    contract(open)
})
