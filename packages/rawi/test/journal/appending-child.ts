import { writeSync } from 'node:fs'
import { systemClock } from '../../src/conversation/clock.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { message, start } from './entries.ts'

// A process that appends as fast as it can and tells each entry's number once append has returned, until it is killed.
const [directory = '', recorderId = '', conversation = '', segmentBytes = '65536', count = '0'] = process.argv.slice(2)
const journal = await openJournal({
  directory,
  recorderId,
  tenantId: 'default',
  clock: systemClock,
  segmentBytes: Number(segmentBytes),
  onAlarm: ({ code }) => writeSync(1, `alarm ${code}\n`),
})
journal.append(start(conversation))
writeSync(1, 'open\n')
const last = Number(count) || Number.POSITIVE_INFINITY
for (let seq = 0; seq < last; ) {
  for (let i = 0; i < 50 && seq < last; i++, seq++) {
    journal.append(message(conversation, seq))
    writeSync(1, `${seq}\n`)
  }
  await new Promise((resolve) => setImmediate(resolve))
}
await journal.close()
