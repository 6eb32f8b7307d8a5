/**
 * Every code a user can meet, with what to do next. `docs/errors.md` holds the same table; a test compares them.
 */
export const ERRORS = {
  RAWI_ROLE_UNKNOWN: 'Use one of user, assistant, system, tool.',
  RAWI_INPUT_INVALID: 'Mend the value that the message names and call again; nothing was kept of this call.',
  RAWI_CONVERSATION_ENDED: 'Start a new conversation; what was added before the end is safe.',
  RAWI_CONVERSATION_NOT_FOUND: 'Check the id with `rawi list`; a losing label or UUID also finds its conversation.',
  RAWI_RECORDER_CLOSED: 'Open a new recorder with openRecorder().',
  RAWI_PHONE_INVALID: 'Write the number with its country code, such as +963991234567, or set a default region.',
  RAWI_CURSOR_INVALID: 'Begin again without a cursor; cursors come from next_cursor of the page before.',
  RAWI_LIMIT_INVALID: 'Ask for 1 to 100 items; go on with the cursor.',
  RAWI_STATE_DIR_UNWRITABLE: 'Give this user write access to the folder, or choose another with RAWI_HOME.',
  RAWI_DATABASE_URL_INVALID:
    'Write it as postgres://user:password@host:5432/database, or unset DATABASE_URL to use the embedded database.',
  RAWI_DATABASE_UNREACHABLE:
    'Check that the server runs and that DATABASE_URL names it, or that the embedded database has room on its disk; calls go on and are saved when it is back.',
  RAWI_DATABASE_TIMEOUT:
    'The database answered too late; what was being saved stays in the journal and is tried again.',
  RAWI_DATABASE_REFUSED: 'Read the reason, then check the rights of the database user with `rawi doctor`.',
  RAWI_COMMIT_ROLLED_BACK: 'The database undid the transaction; it is tried again by itself.',
  RAWI_SCHEMA_NEWER: 'Update this program: a newer version has already migrated the database.',
  RAWI_SCHEMA_OLD_SYSTEM:
    'Run `rawi migrate --adopt` to take these tables over (nothing of them is dropped), or choose another schema with RAWI_SCHEMA.',
  RAWI_ADOPT_BLOCKED:
    'Read what stands in the way; a schema rawi_old that holds other tables must be renamed first. Nothing was moved.',
  RAWI_FILE_UNREADABLE: 'Check the path and the rights of the file, and name files rather than folders.',
  RAWI_FILE_UNWRITABLE: 'Choose a file that does not exist yet, in a folder that this user may write.',
  RAWI_FILE_TOO_LARGE: 'Check that it is a transcript; one larger than the bound is not read.',
  RAWI_TRANSCRIPT_INVALID:
    'The file is neither a transcript of the old system nor one of Rawi, nor an export; nothing of it was imported.',
  RAWI_EXPORT_NEWER: 'Update this program: a newer version wrote this export.',
  RAWI_EXPORT_DAMAGED:
    'Every line that could be read was imported; export again, or mend the line that is named and import again.',
  RAWI_EXPORT_TRUNCATED:
    'What stood in the file was imported; its end is missing: export or copy it again, then import it again.',
  RAWI_IMPORT_REFUSED: 'Mend the value and import again; everything else of the file was imported.',
  RAWI_IMPORT_ERASED: 'It was erased here and stays away; an import brings nothing back.',
  RAWI_MIGRATION_FAILED:
    'Nothing of the failed migration was kept. Run `rawi migrate` as the owner of the database, or paste `rawi migrate --print` into its SQL editor.',
  RAWI_EMBEDDED_HELD: 'Close the process that holds the embedded database, or give both the same DATABASE_URL.',
  RAWI_EMBEDDED_UNSAFE:
    'The embedded database does not reach the disk on this machine: set DATABASE_URL to a PostgreSQL server.',
  RAWI_JOURNAL_DISK_FULL: 'Free space on the disk of the state folder: calls go on in memory until then.',
  RAWI_JOURNAL_MEMORY_FULL: 'Free space on the disk now: new messages are kept only in the running call until then.',
  RAWI_JOURNAL_WRITE_FAILED:
    'Check the disk of the state folder; what was not safe was written again into a new segment.',
  RAWI_JOURNAL_DAMAGED: 'Check the disk; every readable frame before and after the damage was recovered.',
  RAWI_JOURNAL_KEY_MISSING: 'Configure the journal key that wrote this folder, then run `rawi recover`.',
  RAWI_JOURNAL_FAILED:
    'Read the reason; the recovery of this folder is tried again at the next start or with `rawi recover`.',
  RAWI_TRANSCRIPT_FAILED:
    'Check the space and the rights of the transcripts folder; the conversation itself is in the journal and the database.',
  RAWI_QUARANTINED:
    'See quarantine/ in the state folder with `rawi doctor`; everything else of the conversation was saved.',
  RAWI_LISTENER_FAILED: 'Mend the event listener that threw; the recorder went on without it.',
  RAWI_CONTACT_FAILED:
    'This is a defect of Rawi: report it. The call is whole; only who was calling may be missing in it.',
  RAWI_COMMAND_USAGE: 'See `rawi --help` for the commands and their options.',
  RAWI_CONFIG_INVALID: 'Mend the setting that the message names; `rawi doctor` shows what is in force.',
  RAWI_PERSONA_INVALID: 'Mend the persona file at the line that the message names.',
  RAWI_NOT_FOUND:
    'Check the path and the id, and that the key, session or token is sent; without one everything looks missing.',
  RAWI_ACCESS_REFUSED: 'Send a key that exists and is not revoked, or sign in again; `rawi keys create` makes a key.',
  RAWI_SCOPE_MISSING: 'Use a key with the scope that the message names; `rawi keys create --scope` makes one.',
  RAWI_ORIGIN_REFUSED:
    'Send changes of a signed-in page from the page itself, with its Origin and as JSON or with x-csrf-token; other programs use a key.',
  RAWI_HOST_REFUSED: 'Open the address that the server printed, or name this one in RAWI_PUBLIC_URL.',
  RAWI_METHOD_REFUSED: 'Use one of the methods that the Allow header names.',
  RAWI_MEDIA_TYPE_REFUSED: 'Send the body as application/json.',
  RAWI_BODY_TOO_LARGE: 'Send less in one request; the message names the bound.',
  RAWI_REQUEST_TIMEOUT: 'Send the whole request without long pauses.',
  RAWI_REQUEST_MALFORMED: 'Send a well-formed HTTP request with fewer or shorter headers.',
  RAWI_RATE_LIMITED: 'Wait the seconds that Retry-After names, then go on more slowly.',
  RAWI_CONFLICT: 'Read the current state again and decide anew; the message says what stands in the way.',
  RAWI_IDEMPOTENCY_MISMATCH: 'Use a new Idempotency-Key for a different request.',
  RAWI_EVENTS_LOST: 'Take the snapshot that follows as the new beginning; what came between stands in the records.',
  RAWI_LISTENER_SLOW:
    'Read faster, then connect again with the last event id; what is still kept follows, else a fresh snapshot.',
  RAWI_CALL_NOT_CONTROLLED:
    'Reach the agent where it runs: this server keeps what is said in the call, but cannot make its agent act.',
  RAWI_BUSY: 'Try again after the seconds that Retry-After names; the server has as much as it can take.',
  RAWI_STOPPING: 'Try again after the seconds that Retry-After names; the server is about to stop.',
  RAWI_LISTEN_FAILED: 'Choose another port with --port, or another address with --host.',
  RAWI_LISTEN_UNSAFE:
    'Make a key with `rawi keys create`, or set RAWI_PASSWORD or RAWI_JWT_ISSUER, before listening beyond this machine.',
  RAWI_SECRET_WEAK: 'Give the secret at least 32 bytes, such as those of `openssl rand -base64 32`.',
  RAWI_SERVER_UNREACHABLE: 'Check that the server still runs; `rawi start` starts it.',
  RAWI_SERVER_NOT_RUNNING: 'Start the server with `rawi start`, then run this again.',
  RAWI_KEY_NOT_FOUND: 'See the keys with `rawi keys list`.',
  RAWI_CALL_MESSAGE_INVALID:
    'Send what docs/call-protocol.md describes; the message was left out and the call goes on.',
  RAWI_CALL_MESSAGE_TOO_LARGE: 'Send less in one message; this one was left out and the call goes on.',
  RAWI_CALL_TOO_FAST: 'Send more slowly; what came too fast was left out and the call goes on.',
  RAWI_CALL_VERSION_UNKNOWN: 'Reload the page: it speaks another version of the call protocol than this server.',
  RAWI_CALL_NOT_FOUND: 'Start a new call: this one has ended, or it is not the one that the token belongs to.',
  RAWI_CALL_ELSEWHERE: 'Go on in the tab that was opened last; a call is in one place at a time.',
  RAWI_CALL_IDLE: 'Start the call sooner after opening the connection.',
  RAWI_CALL_RECORD_CLOSED:
    'Tell the staff what is wrong: they can still change it; a caller can for an hour after the call.',
  RAWI_VOICE_FAILED:
    'The call goes on in text and captions; check the settings of the voice, or install its optional package.',
  RAWI_HEARING_FAILED: 'Type instead; check the settings of speech recognition.',
  RAWI_MODEL_FAILED: 'Say it again; check the settings of the language model.',
  RAWI_AVATAR_REFUSED: 'The call goes on with the built-in face; choose builtin or audio in AVATAR_PROVIDER.',
  RAWI_RECORDING_FAILED:
    'The call goes on without its sound being kept; check the space and the rights of the recordings folder.',
  RAWI_SERVER_MISSING: 'Install the command with `npm install @rawi/server`.',
  RAWI_INTERNAL: 'This is a defect of Rawi: report it with what the message says.',
} as const

export type ErrorCode = keyof typeof ERRORS

/**
 * An error with a stable code and a sentence that says what to do next.
 * @example
 * try { conversation.addMessage({ role: 'user', content: 'hi' }) } catch (error) {
 *   if (error instanceof RawiError) console.error(error.code, error.hint)
 * }
 */
export class RawiError extends Error {
  readonly code: ErrorCode
  /** What to do next. */
  readonly hint: string

  constructor(code: ErrorCode, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'RawiError'
    this.code = code
    this.hint = ERRORS[code]
  }
}
