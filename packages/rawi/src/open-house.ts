import { TENANT_RECORDERS_MAX } from './conversation/bounds.ts'
import { RawiError } from './conversation/errors.ts'
import type { Recorder, RecorderOptions } from './conversation/recorder-api.ts'
import { checkedTenant, databaseOf, openRecorderOn } from './open-recorder.ts'
import type { Database } from './store/database.ts'

/** Recorders and whatever else reads and writes, on one database: an embedded one has room for one owner only. */
export interface OpenHouse {
  /** That of the tenant in the options. */
  readonly recorder: Recorder
  readonly database: Database
  /** Its own tenant, in lower case. */
  readonly tenantId: string
  /**
   * The recorder of a tenant, opened at its first use: what is ingested for a tenant is journaled and saved as its own.
   * @throws RawiError RAWI_CONFIG_INVALID where the tenant is no UUID, RAWI_BUSY where `TENANT_RECORDERS_MAX` are open
   */
  recorderOf(tenantId: string): Promise<Recorder>
  /** The recorders that are open, that of the options first. */
  recorders(): readonly Recorder[]
  /** Calls the listener with every recorder that is open, and with each that opens later. */
  eachRecorder(listener: (recorder: Recorder, tenantId: string) => void): void
  /** Ends the recorders, then the database. */
  close(): Promise<void>
}

/**
 * Opens a recorder like `openRecorder`, and shares its database with the rest of the program.
 * @throws RawiError what `openRecorder` throws
 * @example
 * const house = await openHouse({ stateDir: '/var/lib/rawi' })
 * await house.recorder.ready
 * const { rows } = await house.database.query('select count(*) from conversations')
 * await house.close()
 */
export async function openHouse(options: RecorderOptions = {}): Promise<OpenHouse> {
  const tenantId = checkedTenant(options.tenantId)
  let shared: Database | undefined
  const database = (given: RecorderOptions, directory: string): Database => {
    shared ??= databaseOf(given, directory)
    // A recorder closes its database; here others still use it.
    return { ...shared, close: async () => {} }
  }
  const recorder = await openRecorderOn(options, database)
  if (shared === undefined) throw new RawiError('RAWI_INTERNAL', 'The recorder asked for no database.')
  const owned: Database = shared
  const opening = new Map<string, Promise<Recorder>>([[tenantId, Promise.resolve(recorder)]])
  const opened: { readonly recorder: Recorder; readonly tenantId: string }[] = [{ recorder, tenantId }]
  const listeners: ((recorder: Recorder, tenantId: string) => void)[] = []
  let closing: Promise<void> | undefined

  const openFor = async (tenant: string): Promise<Recorder> => {
    const another = await openRecorderOn({ ...options, tenantId: tenant }, database)
    opened.push({ recorder: another, tenantId: tenant })
    for (const listener of listeners) listener(another, tenant)
    return another
  }
  return {
    recorder,
    database: owned,
    tenantId,
    async recorderOf(asked) {
      const tenant = checkedTenant(asked)
      if (closing) throw new RawiError('RAWI_RECORDER_CLOSED', 'The recorder was closed.')
      const known = opening.get(tenant)
      if (known) return known
      if (opening.size >= TENANT_RECORDERS_MAX) {
        throw new RawiError('RAWI_BUSY', `${TENANT_RECORDERS_MAX} tenants record in this process.`)
      }
      const next = openFor(tenant)
      opening.set(tenant, next)
      next.catch(() => opening.delete(tenant))
      return next
    },
    recorders: () => opened.map((one) => one.recorder),
    eachRecorder(listener) {
      listeners.push(listener)
      for (const one of opened) listener(one.recorder, one.tenantId)
    },
    close() {
      closing ??= (async () => {
        await Promise.allSettled(opening.values())
        await Promise.all(opened.map((one) => one.recorder.close()))
        await owned.close()
      })()
      return closing
    },
  }
}
