import type { CallDesk } from './active-conversation.ts'
import type { ContactDesk } from './contact-desk.ts'
import type { LiveSync } from './live-sync.ts'

/** Who hears of each message: one call where one is enough, since every add pays for it. */
export function messageListeners(
  contacts: ContactDesk | undefined,
  liveSync: LiveSync | undefined,
): CallDesk['changed'] {
  if (!contacts) return liveSync && ((kept, message) => liveSync.changed(kept, message))
  if (!liveSync) return (kept, message) => contacts.changed(kept, message)
  return (kept, message) => {
    contacts.changed(kept, message)
    liveSync.changed(kept, message)
  }
}
