import type { EndReason, Status } from '../conversation/outcome.ts'
import type { Claim, SaveOutcome } from '../conversation/store-port.ts'
import { type UserRow, userOf } from './rows.ts'

/** What `SAVE` returns of each conversation it saved. */
export interface SavedRow extends UserRow {
  readonly ord: number
  readonly id: string
  readonly conversation_id: string
  readonly message_count: number
  readonly status: Status
  readonly end_reason: EndReason | null
  readonly duration_seconds: number | null
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
    ...(row.status !== 'active' &&
      row.end_reason !== null && {
        ended: { status: row.status, endReason: row.end_reason, durationSeconds: row.duration_seconds ?? 0 },
      }),
    ...(row.phone !== null && row.user_id !== null && { user: userOf({ ...row, id: row.user_id }) }),
  }
}

export function erased(claim: Claim): SaveOutcome {
  return { ...claim, messageCount: 0, messagesSaved: 0, quarantined: [] }
}
