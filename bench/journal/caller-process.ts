// One process of calls: adds messages in slices, each contender in its turn, tells what it measured, and is then killed.
import { setTimeout as pause } from 'node:timers/promises'
import { turnOf } from '../arabic-turns.ts'
import { pace } from '../paced-load.ts'
import { Samples } from '../samples.ts'
import { arrayInMemory } from './array.ts'
import { type bareWrite as BareWrite, bareWrite } from './bare-write.ts'
import type { Contender } from './contender.ts'
import type { Assignment, Measured, Name } from './processes.ts'
import { recorderContender } from './recorder.ts'
import { sqlite } from './sqlite.ts'

/** One message in so many is asked to be durable, in the slice that measures it. */
const FLUSH_EVERY = 64
const WARM_UP_SECONDS = 4
/** V8 compiles an add for good only after some thousands of them; a process of 32 hears 500 messages in a second. */
const WARM_UP_MESSAGES = 8_000

const { calls, messagesPerSecond, slices, sliceSeconds, contenders, folder } = JSON.parse(
  process.argv[2] ?? '{}',
) as Assignment
const load = { calls, messagesPerSecond }
const sent = new Map<Name, Int32Array>()
const opened = new Map<Name, Contender>()
let bare: ReturnType<typeof BareWrite> | undefined

for (const name of contenders) {
  opened.set(name, await open(name))
  sent.set(name, new Int32Array(calls))
}
const warmUp = Math.max(WARM_UP_SECONDS, WARM_UP_MESSAGES / messagesPerSecond)
for (const name of contenders) await slice(name, warmUp)
process.send?.('ready')
process.once('message', (startAt) => void measure(Number(startAt)))

async function measure(startAt: number): Promise<void> {
  const measured: Measured[] = []
  let turn = 0
  const inTurn = async (run: () => Promise<Measured>) => {
    // All processes begin a slice together: their noise hits all contenders alike.
    await pause(Math.max(0, startAt + turn++ * (sliceSeconds * 1000 + 400) - Date.now()))
    measured.push(await run())
  }
  for (let at = 0; at < slices; at++) for (const name of contenders) await inTurn(() => slice(name, sliceSeconds))
  if (opened.has('recorder')) await inTurn(() => slice('recorder', sliceSeconds, true))
  const conversations = opened.get('recorder')?.conversations ?? []
  const counts = sent.get('recorder') ?? []
  process.send?.({ measured, kept: conversations.map((id, call) => ({ id, call, messages: counts[call] ?? 0 })) })
}

async function slice(name: Name, seconds: number, flushing = false): Promise<Measured> {
  const contender = opened.get(name) as Contender
  const counts = sent.get(name) as Int32Array
  const adds = new Samples(messagesPerSecond * seconds * 1.2)
  const durable = new Samples(messagesPerSecond * seconds)
  const flushes: Promise<void>[] = []
  let added = 0
  if (name === 'bare') bare?.reload()
  const prepare = (call: number) => {
    const seq = counts[call] ?? 0
    counts[call] = seq + 1
    return turnOf(call, seq)
  }
  const rate = await pace(load, seconds, adds, prepare, (call, turn) => {
    contender.add(call, turn)
    if (!flushing || added++ % FLUSH_EVERY !== 0) return
    const asked = performance.now()
    const reached = contender.flush?.(call).then(() => durable.add(performance.now() - asked))
    if (reached) flushes.push(reached)
  })
  await Promise.all(flushes)
  await contender.settle()
  return { name, flushing, rate, adds: adds.values(), durable: durable.values() }
}

async function open(name: Name): Promise<Contender> {
  const arena = { folder, calls }
  if (name === 'array') return arrayInMemory(arena)
  if (name === 'sqlite NORMAL') return sqlite(arena, 'NORMAL')
  if (name === 'sqlite FULL') return sqlite(arena, 'FULL')
  if (name === 'recorder') {
    const recorder = await recorderContender(arena)
    if (contenders.includes('bare')) bare = bareWrite(arena, recorder)
    return recorder
  }
  if (!bare) throw new Error('The bare write comes after the recorder, whose frames it writes.')
  return bare
}
