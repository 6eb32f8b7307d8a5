import type { Alarm } from './journal-port.ts'
import type { KeptConversation } from './kept.ts'
import type { EndResult } from './recorder-api.ts'
import type { SaveOutcome } from './store-port.ts'

/** What `end()` tells of a call the database has committed. */
export function savedResult(
  kept: KeptConversation,
  outcome: SaveOutcome,
  transcriptPath: string | null,
  problems: readonly Alarm[],
): EndResult {
  return {
    ...endFacts(kept),
    ...outcome.ended,
    id: outcome.id,
    conversationId: outcome.conversationId,
    messageCount: outcome.messageCount,
    messagesSaved: outcome.messagesSaved,
    transcriptPath,
    saved: !outcome.erased,
    user: outcome.user ?? null,
    problems,
  }
}

/** What `end()` tells of a call that waits in the journal for the database. */
export function pendingResult(
  kept: KeptConversation,
  messageCount: number,
  transcriptPath: string | null,
  problems: readonly Alarm[],
): EndResult {
  return {
    ...endFacts(kept),
    id: kept.claim?.id ?? kept.start.id,
    conversationId: kept.claim?.conversationId ?? kept.start.label,
    messageCount,
    messagesSaved: 0,
    transcriptPath,
    saved: false,
    user: null,
    problems,
  }
}

function endFacts(kept: KeptConversation): Pick<EndResult, 'status' | 'endReason' | 'durationSeconds'> {
  return {
    status: kept.end?.status ?? 'completed',
    endReason: kept.end?.endReason ?? 'user_hangup',
    durationSeconds: kept.end?.durationSeconds ?? 0,
  }
}
