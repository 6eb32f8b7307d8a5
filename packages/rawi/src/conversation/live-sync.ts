import { SAVE_BATCH_MAX } from './bounds.ts'
import type { Journal } from './journal-port.ts'
import { batchOf, type KeptConversation } from './kept.ts'
import type { Message } from './message.ts'
import type { ConversationStore } from './store-port.ts'

/** A second's promise, with time left for the save and for whoever reads what was saved. */
const SHIP_EVERY_MS = 600

/** Ships what is new in all running calls together, about once a second; a call that ends is left to its end. */
export class LiveSync {
  readonly #journal: Journal
  readonly #store: ConversationStore
  readonly #mustWait: (kept: KeptConversation) => boolean
  readonly #fresh = new Map<KeptConversation, Set<number>>()
  readonly #timer: NodeJS.Timeout
  #shipping: Promise<void> | undefined

  /** `mustWait` tells whether a call's name is still taken, for the database, by an earlier one. */
  constructor(journal: Journal, store: ConversationStore, mustWait: (kept: KeptConversation) => boolean) {
    this.#journal = journal
    this.#store = store
    this.#mustWait = mustWait
    this.#timer = setInterval(() => {
      this.#shipping ??= this.#ship().finally(() => {
        this.#shipping = undefined
      })
    }, SHIP_EVERY_MS).unref()
  }

  /** Without a message something happened besides words. */
  changed(kept: KeptConversation, message?: Pick<Message, 'seq'>): void {
    const fresh = this.#fresh.get(kept) ?? new Set()
    if (message) fresh.add(message.seq)
    this.#fresh.set(kept, fresh)
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#shipping
  }

  async #ship(): Promise<void> {
    for (const kept of this.#fresh.keys()) if (kept.end || kept.erased) this.#fresh.delete(kept)
    const groups = [...this.#fresh].filter(([kept]) => !this.#mustWait(kept)).slice(0, SAVE_BATCH_MAX)
    if (groups.length === 0) return
    for (const [kept] of groups) this.#fresh.delete(kept)
    const watermarks = groups.map(([kept]) => kept.appended)
    try {
      const outcomes = await this.#store.save(groups.map(([kept, seqs]) => batchOf(kept, messagesOf(kept, seqs))))
      for (const [index, [kept]] of groups.entries()) {
        const { id: conversation, writer } = kept.start
        kept.claim = outcomes[index]
        // Its end may be marked as saved already: nothing that comes after that would ever be let go of.
        if (kept.end) continue
        this.#journal.append({ kind: 'saved', conversation, writer, watermark: watermarks[index] ?? 0, final: false })
      }
    } catch {
      // The database is away: the next second tries again, and the end saves everything whatever came of this.
      for (const [kept, seqs] of groups) {
        this.changed(kept)
        for (const seq of seqs) this.changed(kept, { seq })
      }
    }
  }
}

function messagesOf(kept: KeptConversation, seqs: ReadonlySet<number>): Message[] {
  return [...seqs].map((seq) => kept.messages.get(seq)).filter((message) => message !== undefined)
}
