import type { ContactEvidence, ConversationRecord, JsonObject } from 'rawi'
import type { ConversationBody } from '../records/conversation-schema.ts'

/** A conversation as the API tells it, in the shape that the library gives: moments are dates. */
export function recordOf({
  contact_evidence,
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
    messages: messages.map((message) => ({
      ...message,
      timestamp: new Date(message.timestamp),
      metadata: message.metadata as JsonObject,
    })),
  }
}
