import type { ConversationStart } from '../conversation/entry.ts'
import type { Claim } from '../conversation/store-port.ts'
import { claimRow } from './conversation-rows.ts'
import type { Result, Statement } from './database.ts'

export interface ClaimedStart {
  readonly start: ConversationStart
  readonly lastActivityAt?: number
}

/** A statement of its own before the save: what it decided, or waited for, only a later statement's snapshot shows. */
export function claimStatement(starts: readonly ClaimedStart[]): Statement {
  const rows = starts.map(({ start, lastActivityAt }, ord) =>
    claimRow(start, ord, Number.isFinite(lastActivityAt) ? lastActivityAt : undefined),
  )
  return {
    name: 'rawi_claim',
    text: 'select ord, id, conversation_id, erased from rawi.claim(null::conversations, $1::jsonb)',
    values: [JSON.stringify(rows)],
  }
}

/** The claims in the order of the starts. */
export function claimsOf(result: Result): Claim[] {
  const claims: Claim[] = []
  for (const row of result.rows as { ord: number; id: string; conversation_id: string; erased: boolean }[]) {
    claims[row.ord] = { id: row.id, conversationId: row.conversation_id, erased: row.erased }
  }
  return claims
}
