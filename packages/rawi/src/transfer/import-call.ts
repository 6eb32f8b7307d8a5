import type { ConversationBatch } from '../conversation/store-port.ts'
import type { Database } from '../store/database.ts'
import { save } from '../store/save.ts'
import { standingOf, standsElsewhere } from '../store/standing.ts'

/** What came of one call: newly here, here before, or kept out because it was erased. */
export type CallOutcome = 'imported' | 'present' | 'erased'

/**
 * Saves one call from its record, unless all of it is there. `batches` are its writers. Where a running call holds its
 * label it gets one of its own: a call of the past is never merged into one that still runs.
 */
export async function importCall(
  database: Database,
  batches: readonly ConversationBatch[],
  { own }: { readonly own: boolean },
): Promise<CallOutcome> {
  let outcome: CallOutcome = 'present'
  for (const batch of batches) {
    const standing = await standingOf(database, batch)
    if (standing.erased) return 'erased'
    if (standing.whole || (!own && (await standsElsewhere(database, batch)))) continue
    const label = standing.labelRuns ? `${batch.start.label}-${batch.start.id.slice(-8)}` : batch.start.label
    const [saved] = await save(database, [{ ...batch, start: { ...batch.start, label } }])
    if (saved?.erased) return 'erased'
    outcome = 'imported'
  }
  return outcome
}
