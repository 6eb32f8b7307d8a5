import type { ConversationItem, EventRecord } from 'rawi'

/** What listeners are told of. `message`, `contact` and `event` hold words and names; nothing of them leaves the tenant. */
const LIVE_EVENTS = [
  'started',
  'message',
  'contact',
  'event',
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
export function itemOf(record: ConversationItem & { events?: readonly EventRecord[]; person_asked_at?: Date | null }) {
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
    person_asked_at: record.person_asked_at ?? personAskedAt(record.events ?? []),
  }
}

/** When its caller was first handed to a person. */
export function personAskedAt(events: readonly EventRecord[]): Date | null {
  return events.find(({ kind }) => kind === 'hand_over')?.occurred_at ?? null
}

export type LiveItem = { -readonly [K in keyof ReturnType<typeof itemOf>]: ReturnType<typeof itemOf>[K] }
