import { phoneRegion } from '../../packages/rawi/src/contacts/phone.ts'
import type { Message } from '../../packages/rawi/src/conversation/message.ts'
import { END_RANK } from '../../packages/rawi/src/conversation/outcome.ts'
import { keptStart } from '../../packages/rawi/src/conversation/start-and-end.ts'
import type { ConversationBatch } from '../../packages/rawi/src/conversation/store-port.ts'
import { turnOf } from '../arabic-turns.ts'

export const TENANT = '00000000-0000-0000-0000-000000000000'
const RECORDER = '0190a000-0000-7000-8000-000000000000'
const BETWEEN_TURNS_MS = 3_000
const region = phoneRegion('SY')
let made = 0

/** An ended conversation of so many messages, as the recorder hands it to the store. */
export function conversationOf(messages: number): ConversationBatch {
  const call = ++made
  const start = keptStart(
    { roomName: `room-${call}`, participantIdentity: `caller-${call}`, channel: 'web', language: 'ar' },
    { tenantId: TENANT, recorderId: RECORDER, region, now: Date.now() },
  )
  const endedAt = start.startedAt + messages * BETWEEN_TURNS_MS
  return {
    start,
    messages: Array.from({ length: messages }, (_, seq): Message => {
      const { role, content } = turnOf(call, seq)
      const timestamp = start.startedAt + seq * BETWEEN_TURNS_MS
      return { writer: start.writer, seq, revision: 0, role: role as Message['role'], content, timestamp }
    }),
    turns: messages,
    end: {
      rank: END_RANK.worker,
      status: 'completed',
      endReason: 'user_hangup',
      endedAt,
      durationSeconds: (endedAt - start.startedAt) / 1000,
      userName: 'أحمد محمد',
      userPhone: `+9639${String(call).padStart(8, '0')}`,
      summary: 'استفسار عن التدريبات',
    },
    lastActivityAt: endedAt,
  }
}
