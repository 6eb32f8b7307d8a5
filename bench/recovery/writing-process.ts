// Fills a journal as a worker does, says when it holds what was asked, and waits to be killed.
import { openRecorder } from '../../packages/rawi/src/open-recorder.ts'
import { turnOf } from '../arabic-turns.ts'
import { NO_DATABASE } from '../journal/recorder.ts'

/** As many as an average call of the full load buffers. */
const MESSAGES_PER_CALL = 134
const CALLS_AT_ONCE = 500

const [folder = '', bytes = '0'] = process.argv.slice(2)
const recorder = await openRecorder({ stateDir: folder, databaseUrl: NO_DATABASE })
let calls = 0
let messages = 0
while (recorder.status().journal.bytes < Number(bytes)) {
  const running = Array.from({ length: CALLS_AT_ONCE }, () =>
    recorder.startConversation({ roomName: `room-${calls++}`, participantIdentity: `caller-${calls}`, language: 'ar' }),
  )
  for (let seq = 0; seq < MESSAGES_PER_CALL && recorder.status().journal.bytes < Number(bytes); seq++) {
    for (const [at, conversation] of running.entries()) conversation.addMessage(turnOf(at, seq))
    messages += running.length
  }
  await running[0]?.flush()
}
process.send?.({ calls, messages })
setInterval(() => {}, 1_000)
