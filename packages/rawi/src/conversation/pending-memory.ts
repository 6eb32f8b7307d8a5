import { PENDING_MEMORY_MAX_BYTES } from './bounds.ts'
import type { CallMessages } from './call-messages.ts'
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
  readonly #letGo = new Set<KeptConversation>()
  readonly #inUse = new Set<KeptConversation>()
  #journalIsWhole = true

  constructor(journal: Journal) {
    this.#journal = journal
  }

  /** The journal had to refuse something: from now on words are kept here, since it may not give them back. */
  distrustJournal(): void {
    this.#journalIsWhole = false
  }

  /** Counts a conversation that waits; resolves once it was decided whether its words stay. */
  async hold(kept: KeptConversation): Promise<void> {
    this.#inUse.delete(kept)
    this.#count(kept, this.#letGo.has(kept) ? 0 : sizeOf(kept))
    if (this.#bytes <= PENDING_MEMORY_MAX_BYTES) return
    // What the disk has refused exists in memory only and must stay there.
    const written = await this.#journal.flush().then(
      () => true,
      () => false,
    )
    if (!written || !this.#journalIsWhole || this.#bytes <= PENDING_MEMORY_MAX_BYTES) return
    if (!this.#sizes.has(kept) || this.#inUse.has(kept) || kept.erased) return
    this.#count(kept, 0)
    this.#letGo.add(kept)
    kept.messages.clear()
  }

  /** Brings back what was let go of these; they stay until they are held again or released. */
  async use(conversations: readonly KeptConversation[]): Promise<void> {
    for (const kept of conversations) this.#inUse.add(kept)
    const missing = conversations.filter((kept) => this.#letGo.has(kept))
    const found = await this.#read(missing)
    for (const kept of missing) {
      if (!kept.erased) kept.messages = found.get(kept.start.id) ?? kept.messages
      this.#letGo.delete(kept)
    }
  }

  /** Conversations as they were before their words were let go, for a person who looks at them. */
  async whole(conversations: readonly KeptConversation[]): Promise<KeptConversation[]> {
    const found = await this.#read(conversations.filter((kept) => this.#letGo.has(kept)))
    return conversations.map((kept) => ({ ...kept, messages: found.get(kept.start.id) ?? kept.messages }))
  }

  release(kept: KeptConversation): void {
    this.#count(kept, 0)
    this.#sizes.delete(kept)
    this.#letGo.delete(kept)
    this.#inUse.delete(kept)
  }

  #count(kept: KeptConversation, bytes: number): void {
    this.#bytes += bytes - (this.#sizes.get(kept) ?? 0)
    this.#sizes.set(kept, bytes)
  }

  async #read(conversations: readonly KeptConversation[]): Promise<Map<string, CallMessages>> {
    const found = new Map<string, CallMessages>()
    if (conversations.length === 0) return found
    const entries = []
    for await (const entry of this.#journal.replay(new Set(conversations.map(({ start }) => start.id))))
      entries.push(entry)
    for (const [id, { messages }] of foldEntries(entries, { recorderId: '', tenantId: '' })) found.set(id, messages)
    return found
  }
}

function sizeOf(kept: KeptConversation): number {
  let bytes = 0
  for (const message of kept.messages.values()) {
    bytes += MESSAGE_OVERHEAD_BYTES + 2 * (message.content.length + (message.heard?.length ?? 0))
    if (message.metadata) bytes += 2 * JSON.stringify(message.metadata).length
  }
  return bytes
}
