import { openEmbedded } from '../../src/store/embedded.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { embeddedFolder } from '../store/embedded-folder.ts'
import { createDatabase, describePostgres } from '../store/test-database.ts'
import { type EmptyDatabase, exportContract } from './export-contract.ts'

async function embedded(): Promise<EmptyDatabase> {
  const { directory, remove } = await embeddedFolder()
  const database = await openEmbedded({ directory })
  return { database, remove: () => database.close().then(remove) }
}

async function server(): Promise<EmptyDatabase> {
  const { url, drop } = await createDatabase()
  const database = openPostgres({ url })
  return { database, remove: () => database.close().then(drop) }
}

describePostgres('with a PostgreSQL server', () => {
  exportContract('from embedded to the server', embedded, server)
  exportContract('from the server to embedded', server, embedded)
})
