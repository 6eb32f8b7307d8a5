import type { Conversation, EndOptions, EndResult } from 'rawi'
import type { EndedMessage } from './protocol.ts'

/**
 * What the page shows once the call is over: of the caller only what this call holds. Anybody can name any number, and
 * must not be told who else is kept under it.
 */
export function endedMessage(
  result: EndResult,
  { contact }: Pick<Conversation, 'contact'>,
  noted: Pick<EndOptions, 'userName' | 'userPhone' | 'userEmail'> = {},
): EndedMessage {
  const name = contact.name ?? noted.userName
  const phone = contact.phone ?? noted.userPhone
  const email = contact.email ?? noted.userEmail
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
