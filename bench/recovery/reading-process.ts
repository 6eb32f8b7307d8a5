// A process that starts anew beside what a dead one left: reads its journal, or brings it into a database.
import { join } from 'node:path'
import { systemClock } from '../../packages/rawi/src/conversation/clock.ts'
import { foldEntries } from '../../packages/rawi/src/conversation/kept.ts'
import { adoptJournals } from '../../packages/rawi/src/journal/adopt-journals.ts'
import { openRecorder } from '../../packages/rawi/src/open-recorder.ts'
import type { Recovered } from './bench-recovery.ts'

const [folder = '', databaseUrl] = process.argv.slice(2)
process.send?.(databaseUrl === undefined ? await read() : await save(databaseUrl))
process.disconnect?.()

async function read(): Promise<Recovered> {
  let calls = 0
  let messages = 0
  let bytes = 0
  const before = performance.now()
  const onAlarm = ({ code, detail }: { code: string; detail: string }) => console.error(`${code}: ${detail}`)
  const options = { directory: join(folder, 'journal'), ownRecorderId: '', clock: systemClock, onAlarm }
  for await (const journal of adoptJournals(options)) {
    bytes += journal.bytes
    const kept = foldEntries(journal.entries, { recorderId: journal.recorderId, tenantId: '' })
    calls += kept.size
    for (const conversation of kept.values()) messages += conversation.messages.size
    await journal.release({ done: false })
  }
  return { ms: performance.now() - before, calls, messages, bytes }
}

/** As a recorder does by itself when it opens: transcripts, saves, marks in the old journal. */
async function save(url: string): Promise<Recovered> {
  const before = performance.now()
  const recorder = await openRecorder({ stateDir: folder, databaseUrl: url })
  let calls = 0
  let messages = 0
  recorder.on('recovered', (event) => {
    calls++
    messages += event.messages
  })
  await recorder.recover()
  const ms = performance.now() - before
  await recorder.close()
  return { ms, calls, messages, bytes: 0 }
}
