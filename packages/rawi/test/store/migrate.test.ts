import { openEmbedded } from '../../src/store/embedded.ts'
import { blankEmbeddedFolder } from './embedded-folder.ts'
import { migrateContract } from './migrate-contract.ts'

migrateContract('the embedded database', async () => {
  const { directory, remove } = await blankEmbeddedFolder()
  const database = await openEmbedded({ directory })
  return {
    database,
    async remove() {
      await database.close()
      remove()
    },
  }
})
