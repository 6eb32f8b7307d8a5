import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import type { JobSettings } from './job-child.ts'
import { startWorkerEndpoint, type WorkerEndpoint } from './worker-endpoint.ts'

/** Milliseconds that a process of LiveKit may take to come up on a busy machine. */
const PATIENCE = { timeout: 120_000, interval: 50 }

/** A real worker with forked jobs, as `node agent.ts start` or `dev` runs it. */
export interface Worker {
  readonly process: ChildProcess
  readonly endpoint: WorkerEndpoint
  /** Begins a job; resolves with its process id when the job is in the middle of its third turn. */
  talk(room: string, then: string): Promise<number>
  /** Resolves when a job has told this. */
  told(room: string, fact: string): Promise<string>
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
  /** Ends everything that is left of it. */
  close(): Promise<void>
}

export async function startWorker(
  mode: 'start' | 'dev',
  options: Pick<JobSettings, 'stateDir' | 'databaseUrl'> & Partial<JobSettings>,
): Promise<Worker> {
  const folder = await mkdtemp(join(tmpdir(), 'rawi-worker-'))
  const endpoint = await startWorkerEndpoint()
  const tellPath = join(folder, 'told')
  const healthPort = await freePort()
  const settings: JobSettings = { drainTimeout: 60_000, idleProcesses: 1, ...options, tellPath, healthPort }
  const worker = spawn(
    process.execPath,
    [fileURLToPath(new URL('job-child.ts', import.meta.url)), mode, '--log-level', 'fatal'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        RAWI_TEST_JOB: JSON.stringify(settings),
        LIVEKIT_URL: endpoint.url,
        LIVEKIT_API_KEY: 'key',
        LIVEKIT_API_SECRET: 'secret'.repeat(6),
      },
    },
  )
  let errors = ''
  worker.stderr.on('data', (data) => {
    errors += data
  })
  const ended = once(worker, 'close').then(([code, signal]: (number | string | null)[]) => code ?? signal ?? 'unknown')
  const jobs: number[] = []
  const close = async () => {
    worker.kill('SIGKILL')
    for (const job of jobs) killIfAlive(job)
    await ended
    await endpoint.close()
    await rm(folder, { recursive: true, force: true })
  }
  await Promise.race([
    endpoint.registered,
    ended.then((how) => {
      throw new Error(`The worker ended with ${how} before it registered: ${errors}`)
    }),
  ])
  const facts = async () => (await readFile(tellPath, 'utf8').catch(() => '')).split('\n')
  const told = (room: string, fact: string): Promise<string> =>
    vi.waitUntil(async () => (await facts()).find((line) => line.startsWith(`${room} ${fact}`)), PATIENCE)
  return {
    process: worker,
    endpoint,
    ended,
    told,
    close,
    async talk(room, then) {
      endpoint.dispatch(room, then)
      const pid = Number((await told(room, 'talking')).split(' ')[2])
      jobs.push(pid)
      return pid
    },
  }
}

/** Resolves when a process is gone. */
export async function gone(pid: number): Promise<void> {
  await vi.waitUntil(() => !isAlive(pid), PATIENCE)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function killIfAlive(pid: number): void {
  if (isAlive(pid)) process.kill(pid, 'SIGKILL')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
