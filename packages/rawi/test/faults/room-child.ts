import { once } from 'node:events'
import { writeSync } from 'node:fs'
import type { RecorderOptions, StartOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'

// One of several processes in one room: talks, waits for its word, ends.
const { room, name, ...options } = JSON.parse(process.argv[2] ?? '') as RecorderOptions & {
  room: StartOptions
  name: string
}
const tell = (line: string) => writeSync(1, `${line}\n`)
const recorder = await openRecorder(options)
recorder.ready.catch((error: { code: string }) => tell(`refused ${error.code}`))
const call = recorder.startConversation(room)
for (let seq = 0; seq < 50; seq++) call.addMessage({ role: 'user', content: `${name} ${seq}` })
tell(`said ${call.id}`)
await Promise.race([call.ready, once(process.stdin, 'data')])
tell('ready')
await once(process.stdin, 'data')
const { saved, id, messageCount } = await call.end({ tags: [name] })
tell(`ended ${saved} ${id} ${messageCount}`)
await recorder.close()
process.stdin.destroy()
