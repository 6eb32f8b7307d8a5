import { writeSync } from 'node:fs'
import type { RecorderOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'

// Does its few things and falls off the end of its script: what then keeps it alive is a defect.
const { doing, ...options } = JSON.parse(process.argv[2] ?? '') as RecorderOptions & { doing: string }
const tell = (line: string) => writeSync(1, `${line}\n`)
const recorder = await openRecorder(options)
const call = recorder.startConversation({ roomName: 'brief' })
call.addMessage({ role: 'user', content: 'hello' })
tell(`said ${call.id}`)
if (doing === 'leave once ready') await recorder.ready
if (doing === 'end') tell(`end ${(await call.end()).saved}`)
if (doing === 'end, look and close') {
  tell(`end ${(await call.end()).saved}`)
  tell(`look ${(await recorder.listConversations()).items.length}`)
  tell(`count ${(await recorder.getStatistics()).total}`)
  await recorder.close()
  tell('closed')
}
