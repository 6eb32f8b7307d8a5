import type { Conversation, EndResult } from 'rawi'
import type { EndedMessage } from './protocol.ts'

/**
 * What the page shows once the call is over: of the caller only what this call holds. Anybody can name any number, and
 * must not be told who else is kept under it.
 */
export function endedMessage(result: EndResult, { contact }: Pick<Conversation, 'contact'>): EndedMessage {
  const { name, phone, email } = contact
  return {
    type: 'ended',
    reason: result.endReason,
    conversation: result.conversationId,
    seconds: result.durationSeconds,
    messages: result.messageCount,
    saved: result.saved,
    ...(name && { name }),
    ...(phone && { phone }),
    ...(email && { email }),
  }
}
