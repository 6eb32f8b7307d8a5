import { RESUME_MINUTES } from './bounds.ts'
import type { CallEnds } from './call-ends.ts'
import type { AdoptedJournal } from './journal-port.ts'
import { foldEntries, type KeptConversation, lastSignOf, lostEnd } from './kept.ts'
import type { RecoveryReport } from './recorder-api.ts'
import type { ConversationStore, SaveOutcome } from './store-port.ts'

export interface RecoveryOptions {
  readonly tenantId: string
  /** The folders of processes that are gone, one at a time. */
  readonly adopt: () => AsyncIterable<AdoptedJournal>
  /** Folders held right now: an erasure must reach them too. */
  readonly held: Set<AdoptedJournal>
  readonly ends: CallEnds
  readonly onRecovered: (kept: KeptConversation, outcome: SaveOutcome) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** `letGo` lets any process go on with a call that a recorder left; `releaseLease`: what it had taken waits for nobody. */
  readonly store: Pick<ConversationStore, 'letGo' | 'releaseLease'>
  /** Conversations erased elsewhere, which no journal may bring back. */
  readonly isErased: (conversation: string) => boolean
}

/**
 * Saves what dead processes left: an ended call as its worker ended it, an unfinished one as `worker_lost` at its last
 * sign of life, unless another process may go on with it. A folder is let go as done only when all of it is in the database.
 */
export async function recoverJournals(options: RecoveryOptions): Promise<RecoveryReport> {
  let journals = 0
  let conversations = 0
  let messages = 0
  let damagedFrames = 0
  let pending = 0
  for await (const journal of options.adopt()) {
    journals++
    options.held.add(journal)
    damagedFrames += journal.damagedFrames
    const kept = foldEntries(journal.entries, { recorderId: journal.recorderId, tenantId: options.tenantId })
    const forgotten = new Set<string>()
    const saves = [...kept.values()].map(async (conversation) => {
      const { id } = conversation.start
      if (options.isErased(id)) return forgotten.add(id)
      const outcome = await saveRecovered(conversation, journal, options)
      if (outcome.erased) return
      conversations++
      messages += outcome.messagesSaved
    })
    let done = false
    try {
      const unsaved = (await Promise.allSettled(saves)).filter(({ status }) => status === 'rejected').length
      pending += unsaved
      // Its process may still have lived when everybody else was told to forget.
      if (forgotten.size > 0) await journal.rewriteWithout(forgotten)
      done = unsaved === 0
      // Its lock is held here: it is dead. Where the database does not hear of it, the lease lapses.
      if (done) await options.store.releaseLease(journal.recorderId).catch(() => {})
    } finally {
      options.held.delete(journal)
      await journal.release({ done })
    }
  }
  return { journals, conversations, messages, damagedFrames, pending }
}

async function saveRecovered(
  kept: KeptConversation,
  journal: AdoptedJournal,
  options: RecoveryOptions,
): Promise<SaveOutcome> {
  const goesOn = kept.end === undefined && mayGoOn(kept, options.now())
  if (!goesOn) kept.end ??= lostEnd(kept)
  const outcome = await options.ends.writeAndSave(kept, [], () => {})
  if (goesOn && !outcome.erased) await options.store.letGo(kept.claim?.id ?? kept.start.id, kept.start.recorderId)
  journal.markSaved({
    kind: 'saved',
    conversation: kept.start.id,
    writer: kept.start.writer,
    watermark: kept.appended,
    final: true,
  })
  if (!outcome.erased) options.onRecovered(kept, outcome)
  return outcome
}

/** Whose side still lives, as far as one can know, so that it is not this process to say how the call ended. */
function mayGoOn(kept: KeptConversation, now: number): boolean {
  return kept.start.resumable === true && now - lastSignOf(kept) < RESUME_MINUTES * 60_000
}
