import type { ConversationItem, ConversationRecord } from 'rawi'

/** What listeners are told of. `message` and `contact` hold words and names; nothing of them leaves the tenant. */
const LIVE_EVENTS = [
  'started',
  'message',
  'contact',
  'claimed',
  'ended',
  'saved',
  'pending',
  'recovered',
  'erased',
  'alarm',
] as const
export type LiveEventType = (typeof LIVE_EVENTS)[number]

export interface LiveEvent {
  readonly type: LiveEventType
  /** UUID of the conversation; absent where the event is about none. */
  readonly conversation?: string
  /** JSON. */
  readonly data: string
}

/** A call as it stands in a list. */
export function itemOf(record: ConversationItem | ConversationRecord) {
  return {
    id: record.id,
    conversation_id: record.conversation_id,
    user_name: record.user_name,
    user_phone: record.user_phone,
    user_email: record.user_email,
    started_at: record.started_at,
    ended_at: record.ended_at,
    duration_seconds: record.duration_seconds,
    message_count: record.message_count,
    status: record.status,
    end_reason: record.end_reason,
    channel: record.channel,
    language: record.language,
    room_name: record.room_name,
    summary: record.summary,
  }
}

export type LiveItem = { -readonly [K in keyof ReturnType<typeof itemOf>]: ReturnType<typeof itemOf>[K] }
