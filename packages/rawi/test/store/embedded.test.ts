import { openEmbedded } from '../../src/store/embedded.ts'
import { databaseContract } from './database-contract.ts'
import { embeddedFolder } from './embedded-folder.ts'

databaseContract('the embedded database', async () => {
  const { directory, remove } = await embeddedFolder()
  return { open: (options) => openEmbedded({ directory, ...options }), remove: async () => remove() }
})
