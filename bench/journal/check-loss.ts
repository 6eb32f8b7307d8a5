import { join } from 'node:path'
import { systemClock } from '../../packages/rawi/src/conversation/clock.ts'
import { foldEntries, type KeptConversation } from '../../packages/rawi/src/conversation/kept.ts'
import { adoptJournals } from '../../packages/rawi/src/journal/adopt-journals.ts'
import { turnOf } from '../arabic-turns.ts'
import type { KeptCall } from './processes.ts'

/** Of the messages that killed processes had kept, how many their journals do not give back word for word. */
export async function lostMessages(stateFolder: string, calls: readonly KeptCall[]): Promise<number> {
  const found = new Map<string, KeptConversation>()
  const options = {
    directory: join(stateFolder, 'journal'),
    ownRecorderId: '',
    clock: systemClock,
    onAlarm: ({ code, detail }: { code: string; detail: string }) => console.error(`${code}: ${detail}`),
  }
  for await (const journal of adoptJournals(options)) {
    for (const [id, kept] of foldEntries(journal.entries, { recorderId: journal.recorderId, tenantId: '' }))
      found.set(id, kept)
    await journal.release({ done: false })
  }
  let lost = 0
  for (const { id, call, messages } of calls) {
    const kept = found.get(id)?.messages
    for (let seq = 0; seq < messages; seq++) if (kept?.get(seq)?.content !== turnOf(call, seq).content) lost++
    if (kept && kept.size > messages) lost += kept.size - messages
  }
  return lost
}
