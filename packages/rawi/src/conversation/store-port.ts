import type { Contact, ContactPatch } from './contact-listener.ts'
import type { ConversationStart } from './entry.ts'
import type { CallFact, EventRecord, RecordingRecord } from './fact.ts'
import type { JsonObject, Message, Role } from './message.ts'
import type { Channel, ConversationEnd, EndReason, Status } from './outcome.ts'

/** Which conversation a start turned out to be, and under which label. */
export interface Claim {
  /** The winner's UUID: the start's own, or that of the same call started elsewhere. */
  readonly id: string
  /** The settled `conversation_id`. */
  readonly conversationId: string
  /** The conversation was erased: nothing of it may be kept. */
  readonly erased: boolean
}

/** What one save carries of one conversation. Saving it twice changes nothing. */
export interface ConversationBatch {
  readonly start: ConversationStart
  /** Of each message its highest revision; at most one per `(writer, seq)`. */
  readonly messages: readonly Message[]
  /** User and assistant turns of this start's writer so far, saved ones included. */
  readonly turns: number
  /** Absent while the call runs (`sync: 'live'`). */
  readonly end?: ConversationEnd
  /** When something last happened in it, ms since the epoch: a finished call is never merged into a later one. */
  readonly lastActivityAt: number
  /** The start was claimed before, so that its record stands unless it was erased since. */
  readonly claimed?: boolean
  /** No save was ever tried with any of these messages: none can stand in the database yet. */
  readonly unsent?: boolean
  /** Who was calling, as its writer found out, in the order it came; with the end only. */
  readonly contact?: readonly ContactPatch[]
  /** What happened in it besides words, so far. */
  readonly facts?: readonly CallFact[]
}

export interface SaveOutcome extends Claim {
  /** User and assistant turns of the whole conversation, all writers. */
  readonly messageCount: number
  /** The batch minus quarantined rows. */
  readonly messagesSaved: number
  /** Messages that the database refused, kept in `quarantine/*.jsonl`. */
  readonly quarantined: readonly { readonly message: Message; readonly reason: string }[]
  readonly user?: User
  /** How the conversation stands as ended: where another of its writers ended it first, that one's word. */
  readonly ended?: Pick<ConversationEnd, 'status' | 'endReason' | 'durationSeconds'>
}

export interface User {
  readonly id: string
  /** E.164. */
  readonly phone: string
  readonly name: string | null
  readonly email: string | null
  readonly language: string | null
  readonly first_seen_at: Date
  readonly last_seen_at: Date
  readonly conversation_count: number
}

/** A conversation as people list it: the columns of the table under their own names. */
export interface ConversationItem {
  readonly id: string
  readonly conversation_id: string
  readonly user_name: string | null
  readonly user_phone: string | null
  readonly user_email: string | null
  readonly started_at: Date
  readonly ended_at: Date | null
  readonly duration_seconds: number | null
  readonly message_count: number
  readonly status: Status
  readonly end_reason: EndReason | null
  readonly channel: Channel
  readonly language: string | null
  readonly room_name: string | null
  readonly summary: string | null
}

export interface ConversationRecord extends ConversationItem {
  readonly tenant_id: string
  readonly recorder_id: string | null
  readonly room_sid: string | null
  readonly participant_identity: string | null
  readonly user_id: string | null
  readonly avatar_provider: string | null
  readonly agent_name: string | null
  readonly metrics: JsonObject
  readonly metadata: JsonObject
  readonly tags: readonly string[]
  readonly rating: number | null
  /** What people say became of the call. */
  readonly disposition: string | null
  readonly messages: readonly MessageRecord[]
  /** Who is calling, as far as it is known. */
  readonly contact: Contact
  /** What that rests on, writer by writer, in the order it came. */
  readonly contactEvidence: readonly ContactEvidence[]
  /** What happened besides words, in order. */
  readonly events: readonly EventRecord[]
  /** Its sound, where it was kept. */
  readonly recordings: readonly RecordingRecord[]
}

/** A step in what is known of a caller, and which writer's words (`seq`) its quotes stand in. */
export interface ContactEvidence extends ContactPatch {
  readonly writer: number
  /** 0, 1, 2 … within its writer. */
  readonly ordinal: number
}

export interface MessageRecord {
  readonly writer: number
  readonly seq: number
  readonly revision: number
  readonly role: Role
  /** What was generated or said. */
  readonly content: string
  /** What was heard of it; shown, searched and exported instead of `content` when the turn was interrupted. */
  readonly heard: string | null
  readonly interrupted: boolean
  readonly language: string | null
  readonly timestamp: Date
  readonly metadata: JsonObject
}

/** A list query after its values were checked; `phone` is whole (E.164) or a suffix of digits. */
export interface ListQuery {
  readonly status?: Status
  readonly phone?: { readonly e164: string } | { readonly suffix: string }
  /** Part of a caller's name, as typed; folded by the store. */
  readonly name?: string
  /** Words that were said, as typed; folded by the store, all must occur, the last may be a prefix. */
  readonly words?: string
  readonly language?: string
  readonly channel?: Channel
  /** Half-open range of `started_at`. */
  readonly from?: Date
  readonly to?: Date
  /** 1 to `LIST_LIMIT_MAX`. */
  readonly limit: number
  /** Keyset position: the last item of the page before. */
  readonly after?: { readonly startedAt: Date; readonly id: string }
}

export interface StatisticsQuery {
  readonly from?: Date
  readonly to?: Date
}

export interface StatusStatistics {
  readonly status: Status
  readonly count: number
  readonly average_duration_seconds: number | null
  readonly average_messages: number | null
}

export interface Statistics {
  readonly from: Date | null
  readonly to: Date | null
  readonly total: number
  readonly active: number
  readonly average_duration_seconds: number | null
  readonly median_duration_seconds: number | null
  readonly p95_duration_seconds: number | null
  readonly average_messages: number | null
  readonly total_messages: number
  readonly by_status: readonly StatusStatistics[]
  readonly by_language: readonly { readonly language: string | null; readonly count: number }[]
  readonly by_channel: readonly { readonly channel: Channel; readonly count: number }[]
}

export interface UserInput {
  /** E.164. */
  readonly phone: string
  readonly name?: string
  readonly email?: string
  readonly language?: string
}

export type EraseSelector = { readonly conversation: string } | { readonly phone: string }

export interface Erasure {
  /** The receipt's own id; it holds no personal data. */
  readonly receipt: string
  /** UUIDs of everything erased, aliases included. */
  readonly conversations: readonly string[]
  readonly messages: number
  readonly users: number
}

/** The database as the recorder sees it. Everything rejects with a coded error. */
export interface ConversationStore {
  /** Connects, checks the schema and brings it up to date. Idempotent; may be called again after a failure. */
  open(): Promise<void>
  /** Settles a start's identity and writes its record. Idempotent. */
  claim(start: ConversationStart, lastActivityAt?: number): Promise<Claim>
  /** Saves up to `SAVE_BATCH_MAX` conversations in one transaction; outcomes stand in the order given. */
  save(batches: readonly ConversationBatch[]): Promise<SaveOutcome[]>
  /**
   * Makes a conversation that no process runs any more this recorder's own, running again; an end that its own worker
   * gave stays. Also found by a losing UUID.
   */
  resume(id: string, recorderId: string): Promise<{ readonly id: string } | 'missing' | 'ended' | 'held'>
  /** The conversation is no longer that recorder's: any may go on with it, and the sweeper ends it when none does. */
  letGo(id: string, recorderId: string): Promise<void>
  /** Renews the lease of a recorder process. */
  renewLease(recorderId: string): Promise<void>
  releaseLease(recorderId: string): Promise<void>
  /** Ends what recorders left whose lease ran out more than `olderThanSeconds` ago; returns how many. */
  sweep(olderThanSeconds: number): Promise<number>
  /** Writes search rows and statistics for saved conversations; returns how many outbox rows it consumed. */
  drainOutbox(limit: number): Promise<number>
  list(query: ListQuery): Promise<ConversationItem[]>
  /** By UUID, losing UUID, label or losing label. */
  get(idOrLabel: string): Promise<ConversationRecord | undefined>
  statistics(query: StatisticsQuery): Promise<Statistics>
  saveUser(user: UserInput): Promise<User>
  getUserByPhone(phone: string): Promise<User | undefined>
  erase(selector: EraseSelector): Promise<Erasure>
  /** UUIDs of conversations erased since the given moment, so that other processes' journals obey too. */
  erasedSince(moment: Date): Promise<string[]>
  close(): Promise<void>
}
