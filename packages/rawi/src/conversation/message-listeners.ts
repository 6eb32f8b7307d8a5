import type { CallDesk } from './active-conversation.ts'
import type { ContactDesk } from './contact-desk.ts'
import type { LiveSync } from './live-sync.ts'

/** Who hears of each message, one call where one is enough, since every add pays for it; and of what happens besides. */
export function callListeners(
  contacts: ContactDesk | undefined,
  liveSync: LiveSync | undefined,
): Pick<CallDesk, 'changed' | 'happened'> {
  return {
    changed: messageListeners(contacts, liveSync),
    happened: liveSync && ((kept) => liveSync.changed(kept)),
  }
}

function messageListeners(contacts: ContactDesk | undefined, liveSync: LiveSync | undefined): CallDesk['changed'] {
  if (!contacts) return liveSync && ((kept, message) => liveSync.changed(kept, message))
  if (!liveSync) return (kept, message) => contacts.changed(kept, message)
  return (kept, message) => {
    contacts.changed(kept, message)
    liveSync.changed(kept, message)
  }
}
