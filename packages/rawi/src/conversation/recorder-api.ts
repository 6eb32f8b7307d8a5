import type { Contact, ContactModel, ContactPatch } from './contact-listener.ts'
import type { EventRecord, RecordingInput } from './fact.ts'
import type { Alarm, JournalStatistics } from './journal-port.ts'
import type { JsonObject, Message, MessageInput } from './message.ts'
import type { Channel, EndReason, Status } from './outcome.ts'
import type {
  Claim,
  ConversationItem,
  ConversationRecord,
  EraseSelector,
  Erasure,
  Statistics,
  StatisticsQuery,
  User,
} from './store-port.ts'

/** What may be said of a conversation at its start; everything is optional. */
export interface StartOptions {
  /** Its UUID of version 7, where the caller made it; one that this recorder holds already is refused. */
  id?: string
  /** Should this process die, the call is not over: a process that asks within the hour goes on with it. */
  resumable?: boolean
  /** The label people use; by default the room's name, else `session-xxxxxxxx`. */
  conversationId?: string
  roomName?: string
  /** LiveKit's room sid: two starts that carry the same one are the same call. */
  roomSid?: string
  participantIdentity?: string
  /** When it began, where that is told late; never in the future. By default now. */
  startedAt?: Date
  channel?: Channel
  language?: string
  avatarProvider?: string
  agentName?: string
  userName?: string
  /** Any form; kept as E.164. */
  userPhone?: string
  userEmail?: string
  /** The number of the line that calls (SIP), in any form: held only while nothing better was said. */
  callerId?: string
  tags?: readonly string[]
  metadata?: JsonObject
}

/** What may be said of a conversation at its end. */
export interface EndOptions {
  /** By default `user_hangup`. */
  endReason?: EndReason
  /** What failed, with `endReason: 'error'`. */
  errorCode?: string
  /** When it ended, where that is told late: from its last word to now. By default now. */
  endedAt?: Date
  /** By default the name that was found in what was said; so are phone and e-mail. */
  userName?: string
  /** Any form; kept as E.164. An invalid one is reported in `problems` and kept in the metadata. */
  userPhone?: string
  userEmail?: string
  /** Whose word these three are: by default a person's, which nothing replaces. What a model noted counts less than what the caller confirmed. */
  contactFrom?: 'person' | 'model'
  /** As at the start, where the line was not known then. */
  callerId?: string
  summary?: string
  language?: string
  /** 1 to 5. */
  rating?: number
  tags?: readonly string[]
  metrics?: JsonObject
  metadata?: JsonObject
}

export interface EndResult {
  readonly id: string
  readonly conversationId: string
  readonly status: Exclude<Status, 'active'>
  readonly endReason: EndReason
  /** User and assistant turns, all writers. */
  readonly messageCount: number
  /** Messages now in the database; 0 while `saved` is false. */
  readonly messagesSaved: number
  readonly durationSeconds: number
  /** The transcript file, or null where it could not be written (see `problems`). */
  readonly transcriptPath: string | null
  /** Whether the database has committed it; if not, it is in the journal and the event `saved` will tell. */
  readonly saved: boolean
  readonly user: User | null
  /** What was not as it should be, without harm to the rest. */
  readonly problems: readonly Alarm[]
}

/** One running call. */
export interface Conversation {
  /** Its UUIDv7. */
  readonly id: string
  readonly writer: number
  readonly startedAt: Date
  /** The label; settled once `ready` resolves. */
  readonly conversationId: string
  /** Resolves when the database knows the conversation. */
  readonly ready: Promise<Claim>
  /** What this writer has added, latest revisions, in order. */
  readonly messages: readonly Message[]
  /** Who is calling, from what was said up to now, and what its end told. */
  readonly contact: Contact
  /**
   * Keeps a message; when it returns the message survives the death of the process. Empty content is ignored.
   * @throws RawiError RAWI_ROLE_UNKNOWN, RAWI_INPUT_INVALID, RAWI_CONVERSATION_ENDED
   */
  addMessage(input: MessageInput): Message | undefined
  /** Replaces a message of this writer by its next revision, such as a provisional turn by the final one. */
  reviseMessage(seq: number, change: Partial<Omit<MessageInput, 'role'>>): Message
  /**
   * Keeps that something happened besides words, such as `hand_over`; it survives the death of the process.
   * @throws RawiError RAWI_INPUT_INVALID, RAWI_CONVERSATION_ENDED
   */
  addEvent(kind: string, detail?: JsonObject): EventRecord
  /**
   * Keeps what is known of the call's sound: when it begins, and again when it is whole. The file itself is the caller's.
   * @throws RawiError RAWI_INPUT_INVALID, RAWI_CONVERSATION_ENDED
   */
  addRecording(recording: RecordingInput): void
  /**
   * Resolves when everything added so far survives power loss.
   * @throws RawiError RAWI_JOURNAL_DISK_FULL where the disk takes nothing for `FLUSH_TROUBLE_MS`, RAWI_JOURNAL_MEMORY_FULL,
   * RAWI_JOURNAL_WRITE_FAILED; the words stay in memory and are written when the disk takes them
   */
  flush(): Promise<void>
  /**
   * Lets go of a `resumable` call without ending it, so that another process can go on with it; what was said is saved
   * first, and is in the journal where the database is away. This process cannot take it up again.
   */
  leave(): Promise<void>
  /** Ends the call: transcript file, then the database. Called again it gives the same result. */
  end(options?: EndOptions): Promise<EndResult>
}

export interface ListOptions {
  status?: Status
  /** A whole number in any form, or its last digits. */
  phone?: string
  name?: string
  words?: string
  language?: string
  channel?: Channel
  from?: Date
  to?: Date
  /** 1 to 100, by default 20. */
  limit?: number
  /** `next_cursor` of the page before. */
  cursor?: string
}

export interface ConversationPage {
  readonly items: readonly ConversationItem[]
  readonly next_cursor: string | null
  readonly has_more: boolean
}

export interface RecoveryReport {
  readonly journals: number
  readonly conversations: number
  readonly messages: number
  readonly damagedFrames: number
  /** Conversations read but not saved yet, because the database is away. */
  readonly pending: number
}

export interface RecorderStatus {
  readonly database: 'embedded' | 'postgres'
  readonly databaseReachable: boolean
  readonly activeConversations: number
  readonly pendingSaves: number
  readonly journal: JournalStatistics
}

/** A call that runs in this process. */
export interface RunningCall {
  /** Its start's own UUID, as in the events; the record has another where it turned out to be a call that ran already. */
  readonly id: string
  readonly record: ConversationRecord
}

/** The recorder's events. A listener that throws raises an alarm and harms nobody else. */
export interface RecorderEvents {
  started: [event: RunningCall]
  /** The database knows it: under which id, where it turned out to be a call that ran already, and which label. */
  claimed: [event: { id: string; claim: Claim }]
  /** It has ended here; `saved` or `pending` follow. */
  ended: [event: { id: string; conversationId: string; record: ConversationRecord }]
  message: [event: { id: string; conversationId: string; message: Message }]
  /** Something happened besides words. */
  event: [event: { id: string; conversationId: string; event: EventRecord }]
  saved: [result: EndResult]
  /** What was said told something new of who is calling; a moment after the message. */
  contact: [event: { id: string; conversationId: string; patches: readonly ContactPatch[]; contact: Contact }]
  /** Status `active`: it was `resumable`, and nobody has gone on with it yet. */
  recovered: [event: { id: string; conversationId: string; tenantId: string; status: Status; messages: number }]
  /** UUIDs of conversations that were erased, here or elsewhere: nothing of them may be shown any more. */
  erased: [event: { conversations: readonly string[] }]
  /** `end()` could not save now; it will be tried again. */
  pending: [event: { id: string; conversationId: string; reason: Alarm }]
  alarm: [alarm: Alarm]
}

export interface Recorder {
  /** This process's recorder id. */
  readonly id: string
  /** Resolves when the database is reached and its schema is right; rejects with the coded reason of the latest attempt. */
  readonly ready: Promise<void>
  /** Begins a conversation; the database is told in the background. @throws RawiError RAWI_RECORDER_CLOSED, RAWI_INPUT_INVALID */
  startConversation(options?: StartOptions): Conversation
  /**
   * Goes on with a `resumable` call that another process left or died in, as one more writer of it; one that runs here
   * already is given back.
   * @throws RawiError RAWI_CONVERSATION_NOT_FOUND, RAWI_CONVERSATION_ENDED, RAWI_BUSY while another process runs it,
   *   RAWI_DATABASE_UNREACHABLE
   */
  resumeConversation(id: string): Promise<Conversation>
  /** The calls that run in this process, with what was said; or only the one with this start. */
  running(id?: string): readonly RunningCall[]
  /** @throws RawiError RAWI_CURSOR_INVALID, RAWI_LIMIT_INVALID, RAWI_PHONE_INVALID, RAWI_INPUT_INVALID */
  listConversations(options?: ListOptions): Promise<ConversationPage>
  /** A conversation with its messages, by id or label; a running one as this process holds it. */
  getConversation(idOrLabel: string): Promise<ConversationRecord | undefined>
  getStatistics(query?: StatisticsQuery): Promise<Statistics>
  /** @throws RawiError RAWI_PHONE_INVALID */
  saveUser(user: { phone: string; name?: string; email?: string; language?: string }): Promise<User>
  /** @throws RawiError RAWI_PHONE_INVALID */
  getUserByPhone(phone: string): Promise<User | undefined>
  /** Adopts what dead processes left in this state folder and saves it. */
  recover(): Promise<RecoveryReport>
  /** Removes a conversation, or everything of a phone number, from database, journal and transcripts. */
  erase(selector: EraseSelector): Promise<Erasure>
  /** Forgets at once what other processes erased; without being asked it does so within half a minute. @throws RawiError RAWI_DATABASE_UNREACHABLE */
  obeyErasures(): Promise<void>
  status(): RecorderStatus
  on<E extends keyof RecorderEvents>(event: E, listener: (...args: RecorderEvents[E]) => void): this
  off<E extends keyof RecorderEvents>(event: E, listener: (...args: RecorderEvents[E]) => void): this
  once<E extends keyof RecorderEvents>(event: E, listener: (...args: RecorderEvents[E]) => void): this
  /** Waits for saves under way (up to the end time-out), then closes everything. What is unsaved stays in the journal. */
  close(): Promise<void>
}

export interface ContactOptions {
  /** Asked once at the end of a call about what the caller did not confirm; without it the rules stand alone. */
  model?: ContactModel
  /** By default the recorder's. */
  defaultRegion?: string
  /** Nothing is looked for. */
  off?: boolean
}

export interface RecorderOptions {
  /** PostgreSQL or Supabase; without it the embedded database under `stateDir`. */
  databaseUrl?: string
  /** Holds `db/`, `journal/`, `transcripts/`, `quarantine/`; by default `~/.rawi`. */
  stateDir?: string
  /** By default the one tenant that everybody has. */
  tenantId?: string
  /** By default `public`. */
  schema?: string
  /** Region of phone numbers without a country code, ISO 3166-1 alpha-2; by default `SY`. */
  defaultRegion?: string
  /** `end`: the database hears of a call at start and end only; `live`: tails are shipped about once a second. */
  sync?: 'end' | 'live'
  /** Milliseconds `end()` waits for the database, 0 to 600,000; by default 5,000. */
  endTimeoutMs?: number
  /** 32 bytes: encrypts every frame of the journal with AES-256-GCM. */
  journalKey?: Uint8Array
  /** Hours that journals stay as insurance after their conversations were saved, 0 to 24; by default 24. */
  journalInsuranceHours?: number
  /** Who is calling, found in what is said. */
  contacts?: ContactOptions
  clock?: import('./clock.ts').Clock
}
