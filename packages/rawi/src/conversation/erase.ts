import type { KeptConversation } from './kept.ts'
import type { Claim, ConversationStore, EraseSelector, Erasure } from './store-port.ts'

export interface EraseDesk {
  readonly store: ConversationStore
  /** What this process holds in memory. */
  readonly held: readonly KeptConversation[]
  /** The number that was found in what was said. */
  readonly phoneOf: (kept: KeptConversation) => string | null
  readonly isNamed: (kept: KeptConversation, name: string) => boolean
  readonly claim: (kept: KeptConversation) => Promise<Claim>
  /** Takes conversations out of memory and the state folder. */
  readonly forget: (conversations: ReadonlySet<string>) => Promise<void>
}

/**
 * Erases from the database first, because its tombstones keep every other process from bringing anything back and
 * tell it to forget; then from what this process holds.
 */
export async function eraseEverywhere(selector: EraseSelector, desk: EraseDesk): Promise<Erasure> {
  const concerned = desk.held.filter((kept) =>
    'phone' in selector
      ? [kept.start.userPhone, kept.start.callerId, kept.end?.userPhone, desk.phoneOf(kept)].includes(selector.phone)
      : desk.isNamed(kept, selector.conversation),
  )
  // What the database does not know yet would leave no tombstone.
  const claims = await Promise.all(concerned.map((kept) => kept.claim ?? desk.claim(kept)))
  const byName = await desk.store.erase(selector)
  const erasures = [byName]
  for (const { id, erased } of claims) {
    if (!erased && !byName.conversations.includes(id)) erasures.push(await desk.store.erase({ conversation: id }))
  }
  const conversations = new Set([
    ...erasures.flatMap((erasure) => erasure.conversations),
    ...concerned.map((kept) => kept.start.id),
  ])
  await desk.forget(conversations)
  return {
    receipt: byName.receipt,
    conversations: [...conversations],
    messages: erasures.reduce((sum, erasure) => sum + erasure.messages, 0),
    users: erasures.reduce((sum, erasure) => sum + erasure.users, 0),
  }
}
