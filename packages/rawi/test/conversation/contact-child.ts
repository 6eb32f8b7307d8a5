import { writeSync } from 'node:fs'
import type { RecorderOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'

// Hears two callers, ends the call of the second while the database is away, and waits to be killed.
const recorder = await openRecorder({
  ...(JSON.parse(process.argv[2] ?? '') as RecorderOptions),
  endTimeoutMs: 0,
})
const tell = (line: string) => writeSync(1, `${line}\n`)
const running = recorder.startConversation({ roomName: 'running', channel: 'phone', callerId: '0955000111' })
running.addMessage({ role: 'user', content: 'رقمي 0991234560 واسمي سامر الحلبي' })
running.addMessage({ role: 'assistant', content: 'رقمك 0991234560، صح؟ وعنوانك', provisional: true })
running.reviseMessage(1, { content: 'رقمك 0991234560، صح؟ وعنوانك', interrupted: true, heard: 'رقمك 0991234560، صح؟' })
running.addMessage({ role: 'user', content: 'لا، آخره 68' })
tell(JSON.stringify(running.contact))
const ended = recorder.startConversation({ roomName: 'ended' })
ended.addMessage({ role: 'user', content: 'my name is Sara Khoury and my number is 0944 111 222' })
await ended.end({ userName: 'Sara K.' })
tell(JSON.stringify(ended.contact))
setInterval(() => {}, 1_000)
