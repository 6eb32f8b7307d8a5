import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { openContactListener } from './contacts/listen.ts'
import { phoneRegion } from './contacts/phone.ts'
import {
  EMBEDDED_START_WAIT_MS,
  END_TIMEOUT_MAX_MS,
  END_TIMEOUT_MS,
  JOURNAL_INSURANCE_HOURS,
} from './conversation/bounds.ts'
import { systemClock } from './conversation/clock.ts'
import { ConversationManager } from './conversation/conversation-manager.ts'
import { RawiError } from './conversation/errors.ts'
import { Announcer } from './conversation/events.ts'
import type { Recorder, RecorderOptions } from './conversation/recorder-api.ts'
import { openStateFolder } from './conversation/state-folder.ts'
import { adoptJournals } from './journal/adopt-journals.ts'
import { eraseFromOldJournals } from './journal/erase-old-journals.ts'
import { openJournal } from './journal/open-journal.ts'
import { removeExpired } from './journal/remove-expired.ts'
import type { Database } from './store/database.ts'
import { openEmbedded } from './store/embedded.ts'
import { lazyDatabase } from './store/lazy-database.ts'
import { openStore } from './store/open-store.ts'
import { openPostgres } from './store/postgres.ts'

/** The one tenant that everybody has who runs one company. */
const DEFAULT_TENANT = '00000000-0000-0000-0000-000000000000'

/**
 * Opens a recorder: resolves as soon as its journal takes messages; the database comes in the background.
 * @throws RawiError RAWI_STATE_DIR_UNWRITABLE, RAWI_DATABASE_URL_INVALID, RAWI_CONFIG_INVALID
 * @example
 * import { openRecorder } from 'rawi'
 *
 * const recorder = await openRecorder({ stateDir: '/var/lib/rawi' })
 * const conversation = recorder.startConversation({ roomName: 'room-abc123', language: 'ar' })
 * conversation.addMessage({ role: 'user', content: 'مرحباً' })
 * const { saved, transcriptPath } = await conversation.end({ userPhone: '+963991234567' })
 * await recorder.close()
 */
export async function openRecorder(options: RecorderOptions = {}): Promise<Recorder> {
  return openRecorderOn(options, databaseOf)
}

/**
 * A recorder on the database that `databaseFor` gives, which it closes at its own end.
 * @throws RawiError what `openRecorder` throws
 */
export async function openRecorderOn(
  options: RecorderOptions,
  databaseFor: (options: RecorderOptions, directory: string) => Database,
): Promise<Recorder> {
  checkedOptions(options)
  const tenantId = checkedTenant(options.tenantId)
  const region = phoneRegion(options.defaultRegion ?? 'SY')
  const { contacts } = options
  const listening = {
    defaultRegion: contacts?.defaultRegion ?? options.defaultRegion ?? 'SY',
    ...(contacts?.model && { model: contacts.model }),
  }
  const endTimeoutMs = checkedTimeout(options.endTimeoutMs)
  const key = checkedKey(options.journalKey)
  const insuranceMs = checkedInsurance(options.journalInsuranceHours) * 3_600_000
  const clock = options.clock ?? systemClock
  const folders = await openStateFolder(resolve(options.stateDir ?? join(homedir(), '.rawi')))
  const database = databaseFor(options, folders.database)
  const recorderId = uuidv7()
  const announcer = new Announcer()
  const journalOptions = {
    directory: folders.journal,
    clock,
    ...(key && { key }),
    onAlarm: ({ code, detail }: { code: Parameters<Announcer['alarm']>[0]; detail: string }) =>
      announcer.alarm(code, detail),
  }
  const journal = await openJournal({ ...journalOptions, recorderId, tenantId })
  const schema = options.schema === undefined ? {} : { schema: options.schema }
  return new ConversationManager({
    recorderId,
    tenantId,
    journal,
    oldJournals: {
      adopt: () => adoptJournals({ ...journalOptions, ownRecorderId: recorderId }),
      erase: (conversations) => eraseFromOldJournals({ ...journalOptions, ownRecorderId: recorderId, conversations }),
      removeExpired: () => removeExpired({ ...journalOptions, insuranceMs }),
    },
    store: openStore(database, { tenantId, ...schema, notify: options.sync === 'live' }),
    databaseKind: database.kind,
    clock,
    region,
    folders,
    sync: options.sync ?? 'end',
    endTimeoutMs,
    // Who set a time-out means it.
    startWaitMs: database.kind === 'embedded' && options.endTimeoutMs === undefined ? EMBEDDED_START_WAIT_MS : 0,
    announcer,
    contacts: contacts?.off ? undefined : openContactListener(listening),
  })
}

/** The database of a recorder with these options: connected or opened with its first statement. */
export function databaseOf(options: RecorderOptions, directory: string): Database {
  const schema = options.schema === undefined ? {} : { schema: options.schema }
  const { databaseUrl: url } = options
  if (url !== undefined && url.trim() !== '') return openPostgres({ url, ...schema })
  return lazyDatabase('embedded', () => openEmbedded({ directory, ...schema }))
}

/** What a caller in JavaScript may get wrong. @throws RawiError RAWI_CONFIG_INVALID */
function checkedOptions(options: RecorderOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new RawiError('RAWI_CONFIG_INVALID', 'The options of a recorder must be an object.')
  for (const field of ['stateDir', 'databaseUrl', 'schema'] as const) {
    if (options[field] !== undefined && typeof options[field] !== 'string')
      throw new RawiError('RAWI_CONFIG_INVALID', `${field} must be a string.`)
  }
  if (options.sync !== undefined && options.sync !== 'end' && options.sync !== 'live')
    throw new RawiError('RAWI_CONFIG_INVALID', 'sync must be end or live.')
}

/** @throws RawiError RAWI_CONFIG_INVALID */
export function checkedTenant(tenantId: string = DEFAULT_TENANT): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenantId)) return tenantId.toLowerCase()
  throw new RawiError('RAWI_CONFIG_INVALID', 'tenantId must be a UUID.')
}

function checkedTimeout(milliseconds: number = END_TIMEOUT_MS): number {
  if (Number.isFinite(milliseconds) && milliseconds >= 0 && milliseconds <= END_TIMEOUT_MAX_MS) return milliseconds
  throw new RawiError('RAWI_CONFIG_INVALID', `endTimeoutMs must be a number from 0 to ${END_TIMEOUT_MAX_MS}.`)
}

/** Not longer than erasures are looked back for. */
function checkedInsurance(hours: number = JOURNAL_INSURANCE_HOURS): number {
  if (Number.isFinite(hours) && hours >= 0 && hours <= JOURNAL_INSURANCE_HOURS) return hours
  throw new RawiError(
    'RAWI_CONFIG_INVALID',
    `journalInsuranceHours must be a number from 0 to ${JOURNAL_INSURANCE_HOURS}.`,
  )
}

function checkedKey(key: Uint8Array | undefined): Buffer | undefined {
  if (key === undefined) return undefined
  if (key instanceof Uint8Array && key.byteLength === 32) return Buffer.from(key)
  throw new RawiError('RAWI_CONFIG_INVALID', 'journalKey must be 32 bytes.')
}
