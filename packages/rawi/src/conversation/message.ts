/** What may speak in a conversation. LiveKit's `developer` is kept as `system`. */
export const ROLES = ['user', 'assistant', 'system', 'tool'] as const
export type Role = (typeof ROLES)[number]

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }
export type JsonObject = { readonly [key: string]: JsonValue }

/**
 * One message as the journal and the database keep it.
 * Its identity is `(conversation, writer, seq)`; of two with the same identity the higher `revision` holds.
 */
export interface Message {
  /** The writer that added it: a random signed 32-bit integer, one per `startConversation`. */
  readonly writer: number
  /** 0, 1, 2 … within its writer. */
  readonly seq: number
  /** 0 when first written, at most 32,767. */
  readonly revision: number
  readonly role: Role
  /** What was said or generated, at most `MESSAGE_CONTENT_MAX_BYTES` of UTF-8. */
  readonly content: string
  /** What was heard of it, when it was interrupted. */
  readonly heard?: string
  readonly interrupted?: boolean
  /** Written while it is still being spoken; one that is never finalised counts as interrupted. */
  readonly provisional?: boolean
  readonly language?: string
  /** Milliseconds since the epoch, never decreasing within a writer. */
  readonly timestamp: number
  /** When this revision was written, where it is not the first, in milliseconds since the epoch: a sign of life of the call. */
  readonly revisedAt?: number
  readonly metadata?: JsonObject
}

/** What a developer hands to `addMessage`. */
export interface MessageInput {
  role: Role | 'developer'
  content: string
  heard?: string
  interrupted?: boolean
  provisional?: boolean
  language?: string
  /** When it was said; moved forward where it would run backwards within its writer. */
  timestamp?: Date
  metadata?: JsonObject
}

/** The key of a message inside one conversation. */
export function messageKey(message: Pick<Message, 'writer' | 'seq'>): string {
  return `${message.writer}:${message.seq}`
}

/** Of each message its highest revision, in the order people read them: by time, writer and sequence. */
export function latestRevisions(messages: Iterable<Message>): Message[] {
  const latest = new Map<string, Message>()
  for (const message of messages) {
    const key = messageKey(message)
    const known = latest.get(key)
    if (!known || known.revision < message.revision) latest.set(key, message)
  }
  return [...latest.values()].sort(inReadingOrder)
}

/** Order by `(timestamp, writer, seq)`, as the database does. */
export function inReadingOrder(a: Message, b: Message): number {
  return a.timestamp - b.timestamp || a.writer - b.writer || a.seq - b.seq
}

/** Whether a message counts as a turn: what the caller or the agent said. */
export function isTurn(message: Pick<Message, 'role'>): boolean {
  return message.role === 'user' || message.role === 'assistant'
}
