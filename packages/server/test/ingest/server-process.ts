import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readServerFile } from '../../src/http/server-file.ts'
import { startRawi } from '../command/run-rawi.ts'

export interface ServerProcess {
  readonly url: string
  /** Lets this machine in, as an admin. */
  readonly secret: string
  /** kill -9. */
  kill(): Promise<void>
  /** SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>
}

/** `rawi start` as a process of its own; resolves when it listens. */
export async function serverProcess(home: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const child = startRawi(home, ['start'], {
    RAWI_PORT: '0',
    RAWI_LOG_LEVEL: 'warn',
    RAWI_REQUESTS_PER_MINUTE: '0',
    ...env,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const died = once(child, 'exit')
  const file = await fileOf(home, child, died, () => said)
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    const [code] = (await died) as [number | null]
    return code
  }
  return { ...file, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') }
}

/** The server of this child, not of one before it. */
async function fileOf(
  home: string,
  child: ChildProcess,
  died: Promise<unknown>,
  said: () => string,
): Promise<{ url: string; secret: string }> {
  let dead = false
  void died.then(() => {
    dead = true
  })
  for (;;) {
    const file = readServerFile(home)
    if (file !== undefined && file.pid === child.pid) return file
    if (dead) throw new Error(`the server ended: ${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
