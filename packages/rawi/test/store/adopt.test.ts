import { afterAll, beforeAll } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { openEmbedded } from '../../src/store/embedded.ts'
import { adoptContract } from './adopt-contract.ts'
import { blankEmbeddedFolder, type EmbeddedFolder } from './embedded-folder.ts'

let folder: EmbeddedFolder
let database: Database
beforeAll(async () => {
  folder = await blankEmbeddedFolder()
  database = await openEmbedded({ directory: folder.directory })
})
afterAll(async () => {
  await database?.close()
  folder?.remove()
})

adoptContract('the embedded database', async () => ({
  database,
  remove: async () => {
    await database.transaction((query) =>
      query(
        'drop schema public cascade; create schema public; drop schema if exists rawi, rawi_old, extensions cascade',
      ),
    )
  },
}))
