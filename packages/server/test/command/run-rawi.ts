import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const COMMAND = fileURLToPath(new URL('../../../rawi/bin/rawi.js', import.meta.url))

export interface Run {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A state folder of its own with the embedded database; `remove` it afterwards. */
export function newHome(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'rawi-command-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Starts the real command as a process of its own, with nothing of this one's settings. */
export function startRawi(home: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  return spawn(process.execPath, [COMMAND, ...args], {
    env: {
      PATH,
      HOME: home,
      RAWI_HOME: home,
      TZ: 'Asia/Damascus',
      ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }),
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** Runs the real command to its end. */
export async function rawi(
  home: string,
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<Run> {
  const child = startRawi(home, args, options.env)
  child.stdin?.end(options.input ?? '')
  return await finished(child)
}

/** What a started command said, once it has ended. */
export async function finished(child: ChildProcess): Promise<Run> {
  let out = ''
  let err = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

/** Resolves when a started command has said something on standard output. */
export async function saidSomething(child: ChildProcess): Promise<void> {
  if (child.stdout) await once(child.stdout, 'data')
}
