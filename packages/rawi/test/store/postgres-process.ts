import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type GuardedProcess, spawnGuarded } from './guarded-process.ts'
import { findBinaries, ownedFolder, unprivileged } from './postgres-binaries.ts'

/** A private PostgreSQL server of one test file. */
export interface PostgresServer {
  /** Of the superuser `postgres`, to the database `postgres`. */
  readonly url: string
  readonly port: number
  /** Its data and socket. */
  readonly folder: string
  /** `fast` ends the sessions, `immediate` is a crash that recovers at the next start. The data stays. */
  stop(how?: 'fast' | 'immediate'): Promise<void>
  /** SIGKILL to the server and all its processes. */
  kill(): Promise<void>
  /** SIGSTOP: the server accepts connections and bytes, and never answers. */
  freeze(): void
  thaw(): void
  /** Again, on the same port and data. */
  start(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Starts a server of its own on 127.0.0.1; throws with the reason when the machine has no PostgreSQL. */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const runAs = unprivileged()
  const folder = ownedFolder('rawi-postgres-', runAs)
  const binaries = findBinaries(runAs, folder)
  if (binaries === undefined) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error('no PostgreSQL found: neither /usr/lib/postgresql, nor on the path, nor by npm')
  }
  const data = join(folder, 'data')
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  // Not C: there Arabic letters would be no letters, and trigrams of a name would be empty.
  execFileSync(
    binaries.initdb,
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    {
      ...runAs,
      stdio: 'pipe',
      cwd: folder,
    },
  )
  let guard: GuardedProcess | undefined

  const processes = (): number[] => {
    const main = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    const children = all
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .filter(([, parent]) => parent === main)
      .map(([pid]) => pid as number)
    return [main, ...children]
  }
  const signal = (name: NodeJS.Signals, pids: readonly number[] = processes()): void => {
    for (const pid of pids) {
      try {
        process.kill(pid, name)
      } catch {
        // Already gone.
      }
    }
  }
  const ended = async (send: () => void): Promise<void> => {
    const running = guard
    guard = undefined
    await running?.end(send)
  }
  const server: PostgresServer = {
    url,
    port,
    folder,
    stop: (how = 'fast') => ended(() => signal(how === 'fast' ? 'SIGINT' : 'SIGQUIT', processes().slice(0, 1))),
    kill: () => ended(() => signal('SIGKILL')),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async start() {
      const given = ['fsync=off', 'full_page_writes=off', 'max_connections=60', 'shared_buffers=32MB', ...settings]
      const args = [
        '-D',
        data,
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
        '-k',
        folder,
        ...given.flatMap((one) => ['-c', one]),
      ]
      const started = spawnGuarded([binaries.postgres, ...args], folder, runAs)
      guard = started
      await answers(url, started.died)
    },
    async remove() {
      if (guard !== undefined) {
        server.thaw()
        await server.stop('immediate')
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
  try {
    await server.start()
  } catch (error) {
    await server.remove()
    throw error
  }
  return server
}

/** Waits until the server at `url` answers, at most 30 s. */
export async function answers(url: string, died: () => string | undefined): Promise<void> {
  const until = Date.now() + 30_000
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      const log = died()
      if (log !== undefined || Date.now() > until)
        throw new Error(`The server did not start: ${log ?? ''}`, { cause: error })
      await pause(30)
    }
  }
}
