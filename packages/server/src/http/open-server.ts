import type { Logger } from 'pino'
import { RawiError } from 'rawi'
import { BOUNDS, type OpenHouse, openHouse, systemClock } from 'rawi/maintenance'
import { openAccess } from '../access/access.ts'
import { openAudit } from '../access/audit.ts'
import { anyKey } from '../access/keys.ts'
import { signInUrl } from '../access/session-routes.ts'
import { openCalls } from '../calls/open-calls.ts'
import { openHouseSecret } from '../settings/house-secret.ts'
import { programVersion } from '../settings/program-version.ts'
import type { Settings } from '../settings/read-settings.ts'
import { startWorks, type Work } from '../work/start-works.ts'
import { assembleApp } from './assemble-app.ts'
import { isLoopback } from './client-address.ts'
import { closeServer, openDrain } from './drain.ts'
import { gatedDatabase } from './gated-database.ts'
import type { House } from './house.ts'
import { listen } from './listen.ts'
import { type Metrics, openMetrics } from './metrics.ts'
import { removeServerFile, writeServerFile } from './server-file.ts'

export interface RunningServer {
  readonly url: string
  readonly house: House
  /** A link that lets one person in, once. */
  signInLink(): string
  /** Refuses new requests, lets running ones end, finishes saves. */
  close(): Promise<void>
}

/**
 * Opens recorder, database, API and background work, and listens.
 * @throws RawiError RAWI_LISTEN_FAILED, RAWI_LISTEN_UNSAFE, RAWI_EMBEDDED_HELD, and what `openRecorder` throws
 */
export async function openServer(settings: Settings, log: Logger): Promise<RunningServer> {
  const opened = await openHouse(settings.recorder)
  try {
    return await openOn(opened, settings, log)
  } catch (error) {
    await opened.close()
    throw error
  }
}

async function openOn(opened: OpenHouse, settings: Settings, log: Logger): Promise<RunningServer> {
  const { recorder, tenantId } = opened
  const metrics = openMetrics(opened.recorders)
  watchRecorders(opened, metrics, log)
  // Away is no reason not to start, held by another process is one.
  await recorder.ready.catch((error: unknown) => {
    if (!(error instanceof RawiError) || !AWAY.has(error.code)) throw error
    log.warn({ code: error.code }, 'the database is away; calls are journaled until it is back')
  })
  const database = gatedDatabase(opened.database, () => recorder.ready)
  if (!isLoopback(settings.host) && settings.host !== 'localhost') await assertGuarded(settings, () => anyKey(database))
  const stop = new AbortController()
  let url = ''
  const house: House = {
    recorder,
    recorderOf: opened.recorderOf,
    eachRecorder: opened.eachRecorder,
    database,
    tenantId,
    settings,
    clock: systemClock,
    log,
    audit: openAudit(database, systemClock, log),
    access: openAccess(database, systemClock, settings, tenantId),
    metrics,
    secretFor: openHouseSecret(settings.home, settings.secret),
    origin: () => settings.publicUrl ?? url,
    version: programVersion(),
    stopping: stop.signal,
  }
  const drain = openDrain(stop.signal)
  const calls = openCalls(house)
  const listening = await listen(assembleApp(house, drain, calls).fetch, settings)
  calls.listen(listening.server)
  url = listening.url
  const file = { url, secret: house.access.localSecret, pid: process.pid }
  let works: Work | undefined
  const close = async (): Promise<void> => {
    stop.abort()
    removeServerFile(settings.home, file)
    await within(BOUNDS.DRAIN_MS, calls.close())
    await drain.empty(BOUNDS.DRAIN_MS)
    await Promise.all([closeServer(listening.server), within(BOUNDS.DRAIN_MS, works?.close())])
    await Promise.all([house.access.close(), house.audit.close()])
    await opened.close()
  }
  try {
    works = await startWorks(house)
    writeServerFile(settings.home, file)
  } catch (error) {
    await close()
    throw error
  }
  let closing: Promise<void> | undefined
  return {
    url: house.origin(),
    house,
    signInLink: () => signInUrl(house.origin(), house.access.links.create(tenantId)),
    close() {
      closing ??= close()
      return closing
    },
  }
}

function watchRecorders(opened: OpenHouse, metrics: Metrics, log: Logger): void {
  opened.eachRecorder((recorder) => {
    recorder.on('alarm', ({ code }) => {
      if (code === 'RAWI_QUARANTINED') metrics.quarantined.inc()
      log.warn({ code }, 'alarm')
    })
    recorder.on('recovered', ({ id }) => {
      metrics.recovered.inc()
      log.info({ conversation: id }, 'a conversation was recovered')
    })
  })
}

/** What takes longer is left behind: an end that never comes would keep saves from being finished. */
async function within(milliseconds: number, ending: Promise<void> | undefined): Promise<void> {
  let late: NodeJS.Timeout | undefined
  await Promise.race([ending, new Promise((resolve) => (late = setTimeout(resolve, milliseconds)))])
  clearTimeout(late)
}

const AWAY = new Set(['RAWI_DATABASE_UNREACHABLE', 'RAWI_DATABASE_TIMEOUT'])

/** @throws RawiError RAWI_LISTEN_UNSAFE */
async function assertGuarded({ host, password, jwt }: Settings, hasKey: () => Promise<boolean>): Promise<void> {
  if (password !== undefined || jwt !== undefined) return
  if (await hasKey().catch(() => false)) return
  throw new RawiError(
    'RAWI_LISTEN_UNSAFE',
    `There is no key, password or issuer yet that could let anybody in at ${host}.`,
  )
}
