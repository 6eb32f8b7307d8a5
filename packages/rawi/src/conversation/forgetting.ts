import type { Announcer } from './events.ts'
import type { AdoptedJournal, Journal, OldJournals } from './journal-port.ts'
import type { KeptConversation } from './kept.ts'
import { releaseFromQuarantine } from './quarantine.ts'
import { removeRecordings } from './recordings.ts'
import type { StateFolders } from './state-folder.ts'
import { removeTranscripts } from './transcript.ts'

export interface ForgettingOptions {
  readonly journal: Journal
  readonly oldJournals: OldJournals
  readonly folders: StateFolders
  readonly announcer: Announcer
  /** What this process holds in memory. */
  readonly held: ReadonlyMap<string, KeptConversation>
}

/** Conversations erased here or elsewhere: nothing stays in memory or the state folder, and no save brings them back. */
export class Forgetting {
  readonly #options: ForgettingOptions
  readonly #erased = new Set<string>()
  #last: Promise<void> = Promise.resolve()
  /** Folders of dead processes that are being recovered right now: an erasure must reach them too. */
  readonly adopted = new Set<AdoptedJournal>()

  constructor(options: ForgettingOptions) {
    this.#options = options
  }

  has(conversation: string): boolean {
    return this.#erased.has(conversation)
  }

  /** Takes out what is not forgotten yet of these. */
  async obey(conversations: readonly string[]): Promise<void> {
    const fresh = conversations.filter((id) => !this.#erased.has(id))
    if (fresh.length > 0) await this.forget(new Set(fresh))
  }

  /** One at a time: of two that rewrite a file at once, the later would bring back what the earlier took out. */
  forget(conversations: ReadonlySet<string>): Promise<void> {
    const done = this.#last.then(() => this.#forget(conversations))
    this.#last = done.catch(() => {})
    return done
  }

  async #forget(conversations: ReadonlySet<string>): Promise<void> {
    const { journal, oldJournals, folders, held, announcer } = this.#options
    for (const conversation of conversations) {
      this.#erased.add(conversation)
      journal.append({ kind: 'erased', conversation })
    }
    for (const kept of held.values()) {
      if (!conversations.has(kept.start.id) && !conversations.has(kept.claim?.id ?? '')) continue
      kept.erased = true
      kept.messages.clear()
      kept.facts = []
      delete kept.before
      kept.hearing = undefined
      kept.found = undefined
    }
    announcer.tell('erased', { conversations: [...conversations] })
    await removeTranscripts(folders.transcripts, conversations)
    await removeRecordings(folders.recordings, conversations)
    await releaseFromQuarantine(folders.quarantine, conversations)
    await journal.rewriteWithout(conversations)
    for (const adopted of this.adopted) await adopted.rewriteWithout(conversations)
    await oldJournals.erase(conversations)
  }
}
