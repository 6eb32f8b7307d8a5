import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Bare } from './bare-process.ts'
import type { Assignment, Told } from './load-process.ts'

const PATIENCE_MS = 60_000
const rawi = fileURLToPath(new URL('../../packages/rawi/bin/rawi.js', import.meta.url))

export interface Server {
  readonly url: string
  readonly authorization: string
  /** Seconds of processor time so far, of all its threads. */
  cpu(): number
  stop(): Promise<void>
}

/** The product: `rawi start` in a process of its own, without a limit of requests. */
export async function startServer(home: string, databaseUrl: string): Promise<Server> {
  const child = spawn(process.execPath, [rawi, 'start', '--port', '0', '--database-url', databaseUrl], {
    env: {
      ...process.env,
      RAWI_HOME: home,
      RAWI_REQUESTS_PER_MINUTE: '0',
      RAWI_LOG_LEVEL: 'error',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const { url, secret } = await serverFile(home)
  return { url, authorization: `Bearer ${secret}`, cpu: () => cpuOf(child), stop: () => stopped(child) }
}

async function serverFile(home: string): Promise<{ url: string; secret: string }> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await pause(50)) {
    const text = await readFile(join(home, 'server.json'), 'utf8').catch(() => undefined)
    if (text !== undefined) return JSON.parse(text)
  }
  throw new Error('The server did not start.')
}

export async function startBare(bare: Bare): Promise<Server> {
  const child = fork(new URL('./bare-process.ts', import.meta.url))
  child.send(bare)
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return { url, authorization: '', cpu: () => cpuOf(child), stop: () => stopped(child) }
}

export interface Loader {
  run(assignment: Assignment): Promise<Told>
  stop(): Promise<void>
}

/** One load after the other, from one process that is warm. */
export async function openLoader(): Promise<Loader> {
  const child = fork(new URL('./load-process.ts', import.meta.url))
  await once(child, 'message')
  return {
    async run(assignment) {
      child.send(assignment)
      const [told] = (await once(child, 'message')) as [Told]
      return told
    },
    stop: () => stopped(child),
  }
}

const TICKS_A_SECOND = 100

/** What the kernel has counted (proc(5): utime and stime); NaN where there is no such kernel. */
function cpuOf({ pid }: ChildProcess): number {
  if (process.platform !== 'linux') return Number.NaN
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
