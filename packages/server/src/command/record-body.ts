import type { ContactEvidence, ConversationRecord, JsonObject } from 'rawi'
import type { ConversationBody } from '../records/conversation-schema.ts'

/** What happened in a call besides words, as the library gives it. */
export function besideWords({
  events,
  recordings,
}: Pick<ConversationBody, 'events' | 'recordings'>): Pick<ConversationRecord, 'events' | 'recordings'> {
  return {
    events: events.map(({ occurred_at, detail, ...event }) => ({
      ...event,
      detail: detail as JsonObject,
      occurred_at: new Date(occurred_at),
    })),
    recordings: recordings.map(({ offset_ms: _, started_at, ...recording }) => ({
      ...recording,
      started_at: new Date(started_at),
    })),
  }
}

/** A conversation as the API tells it, in the shape that the library gives: moments are dates. */
export function recordOf({
  contact_evidence,
  events,
  recordings,
  messages,
  started_at,
  ended_at,
  ...body
}: ConversationBody): ConversationRecord {
  return {
    ...body,
    tenant_id: '',
    recorder_id: null,
    started_at: new Date(started_at),
    ended_at: ended_at === null ? null : new Date(ended_at),
    metrics: body.metrics as JsonObject,
    metadata: body.metadata as JsonObject,
    contactEvidence: contact_evidence as unknown as ContactEvidence[],
    ...besideWords({ events, recordings }),
    messages: messages.map((message) => ({
      ...message,
      timestamp: new Date(message.timestamp),
      metadata: message.metadata as JsonObject,
    })),
  }
}
