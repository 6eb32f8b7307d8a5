import type { ConversationStore } from '../../packages/rawi/src/conversation/store-port.ts'
import type { Saver } from './saver.ts'

/** The product's own save of a conversation that the database has not heard of: claim, user, conversation, messages, outbox. */
export function completeSave(store: ConversationStore): Saver {
  return { name: 'complete save', save: async (batch) => void (await store.save([batch])), close: async () => {} }
}

/** The same where the start was told in the background while the call ran, as it mostly is. */
export function claimedSave(store: ConversationStore): Saver {
  return {
    name: 'complete save, start known',
    prepare: async ({ start }) => void (await store.claim(start)),
    save: async (batch) => void (await store.save([batch])),
    close: async () => {},
  }
}
