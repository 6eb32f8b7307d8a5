import type { ConversationStore } from '../../packages/rawi/src/conversation/store-port.ts'
import type { Saver } from './saver.ts'

/**
 * What the recorder does at the end of a call: user, conversation, messages, outbox. The database has heard of the
 * start in the background, while the call ran.
 */
export function completeSave(store: ConversationStore): Saver {
  return {
    name: 'complete save',
    prepare: async ({ start }) => void (await store.claim(start)),
    save: async (batch) => void (await store.save([{ ...batch, claimed: true, unsent: true }])),
    close: async () => {},
  }
}

/** The same after an outage or for a dead process, when even the start is news to the database. */
export function unknownSave(store: ConversationStore): Saver {
  return {
    name: 'complete save, start unknown',
    save: async (batch) => void (await store.save([{ ...batch, unsent: true }])),
    close: async () => {},
  }
}
