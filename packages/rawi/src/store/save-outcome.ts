import type { Claim, SaveOutcome } from '../conversation/store-port.ts'
import { type UserRow, userOf } from './rows.ts'

/** What `SAVE` returns of each conversation it saved. */
export interface SavedRow extends UserRow {
  readonly ord: number
  readonly id: string
  readonly conversation_id: string
  readonly message_count: number
  readonly user_id: string | null
}

export function outcomeOf(row: SavedRow, messagesSaved: number): SaveOutcome {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    erased: false,
    messageCount: row.message_count,
    messagesSaved,
    quarantined: [],
    ...(row.phone !== null && row.user_id !== null && { user: userOf({ ...row, id: row.user_id }) }),
  }
}

export function erased(claim: Claim): SaveOutcome {
  return { ...claim, messageCount: 0, messagesSaved: 0, quarantined: [] }
}
