import { PENDING_MEMORY_MAX_BYTES } from './bounds.ts'
import type { Journal } from './journal-port.ts'
import { foldEntries, type KeptConversation } from './kept.ts'

/** About what a message costs beside its text. */
const MESSAGE_OVERHEAD_BYTES = 400

/**
 * Keeps the memory of ended, unsaved conversations within its bound: beyond it the words of the latest are let go
 * and read back from the journal when their turn comes.
 */
export class PendingMemory {
  readonly #journal: Journal
  readonly #sizes = new Map<KeptConversation, number>()
  #bytes = 0
  readonly #spilled = new Set<KeptConversation>()

  constructor(journal: Journal) {
    this.#journal = journal
  }

  hold(kept: KeptConversation): void {
    let bytes = 0
    for (const message of kept.messages.values()) {
      bytes += MESSAGE_OVERHEAD_BYTES + 2 * (message.content.length + (message.heard?.length ?? 0))
      if (message.metadata) bytes += 2 * JSON.stringify(message.metadata).length
    }
    this.#sizes.set(kept, bytes)
    this.#bytes += bytes
    // What the disk has refused exists in memory only and must stay there.
    if (this.#bytes > PENDING_MEMORY_MAX_BYTES && this.#journal.statistics().memoryBytes === 0) this.#spill(kept)
  }

  /** Brings back what was let go of these. */
  async restore(conversations: readonly KeptConversation[]): Promise<void> {
    const missing = new Map(
      conversations.filter((kept) => this.#spilled.has(kept)).map((kept) => [kept.start.id, kept]),
    )
    if (missing.size === 0) return
    const entries = []
    for await (const entry of this.#journal.replay(new Set(missing.keys()))) entries.push(entry)
    for (const found of foldEntries(entries, { recorderId: '', tenantId: '' }).values()) {
      const kept = missing.get(found.start.id)
      if (kept) kept.messages = found.messages
    }
    for (const kept of missing.values()) this.#spilled.delete(kept)
  }

  release(kept: KeptConversation): void {
    this.#bytes -= this.#sizes.get(kept) ?? 0
    this.#sizes.delete(kept)
    this.#spilled.delete(kept)
  }

  #spill(kept: KeptConversation): void {
    this.#bytes -= this.#sizes.get(kept) ?? 0
    this.#sizes.set(kept, 0)
    this.#spilled.add(kept)
    kept.messages = new Map()
  }
}
