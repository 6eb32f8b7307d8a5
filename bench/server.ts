import { startPostgres } from '../packages/rawi/test/store/postgres-process.ts'

/** What the server of the tests leaves out to be fast, as PostgreSQL has it by default. */
const DEFAULTS = ['fsync=on', 'full_page_writes=on', 'shared_buffers=128MB']

/** A PostgreSQL server of our own with default settings, gone afterwards. */
export async function withServer<T>(run: (url: string) => Promise<T>): Promise<T> {
  const server = await startPostgres(DEFAULTS)
  try {
    return await run(server.url)
  } finally {
    await server.stop()
    await server.remove()
  }
}
