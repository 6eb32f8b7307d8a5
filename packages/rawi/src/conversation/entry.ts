import type { CallFact } from './fact.ts'
import type { JsonObject, Message } from './message.ts'
import type { Channel, ConversationEnd } from './outcome.ts'

/** What is known of a conversation when it starts. */
export interface ConversationStart {
  /** The conversation's own UUIDv7, made by the process that starts it. */
  readonly id: string
  /** The `conversation_id` that was asked for; the database may give another. */
  readonly label: string
  readonly tenantId: string
  readonly recorderId: string
  /** The writer of the messages that this start brings: a random signed 32-bit integer. */
  readonly writer: number
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly channel: Channel
  readonly roomName?: string
  readonly roomSid?: string
  readonly participantIdentity?: string
  readonly language?: string
  readonly avatarProvider?: string
  readonly agentName?: string
  readonly userName?: string
  /** E.164. */
  readonly userPhone?: string
  readonly userEmail?: string
  /** Its process may die without ending it: another one goes on with it, within `RESUME_MINUTES`. */
  readonly resumable?: true
  /** E.164: the number of the caller's line. */
  readonly callerId?: string
  readonly tags?: readonly string[]
  readonly metadata?: JsonObject
}

/** What the journal keeps, one frame each. `conversation` is the UUID of the start it belongs to. */
export type Entry =
  | { readonly kind: 'start'; readonly conversation: string; readonly start: ConversationStart }
  | { readonly kind: 'message'; readonly conversation: string; readonly message: Message }
  | { readonly kind: 'fact'; readonly conversation: string; readonly fact: CallFact }
  | { readonly kind: 'end'; readonly conversation: string; readonly end: ConversationEnd }
  /**
   * The database has committed the first `watermark` message frames of this conversation's writer (revisions
   * count as frames of their own). With `final` its end is in there too, and its frames are free.
   */
  | {
      readonly kind: 'saved'
      readonly conversation: string
      readonly writer: number
      readonly watermark: number
      readonly final: boolean
    }
  /** A tombstone: the conversation was erased; no save and no recovery may bring it back. */
  | { readonly kind: 'erased'; readonly conversation: string }
