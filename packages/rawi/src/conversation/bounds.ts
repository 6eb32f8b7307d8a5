/**
 * Every bound of the library in one place. `docs/bounds.md` says what happens at each; a test compares the two.
 */

/** UTF-8 bytes of one message's content; beyond it the text is cut and ends in a marker that says how much is missing. */
export const MESSAGE_CONTENT_MAX_BYTES = 1_048_576
/** Levels of nesting in metadata; deeper values are replaced by a marker. */
export const METADATA_MAX_DEPTH = 64
/** Bytes of JSON in metadata; a larger object is replaced by a marker that says its size. */
export const METADATA_MAX_BYTES = 262_144
/** UTF-8 bytes of a label (`conversation_id`); a longer one is cut and gets a hash. */
export const LABEL_MAX_BYTES = 1_024
/** UTF-8 bytes of a name, e-mail, room name or identity; longer ones are cut. */
export const FIELD_MAX_BYTES = 2_048
/** UTF-8 bytes of a summary; longer ones are cut. */
export const SUMMARY_MAX_BYTES = 65_536
/** Tags of a conversation; the rest is left out. */
export const TAGS_MAX = 64
/** Revisions of one message; a later one is ignored with an alarm. */
export const REVISION_MAX = 32_767
/** Bytes of one journal segment; the next frame opens a new one. */
export const JOURNAL_SEGMENT_BYTES = 67_108_864
/** Segments a live conversation may lag behind before its frames are copied forward. */
export const JOURNAL_COPY_FORWARD_SEGMENTS = 4
/** Bytes the journal keeps in memory while the disk refuses it; what comes later raises an alarm and is not journaled. */
export const JOURNAL_MEMORY_MAX_BYTES = 67_108_864
/** Bytes of the ballast file that is given back when the disk is full. */
export const JOURNAL_BALLAST_BYTES = 1_048_576
/** Bytes of one frame; a longer length in a file is damage. */
export const JOURNAL_FRAME_MAX_BYTES = 16_777_216
/** Hours that freed segments stay as insurance. */
export const JOURNAL_INSURANCE_HOURS = 24
/** Bytes of messages of ended, unsaved conversations held in memory; beyond it they are read back from the journal. */
export const PENDING_MEMORY_MAX_BYTES = 67_108_864
/** Conversations in one save after an outage. */
export const SAVE_BATCH_MAX = 50
/** Bytes of message text in one statement of a save; more goes in chunks inside the same transaction. */
export const SAVE_CHUNK_BYTES = 16_777_216
/** Saves under way at once. */
export const SAVES_AT_ONCE = 4
/** Transcript files being written at once. */
export const TRANSCRIPTS_AT_ONCE = 8
/** Milliseconds that `flush()` waits for a disk that refuses to write before it rejects; the words stay in memory. */
export const FLUSH_TROUBLE_MS = 5_000
/** Milliseconds `end()` waits for the database before it resolves with `saved: false`. */
export const END_TIMEOUT_MS = 5_000
/** Milliseconds `end()` waits for an embedded database that is still starting, before `END_TIMEOUT_MS` begins to count. */
export const EMBEDDED_START_WAIT_MS = 60_000
/** Milliseconds `endTimeoutMs` may be set to at most. */
export const END_TIMEOUT_MAX_MS = 600_000
/** Milliseconds a function given to `recordSession` has to say what the end of a call brings along. */
export const SESSION_END_DETAILS_MS = 20_000
/** Milliseconds between attempts to save while the database is away: from, to. */
export const RETRY_FROM_MS = 250
export const RETRY_TO_MS = 15_000
/** Milliseconds to connect to the database before the attempt counts as failed. */
export const CONNECT_TIMEOUT_MS = 5_000
/** Milliseconds one statement may take, in the server and, with a second on top, on the wire. */
export const STATEMENT_TIMEOUT_MS = 30_000
/** Database connections of one recorder. */
export const POOL_MAX = 6
/** Brief reads that share a connection's round trip at most, and that wait for a connection at most. */
export const SHARED_READS_MAX = 8
export const WAITING_READS_MAX = 10_000
/** Seconds between renewals of a recorder's lease, and how long it may lapse before the sweeper ends its calls. */
export const LEASE_RENEW_SECONDS = 30
export const LEASE_LAPSE_SECONDS = 90
/** Items on a page: by default, at most. */
export const LIST_LIMIT_DEFAULT = 20
export const LIST_LIMIT_MAX = 100
/** Messages of a conversation that `get` returns. */
export const MESSAGES_MAX = 100_000
/** UTF-8 bytes of folded words that go into a conversation's search row; the rest is left out with a marker. */
export const SEARCH_TEXT_MAX_BYTES = 262_144
/** Outbox rows consumed in one transaction. */
export const OUTBOX_BATCH_MAX = 200
/** Digits a phone suffix needs at least. */
export const PHONE_SUFFIX_MIN_DIGITS = 3
/** UTF-16 units of one word in search rows and queries; the rest of a longer word is not looked at. */
export const SEARCH_WORD_MAX_UNITS = 500
/** Words of one search; the rest is not asked for. */
export const SEARCH_QUERY_WORDS_MAX = 32
/** Conversations ended in one sweep; the next sweep goes on. */
export const SWEEP_MAX = 1_000
/** Days that the lease of a process that is gone stays to be seen. */
export const LEASE_KEPT_DAYS = 7
/** Bytes of one transcript file that is imported; a larger one is refused. */
export const IMPORT_FILE_MAX_BYTES = 67_108_864
/** Bytes of one line of an export that is imported; a longer one is passed over and told. */
export const IMPORT_LINE_MAX_BYTES = 67_108_864
/** Bytes of a conversation’s words in one line of an export; the rest follows in lines of their own. */
export const EXPORT_LINE_BYTES = 1_048_576
/** Bytes of an export’s lines that are imported in one transaction; the next ones follow in the next. */
export const TRANSFER_GROUP_BYTES = 4_194_304
/** Lines of an export that are imported in one transaction; the next ones follow in the next. */
export const TRANSFER_GROUP_MAX = 50
/** Minutes of silence under one old conversation id; after more of it another call begins. */
export const CALL_GAP_MINUTES = 10
/** Seconds of silence under one old conversation id that part two calls where the record of one begins or ends in it. */
export const CALL_BREAK_SECONDS = 30
/** Seconds within which two loggers write down the same sentence; what comes later was said again. */
export const DOUBLED_WITHIN_SECONDS = 10
/** Seconds by which the starts of two records of one old call may differ; farther apart they are two calls. */
export const SAME_CALL_SECONDS = 10
/** Milliseconds one statement may take while old tables are taken over; then the server stops it. */
export const ADOPT_STATEMENT_TIMEOUT_MS = 600_000
/** UTF-16 units of one turn in which a name, a phone number or an e-mail is looked for. */
export const CONTACT_TURN_MAX_UNITS = 8_192
/** Words, numbers and marks of one turn in which they are looked for. */
export const CONTACT_TURN_MAX_TOKENS = 1_500
/** Turns of one conversation that the contact extractor reads. */
export const CONTACT_TURNS_MAX = 2_000
/** Bytes of a model's answer about a contact. */
export const CONTACT_MODEL_ANSWER_MAX_BYTES = 65_536
/** Milliseconds a model has to answer about a contact, unless the caller of the API says otherwise. */
export const CONTACT_MODEL_TIMEOUT_MS = 8_000
/** UTF-16 units of the conversation that are handed to a model; the latest turns are kept. */
export const CONTACT_MODEL_PROMPT_MAX_UNITS = 48_000
/** Milliseconds that turns wait to be read for a contact. */
export const CONTACT_PAUSE_MS = 20
/** Milliseconds between two runs of reading while more is said than one run reads; the end of a call reads what is left. */
export const CONTACT_FLOOD_PAUSE_MS = 500
/** Milliseconds of reading for contacts in one go; then whatever else waits has its turn. */
export const CONTACT_RUN_MS = 2
/** Patches that the rules brought for one field of a call and that are kept; the oldest go first. */
export const CONTACT_PATCHES_MAX = 64
/** UTF-16 units of a quote, and of a value as it was said, that are kept; a longer one is cut. */
export const CONTACT_QUOTE_MAX_UNITS = 500
/** Milliseconds of the end time-out that a model leaves for the save. */
export const CONTACT_SAVE_RESERVE_MS = 1_000
/** Minutes after its last sign of life that a resumable call whose process died may go on in another one. */
export const RESUME_MINUTES = 60
/** Milliseconds between attempts to listen again to what other processes write: from, to. */
export const LISTEN_RETRY_FROM_MS = 200
export const LISTEN_RETRY_TO_MS = 10_000
/** Milliseconds between questions that show whether the listening connection still lives. */
export const LISTEN_CHECK_MS = 15_000
/** Events of one tenant that a listener who comes back can still get; older ones are told by reset and a fresh snapshot. */
export const LIVE_EVENTS_MAX = 10_000
/** Bytes of them; beyond it the oldest go first, and are told by reset as well. */
export const LIVE_EVENTS_MAX_BYTES = 16_777_216
/** Running calls in the snapshot that a listener begins with; the oldest are left out. */
export const LIVE_CALLS_MAX = 2_000
/** Ended calls whose events stay for listeners who come back; of others the record is replayed from its beginning. */
export const LIVE_ENDED_CALLS_MAX = 200
/** Streams of one key, session or token at once; a further one is refused with 429. */
export const LIVE_STREAMS_MAX = 20
/** Milliseconds without an event after which a stream sends a sign of life. */
export const LIVE_HEARTBEAT_MS = 15_000
/** Milliseconds in which a listener must take what was sent; one that does not is cut with RAWI_LISTENER_SLOW. */
export const LIVE_STALL_MS = 20_000
/** Milliseconds after which a listener whose stream ended is told to come back. */
export const LIVE_RETRY_MS = 1_000
/** Milliseconds between looks into the database for calls of processes that tell nobody what they write. */
export const LIVE_CHECK_MS = 10_000
/** Conversations that come in over HTTP at once in one server; a further one is refused with RAWI_BUSY. */
export const INGEST_CALLS_MAX = 10_000
/** Messages in one request; more are refused. */
export const INGEST_MESSAGES_MAX = 500
/** Bytes of a request that adds messages; a larger one is refused. */
export const INGEST_BODY_MAX_BYTES = 8_388_608
/** Seconds without a message after which a conversation that comes in over HTTP is ended with timeout, unless set otherwise. */
export const INGEST_IDLE_SECONDS = 1_800
/** Idempotency-Keys that one conversation remembers; of older ones the messages themselves are still told apart by their ids. */
export const INGEST_KEYS_MAX = 1_000
/** Ended conversations whose answer is kept for who asks again; of others the record is told. */
export const INGEST_ENDED_MAX = 10_000
/** Idempotency-Keys in memory; older ones are looked up in the database. */
export const IDEMPOTENCY_KEPT_MAX = 10_000
/** Hours that an Idempotency-Key is remembered; after that the same key is a new request. */
export const IDEMPOTENCY_HOURS = 24
/** Tenants whose recorders one server keeps open; a further one is refused until the next start. */
export const TENANT_RECORDERS_MAX = 64
/** Bytes of a request's body, unless its route says otherwise; a larger one is refused. */
export const REQUEST_BODY_MAX_BYTES = 2_097_152
/** Bytes of a request's headers; more are refused. */
export const REQUEST_HEADERS_MAX_BYTES = 16_384
/** Milliseconds in which a request's headers must have come, and all of it. */
export const REQUEST_HEADERS_MS = 10_000
export const REQUEST_BODY_MS = 30_000
/** Milliseconds that an idle connection is kept. */
export const KEEP_ALIVE_MS = 65_000
/** Milliseconds in which nothing moves on a connection under way; then it is cut. */
export const STALLED_MS = 120_000
/** Connections of one server at once; further ones are closed. */
export const CONNECTIONS_MAX = 2_000
/** Milliseconds that requests and streams under way have to end when the server stops; then they are cut. */
export const DRAIN_MS = 10_000
/** Requests a minute of one key, session or token, by default; then 429. */
export const REQUESTS_PER_MINUTE = 6_000
/** Refused credentials and sign-ins a minute from one address; then 429. */
export const REFUSALS_PER_MINUTE = 30
/** Entries of the audit log that wait for the database; while so many wait, reads of transcripts are refused. */
export const AUDIT_WAITING_MAX = 10_000
/** Minutes that a sign-in link can be used, once. */
export const SIGN_IN_MINUTES = 15
/** Hours that a session lasts. */
export const SESSION_HOURS = 168
/** Milliseconds that a key or session is trusted without asking the database; how late another server's revocation may act. */
export const ACCESS_CACHE_MS = 5_000
/** Milliseconds that a key or session is trusted while the database cannot be asked; then askers are told to come back. */
export const ACCESS_AWAY_MS = 3_600_000
/** Keys and sessions remembered at once; the one used longest ago goes first. */
export const ACCESS_CACHE_MAX = 10_000
/** API keys of one tenant that are not revoked; a further one is refused. */
export const API_KEYS_MAX = 1_000
/** Calls at once that one server answers by default; the next caller is told to come back. */
export const CALLS_AT_ONCE = 100
/** Seconds in which a ticket must be used to open the connection of a call. */
export const CALL_TICKET_SECONDS = 60
/** Tickets that wait at once; the oldest goes first. */
export const CALL_TICKETS_MAX = 1_000
/** Tickets a minute for one address; then 429. */
export const CALLS_PER_MINUTE = 20
/** Bytes of one message on the connection of a call; a larger one closes it. */
export const CALL_MESSAGE_MAX_BYTES = 1_048_576
/** Minutes after the end of a call in which its caller may rate it and mend what was kept of them. */
export const CALL_RECORD_MINUTES = 60
/** Looks and changes a minute of the caller of one call; then 429. */
export const CALL_RECORD_PER_MINUTE = 30
/** UTF-16 units of what a caller writes beside the rating of a call. */
export const CALL_COMMENT_MAX_UNITS = 1_000
/** Days after its end in which a call is told of and summed up; what is saved later (an import) is taken as it is. */
export const CALL_WORK_DAYS = 7
/** Messages of a call that its summary and analysis read; the first and the last ones. */
export const ANALYSIS_MESSAGES_MAX = 2_000
/** UTF-16 units of one turn that they read. */
export const ANALYSIS_TURN_MAX_UNITS = 4_000
/** UTF-16 units of the conversation that are handed to a model for its summary; the latest turns are kept. */
export const SUMMARY_PROMPT_MAX_UNITS = 48_000
/** Bytes of a model's answer with a summary. */
export const SUMMARY_ANSWER_MAX_BYTES = 65_536
/** Milliseconds a model has for a summary. */
export const SUMMARY_MODEL_TIMEOUT_MS = 20_000
/** UTF-16 units of a summary that is written here. */
export const SUMMARY_MAX_UNITS = 600
/** Endpoints of one tenant that webhooks go to. */
export const WEBHOOKS_MAX = 50
/** Bytes of the body of one webhook. */
export const WEBHOOK_BODY_MAX_BYTES = 20_000
/** Milliseconds to connect to an endpoint, until its answer begins, and for one attempt in all. */
export const WEBHOOK_CONNECT_MS = 5_000
export const WEBHOOK_ANSWER_MS = 15_000
export const WEBHOOK_ATTEMPT_MS = 20_000
/** Bytes of an endpoint's answer that are read. */
export const WEBHOOK_ANSWER_MAX_BYTES = 65_536
/** Seconds after which an attempt whose server was killed is made again. */
export const WEBHOOK_CLAIM_SECONDS = 60
/** Attempts that a delivery remembers. */
export const WEBHOOK_HISTORY_MAX = 20
/** Hours that the secret before the current one goes on signing. */
export const WEBHOOK_SECRET_OVERLAP_HOURS = 24
/** Conversations, or rows of one table, that one turn of retention removes at once; it goes on until nothing is left. */
export const RETENTION_BATCH_MAX = 500
/** Messages of a conversation that one answer holds; a cursor leads to the rest. */
export const MESSAGES_PAGE_MAX = 10_000
/** Bytes of words in the messages of one answer, but for the last of them; a cursor leads to the rest. */
export const MESSAGES_PAGE_BYTES = 16_777_216
/** UTF-16 units of a note; a longer one is refused. */
export const NOTE_MAX_UNITS = 10_000
/** Exports of one server that run at once; a further one is told to come back. */
export const EXPORTS_AT_ONCE = 8
/** Days that one answer counts by day or hour; a longer range is refused. */
export const STATISTICS_DAYS_MAX = 366
