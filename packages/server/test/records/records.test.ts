import { afterAll, beforeAll, describe } from 'vitest'
import { ownContactContract } from '../calls/own-contact-contract.ts'
import { runServer, type TestServer } from '../http/run-server.ts'
import { conversationContract } from './conversation-contract.ts'
import { documentContract } from './document-contract.ts'
import { erasureContract } from './erasure-contract.ts'
import { exportContract } from './export-contract.ts'
import { listContract } from './list-contract.ts'
import { statisticsContract } from './statistics-contract.ts'
import { tenantContract } from './tenant-contract.ts'
import { userContract } from './user-contract.ts'

describe('records on the embedded database', () => {
  let rawi: TestServer
  beforeAll(async () => {
    rawi = await runServer({ RAWI_REQUESTS_PER_MINUTE: '0' })
  })
  afterAll(() => rawi?.close())
  const open = () => rawi
  for (const contract of [
    ...[listContract, conversationContract, exportContract, statisticsContract, userContract],
    ...[erasureContract, tenantContract, ownContactContract, documentContract],
  ])
    contract(open)
})
