import { openEmbedded } from '../../src/store/embedded.ts'
import { embeddedFolder } from '../store/embedded-folder.ts'
import { type EmptyDatabase, exportContract } from './export-contract.ts'

async function embedded(): Promise<EmptyDatabase> {
  const { directory, remove } = await embeddedFolder()
  const database = await openEmbedded({ directory })
  return { database, remove: () => database.close().then(remove) }
}

exportContract('from an embedded database to another', embedded, embedded)
