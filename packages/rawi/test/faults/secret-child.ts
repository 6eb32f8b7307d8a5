import { writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { RecorderOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'

// Starts a call, says a word, and goes on living without an end.
const { secret, ...options } = JSON.parse(process.argv[2] ?? '') as RecorderOptions & { secret: string }
const recorder = await openRecorder(options)
const call = recorder.startConversation()
call.addMessage({ role: 'user', content: secret })
await call.ready
writeSync(1, `claimed ${call.id}\n`)
await pause(600_000)
