import type { Conversation, ConversationRecord } from 'rawi'

/** A message as it was taken in: what tells whether it comes a second time, or as something else. */
export interface TakenMessage {
  readonly writer: number
  readonly seq: number
  readonly revision: number
  readonly timestamp: string
  /** Of everything the client said of it. */
  readonly print: string
  /** Still being spoken. */
  readonly provisional: boolean
}

/** A conversation that comes in over HTTP. */
export interface IngestCall {
  readonly tenantId: string
  readonly conversation: Conversation
  /** By the client's own ids. */
  readonly taken: Map<string, TakenMessage>
  /** Prints of requests by their Idempotency-Key, the latest last. */
  readonly requests: Map<string, string>
  /** Messages of all its writers. */
  count: number
  /** Milliseconds of the monotonic clock. */
  lastHeard: number
}

export function newIngestCall(
  tenantId: string,
  conversation: Conversation,
  now: number,
  before?: ConversationRecord,
): IngestCall {
  const taken = new Map<string, TakenMessage>()
  for (const { metadata, writer, seq, revision, timestamp, interrupted } of before?.messages ?? []) {
    const { client_message_id: id, client_message_print: print } = metadata
    if (typeof id !== 'string' || typeof print !== 'string') continue
    taken.set(id, { writer, seq, revision, print, timestamp: timestamp.toISOString(), provisional: interrupted })
  }
  const count = before?.messages.length ?? 0
  return { tenantId, conversation, taken, requests: new Map(), count, lastHeard: now }
}
