import { readFile, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { openEmbedded } from '../../src/store/embedded.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { embeddedFolder } from './embedded-folder.ts'
import { dumpSchema } from './schema-dump.ts'
import { createDatabase, describePostgres } from './test-database.ts'

const COMMITTED = new URL('../../supabase/schema.sql', import.meta.url)
const HEADER = `-- What the migrations come to. Written by the tests:
--   RAWI_WRITE_SCHEMA=1 npx vitest run --project postgres packages/rawi/test/store/schema.postgres.test.ts\n\n`

describePostgres('the schema', () => {
  it('is the one that is committed, on a server and embedded', async () => {
    const own = await createDatabase()
    const server = openPostgres({ url: own.url })
    const onServer = HEADER + (await dumpSchema(server))
    await server.close()
    await own.drop()
    if (process.env.RAWI_WRITE_SCHEMA === '1') await writeFile(COMMITTED, onServer)
    expect(onServer).toBe(await readFile(COMMITTED, 'utf8'))

    const { directory, remove } = await embeddedFolder()
    const embedded = await openEmbedded({ directory })
    const inside = HEADER + (await dumpSchema(embedded))
    await embedded.close()
    remove()
    expect(inside).toBe(onServer)
  })
})
