import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Load } from '../paced-load.ts'

export type Name = 'recorder' | 'bare' | 'array' | 'sqlite NORMAL' | 'sqlite FULL'

export interface Assignment extends Load {
  readonly folder: string
  /** Their slices alternate in this order; `bare` comes after the recorder, whose frames it writes. */
  readonly contenders: readonly Name[]
  readonly slices: number
  readonly sliceSeconds: number
}

export interface Measured {
  readonly name: Name
  /** Some of its messages were asked to be durable. */
  readonly flushing: boolean
  readonly rate: number
  /** µs of each add. */
  readonly adds: Float64Array
  /** ms until messages that were asked to be durable were so. */
  readonly durable: Float64Array
}

/** What a process says it has kept of one call. */
export interface KeptCall {
  readonly id: string
  readonly call: number
  readonly messages: number
}

export interface Told {
  readonly measured: readonly Measured[]
  readonly kept: readonly KeptCall[]
}

const PROGRAM = fileURLToPath(new URL('caller-process.ts', import.meta.url))

/** Shares the calls among processes that begin every slice together; at the end each is killed, as by `kill -9`. */
export async function runProcesses(assignment: Assignment, processes: number): Promise<Told[]> {
  const children = shares(assignment, processes).map((share) =>
    fork(PROGRAM, [JSON.stringify(share)], { serialization: 'advanced' }),
  )
  try {
    await Promise.all(children.map(heard))
    const startAt = Date.now() + 300
    const told = children.map(heard)
    for (const child of children) child.send(startAt)
    return (await Promise.all(told)) as Told[]
  } finally {
    await Promise.all(children.map(killed))
  }
}

function shares(whole: Assignment, processes: number): Assignment[] {
  return Array.from({ length: processes }, (_, at) => {
    const calls = Math.floor((whole.calls + at) / processes)
    return { ...whole, calls, messagesPerSecond: (whole.messagesPerSecond * calls) / whole.calls }
  })
}

async function heard(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController()
  const died = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`A process of calls ended by itself with ${code}.`)
  })
  const [message] = await Promise.race([once(child, 'message', { signal: ended.signal }), died])
  died.catch(() => {})
  ended.abort()
  return message
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
