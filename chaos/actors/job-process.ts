import { setTimeout as pause } from 'node:timers/promises'
import { openRecorder } from '../../packages/rawi/src/open-recorder.ts'
import { seeded } from '../../packages/rawi/test/faults/seeded.ts'
import { act, beginCall, endCall } from './talk.ts'
import { tellActs, tellAs } from './tell.ts'

// One call in a process of its own, as LiveKit forks its jobs: it talks, and then ends in one of the ways jobs end.
export interface JobOptions {
  readonly name: string
  readonly seed: number
  readonly room: string
  readonly stateDir: string
  readonly databaseUrl?: string
}

const { name, seed, room, ...options } = JSON.parse(process.argv[2] ?? '') as JobOptions
const random = seeded(seed)
const recorder = await openRecorder({ ...options, endTimeoutMs: 2_000, sync: random() < 0.5 ? 'end' : 'live' })
const tell = tellActs(tellAs(name), recorder)
recorder.on('saved', ({ id }) => tell('saved', id))
tell('open', recorder.id)

// Its parent may be killed at any moment: some jobs go on to the end of their call, some stop at once.
if (random() < 0.5) process.on('disconnect', () => process.exit(1))
const call = beginCall(recorder, { roomName: room }, tell)
const words = 5 + Math.floor(random() * 60)
for (let said = 0; said < words; said++) {
  act(call, random, tell)
  if (random() < 0.3) await pause(random() * 40)
}
const fate = random()
if (fate < 0.15) process.exit(3)
if (fate < 0.3) {
  setImmediate(() => {
    throw new Error('a fault of the agent')
  })
} else {
  endCall(call, tell)
  await recorder.close()
  tell('closed')
  process.disconnect?.()
}
