import { writeSync } from 'node:fs'
import type { RecorderOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'

// Recovers what others left, and tells each conversation once it is in the database.
const recorder = await openRecorder(JSON.parse(process.argv[2] ?? '') as RecorderOptions)
recorder.on('recovered', ({ id }) => writeSync(1, `recovered ${id}\n`))
writeSync(1, 'open\n')
await recorder.ready
writeSync(1, 'ready\n')
await recorder.recover()
await recorder.close()
writeSync(1, 'done\n')
