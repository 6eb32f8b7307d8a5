import { openEmbedded } from '../../src/store/embedded.ts'
import { openStore } from '../../src/store/open-store.ts'
import { embeddedFolder } from './embedded-folder.ts'
import { storeContract } from './store-contract.ts'

storeContract('a store in the embedded database', async () => {
  const { directory, remove } = await embeddedFolder()
  const database = await openEmbedded({ directory })
  return {
    database,
    store: (tenantId) => openStore(database, { tenantId }),
    async remove() {
      await database.close()
      remove()
    },
  }
})
