import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { openEmbedded } from '../../src/store/embedded.ts'
import { openStore } from '../../src/store/open-store.ts'
import { testIdentity } from './identity-suite.ts'

const TENANT = '00000000-0000-0000-0000-000000000000'
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rawi-identity-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('identity in the embedded database', () => {
  const open = async () => {
    const store = openStore(await openEmbedded({ directory: folder }), { tenantId: TENANT })
    await store.open()
    return store
  }
  testIdentity(open, TENANT, Number(process.env.RAWI_MODEL_RUNS ?? 30))
})
