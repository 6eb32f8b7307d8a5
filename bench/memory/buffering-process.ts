// Holds open calls with their messages while the database is away, and says how much memory that took.
import { setTimeout as pause } from 'node:timers/promises'
import { openRecorder } from '../../packages/rawi/src/open-recorder.ts'
import { turnOf } from '../arabic-turns.ts'
import { NO_DATABASE } from '../journal/recorder.ts'

const [folder = '', calls = '0', messages = '0'] = process.argv.slice(2)

const warmUp = await openRecorder({ stateDir: `${folder}/warm-up`, databaseUrl: NO_DATABASE })
const first = warmUp.startConversation({ roomName: 'warm-up' })
for (let seq = 0; seq < 2_000; seq++) first.addMessage(turnOf(0, seq))
await warmUp.close()

const recorder = await openRecorder({ stateDir: `${folder}/measured`, databaseUrl: NO_DATABASE })
await rest()
const before = process.memoryUsage()
const running = Array.from({ length: Number(calls) }, (_, call) =>
  recorder.startConversation({ roomName: `room-${call}`, participantIdentity: `caller-${call}`, language: 'ar' }),
)
for (let added = 0; added < Number(messages); added++) {
  const call = added % running.length
  running[call]?.addMessage(turnOf(call, Math.floor(added / running.length)))
  // About as many between two turns of the event loop as a busy machine adds in 10 ms.
  if (added % 167 === 0) await pause(1)
}
const busy = process.memoryUsage()
await rest()
const after = process.memoryUsage()
const used = ({ heapUsed, external }: NodeJS.MemoryUsage) => heapUsed + external
process.send?.({
  held: used(after) - used(before),
  resident: after.rss - before.rss,
  residentBeforeCollection: busy.rss - before.rss,
  baseline: before.rss,
  kept: running.reduce((sum, { messages: kept }) => sum + kept.length, 0),
})
process.disconnect?.()
process.kill(process.pid, 'SIGKILL')

/** What is garbage goes; what is left is what is kept. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    globalThis.gc?.()
    await pause(50)
  }
}
