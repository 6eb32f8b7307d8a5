import { accessSync, constants, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { spawnGuarded } from './guarded-process.ts'
import { ownedFolder, unprivileged } from './postgres-binaries.ts'
import { answers, freePort } from './postgres-process.ts'

export interface Pooler {
  readonly port: number
  /** The same database and user, through the pooler. */
  through(url: string): string
  remove(): Promise<void>
}

/** pgbouncer, or undefined where it is not installed; with `CI=true` that is an error. */
export function findPooler(): string | undefined {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']) {
    const file = join(folder, 'pgbouncer')
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // The next folder.
    }
  }
  if (process.env.CI === 'true') throw new Error('pgbouncer is not installed')
  return undefined
}

/** pgbouncer in transaction mode on a free port of 127.0.0.1, in front of the server at `url`. */
export async function startPooler(program: string, url: string): Promise<Pooler> {
  const runAs = unprivileged()
  const folder = ownedFolder('rawi-pooler-', runAs)
  const port = await freePort()
  const write = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name)
    writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o644 })
    return path
  }
  const users = write('users.txt', ['"postgres" ""'])
  const settings = write('pgbouncer.ini', [
    '[databases]',
    `* = host=127.0.0.1 port=${new URL(url).port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = trust',
    `auth_file = ${users}`,
    'pool_mode = transaction',
    'default_pool_size = 3',
    'max_client_conn = 100',
  ])
  const pooler = spawnGuarded([program, settings], folder, runAs)
  const through = (target: string): string => {
    const moved = new URL(target)
    moved.port = String(port)
    moved.searchParams.set('pgbouncer', 'true')
    return moved.href
  }
  await answers(through(url), pooler.died)
  return {
    port,
    through,
    async remove() {
      await pooler.end(() => pooler.signal('SIGTERM'))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
