import type { ConversationStore } from '../conversation/store-port.ts'
import type { Database } from './database.ts'
import { erase, erasedSince } from './erase.ts'
import { get } from './get.ts'
import { releaseLease, renewLease, sweep } from './lease.ts'
import { list } from './list.ts'
import { migrate } from './migrate.ts'
import { liveChannel } from './notify.ts'
import { drainOutbox } from './outbox.ts'
import { letGo, resume } from './resume.ts'
import { claim, type SaveOptions, save } from './save.ts'
import { statistics } from './statistics.ts'
import { getUserByPhone, saveUser } from './users.ts'

export interface StoreOptions {
  /** Whose conversations are read, erased and counted. What is written names its tenant itself. */
  readonly tenantId: string
  /** Where the tables stand; the same as the database was opened with. `public` by default. */
  readonly schema?: string
  /** Other processes are told of each save as it commits. */
  readonly notify?: boolean
}

/**
 * The conversations in a database, on a server or embedded. Closing it closes the database.
 * @example
 * const store = openStore(openPostgres({ url }), { tenantId: '00000000-0000-0000-0000-000000000000' })
 * await store.open()
 */
export function openStore(database: Database, options: StoreOptions): ConversationStore {
  const { tenantId, schema } = options
  const telling: SaveOptions = database.kind === 'postgres' ? { channel: liveChannel(schema) } : {}
  const saving = options.notify ? telling : {}
  let opened = false
  return {
    async open() {
      if (!opened) await migrate(database, schema === undefined ? {} : { schema })
      opened = true
    },
    claim: (start, lastActivityAt) => claim(database, start, lastActivityAt, saving),
    save: (batches) => save(database, batches, saving),
    resume: (id, recorderId) => resume(database, tenantId, id, recorderId),
    letGo: (id, recorderId) => letGo(database, tenantId, id, recorderId),
    renewLease: (recorderId) => renewLease(database, tenantId, recorderId),
    releaseLease: (recorderId) => releaseLease(database, recorderId),
    sweep: (olderThanSeconds) => sweep(database, olderThanSeconds),
    drainOutbox: (limit) => drainOutbox(database, limit),
    list: (query) => list(database, tenantId, query),
    get: (idOrLabel) => get(database, tenantId, idOrLabel),
    statistics: (query) => statistics(database, tenantId, query),
    saveUser: (user) => saveUser(database, tenantId, user),
    getUserByPhone: (phone) => getUserByPhone(database, tenantId, phone),
    erase: (selector) => erase(database, tenantId, selector, telling),
    erasedSince: (moment) => erasedSince(database, tenantId, moment),
    close: () => database.close(),
  }
}
