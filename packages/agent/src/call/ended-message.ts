import type { Conversation, EndResult } from 'rawi'
import type { EndedMessage } from './protocol.ts'

/** What the page shows once the call is over. */
export function endedMessage(result: EndResult, { contact }: Conversation): EndedMessage {
  const name = result.user?.name ?? contact.name
  const phone = result.user?.phone ?? contact.phone
  const email = result.user?.email ?? contact.email
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
