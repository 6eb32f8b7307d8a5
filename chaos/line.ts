import { migrate } from '../packages/rawi/src/store/migrate.ts'
import { openPostgres } from '../packages/rawi/src/store/postgres.ts'
import { type PostgresServer, startPostgres } from '../packages/rawi/test/store/postgres-process.ts'
import { openProxy, type TcpProxy } from '../packages/rawi/test/store/tcp-proxy.ts'

/** A database server of the campaign's own, and the line to it. */
export interface Line {
  /** Past the proxy. */
  readonly directUrl: string
  /** As the recorders reach it. */
  readonly url: string
  readonly proxy: TcpProxy
  freeze(): void
  stop(how: 'fast' | 'immediate' | 'kill'): Promise<void>
  /** Everything works again, whatever was done to it. */
  restore(): Promise<void>
  remove(): Promise<void>
}

export async function openLine(): Promise<Line> {
  // A crash of the server must lose nothing that was committed: what tests leave out to be fast is on here.
  const server: PostgresServer = await startPostgres(['fsync=on', 'full_page_writes=on'])
  const database = openPostgres({ url: server.url })
  await migrate(database)
  await database.close()
  const proxy = await openProxy(server.port)
  let stopped = false
  return {
    directUrl: server.url,
    url: proxy.through(server.url),
    proxy,
    freeze: () => server.freeze(),
    async stop(how) {
      stopped = true
      if (how === 'kill') await server.kill()
      else await server.stop(how)
    },
    async restore() {
      if (stopped) await server.start()
      else server.thaw()
      stopped = false
      await proxy.heal()
    },
    async remove() {
      await proxy.close()
      await server.remove()
    },
  }
}
