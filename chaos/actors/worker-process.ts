import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Conversation, RecorderOptions } from '../../packages/rawi/src/conversation/recorder-api.ts'
import { openRecorder } from '../../packages/rawi/src/open-recorder.ts'
import { seeded } from '../../packages/rawi/test/faults/seeded.ts'
import type { JobOptions } from './job-process.ts'
import { act, beginCall, endCall } from './talk.ts'
import { tellActs, tellAs } from './tell.ts'

// Talks in several calls at once and forks jobs, until it is told otherwise or killed; tells each promise once made.
export interface WorkerOptions extends Pick<RecorderOptions, 'databaseUrl' | 'endTimeoutMs' | 'sync'> {
  readonly name: string
  readonly seed: number
  readonly stateDir: string
  /** Names that nobody else uses: each comes back as soon as the call in it has ended. */
  readonly rooms: readonly string[]
}

/** What a worker is told to do. */
export type Command =
  | { readonly kind: 'join'; readonly room: string; readonly sid?: string }
  | { readonly kind: 'fork'; readonly job: JobOptions }
  | { readonly kind: 'kill job' }
  | { readonly kind: 'calm' }
  | { readonly kind: 'go on' }
  | { readonly kind: 'close' }

const { name, seed, rooms, ...options } = JSON.parse(process.argv[2] ?? '') as WorkerOptions
const random = seeded(seed)
const plain = tellAs(name)
const recorder = await openRecorder(options).catch((error: { code?: string }) => {
  // Where not a byte finds room, nothing is promised from the start.
  if (error.code !== 'RAWI_JOURNAL_DISK_FULL') throw error
  plain('refused')
  process.exit()
})
const tell = tellActs(plain, recorder)
recorder.on('saved', ({ id }) => tell('saved', id))
recorder.on('recovered', ({ id }) => plain('recovered', id))
const calls: (Conversation | undefined)[] = rooms.map(() => undefined)
const jobs = new Set<ChildProcess>()
let quiet = false
tell('open', recorder.id)

/** One act in a call of its own rooms, or in one that it was told to join. */
function takeTurn(): void {
  const place = Math.floor(random() * calls.length)
  const call = calls[place]
  if (call === undefined) {
    const roomName = rooms[place]
    if (roomName !== undefined) calls[place] = beginCall(recorder, { roomName }, tell)
  } else if (call.messages.length > 3 && random() < 0.04) {
    endCall(call, tell)
    if (place < rooms.length) calls[place] = undefined
    else calls.splice(place, 1)
  } else {
    act(call, random, tell)
  }
}

/** Resolves when everything that was promised is where it belongs, what dead processes left included. */
async function becomeCalm(): Promise<void> {
  quiet = true
  while (jobs.size > 0) await pause(20)
  await Promise.all(calls.map((call) => call?.flush()))
  await Promise.all(calls.map((call) => call?.ready))
  await recorder.recover()
  while (recorder.status().pendingSaves > 0 || recorder.status().journal.memoryBytes > 0) await pause(20)
  // Live words are shipped each second, and nobody can be asked whether the last ones are.
  if (options.sync === 'live') await pause(2_500)
  tell('calm')
}

async function close(): Promise<void> {
  quiet = true
  for (const call of calls) if (call !== undefined) tell('closing', call.id)
  await recorder.close()
  plain('closed')
  process.exit()
}

process.on('message', (command: Command) => {
  if (command.kind === 'join') {
    const { room: roomName, sid } = command
    calls.push(beginCall(recorder, { roomName, ...(sid !== undefined && { roomSid: sid }) }, tell))
  } else if (command.kind === 'fork') {
    const path = fileURLToPath(new URL('job-process.ts', import.meta.url))
    const job = fork(path, [JSON.stringify(command.job)], { stdio: ['ignore', 'inherit', 'ignore', 'ipc'] })
    jobs.add(job)
    job.on('exit', () => jobs.delete(job))
  } else if (command.kind === 'kill job') {
    for (const job of jobs) job.kill('SIGKILL')
  } else if (command.kind === 'calm') {
    void becomeCalm()
  } else if (command.kind === 'go on') {
    quiet = false
  } else {
    void close()
  }
})
// Whoever gave the commands is gone: nobody would count what is said from here on.
process.on('disconnect', () => process.exit(1))

for (;;) {
  const burst = random() < 0.1 ? 60 : 4
  for (let acts = 0; acts < burst && !quiet; acts++) takeTurn()
  await pause(5 + random() * 40)
}
