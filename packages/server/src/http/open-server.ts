import type { Logger } from 'pino'
import { RawiError } from 'rawi'
import { BOUNDS, openHouse, systemClock } from 'rawi/maintenance'
import { openAccess } from '../access/access.ts'
import { openAudit } from '../access/audit.ts'
import { anyKey } from '../access/keys.ts'
import { signInUrl } from '../access/session-routes.ts'
import { openHouseSecret } from '../settings/house-secret.ts'
import { programVersion } from '../settings/program-version.ts'
import type { Settings } from '../settings/read-settings.ts'
import { startWorks } from '../work/start-works.ts'
import { assembleApp } from './assemble-app.ts'
import { isLoopback } from './client-address.ts'
import { closeServer, openDrain } from './drain.ts'
import { gatedDatabase } from './gated-database.ts'
import type { House } from './house.ts'
import { listen } from './listen.ts'
import { openMetrics } from './metrics.ts'
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

async function openOn(
  opened: Awaited<ReturnType<typeof openHouse>>,
  settings: Settings,
  log: Logger,
): Promise<RunningServer> {
  const { recorder, recorderOf, tenantId } = opened
  // Away is no reason not to start, held by another process is one.
  await recorder.ready.catch((error: unknown) => {
    if (!(error instanceof RawiError) || !AWAY.has(error.code)) throw error
    log.warn({ code: error.code }, 'the database is away; calls are journaled until it is back')
  })
  const stop = new AbortController()
  let url = ''
  const database = gatedDatabase(opened.database, () => recorder.ready)
  if (!isLoopback(settings.host) && settings.host !== 'localhost') await assertGuarded(settings, () => anyKey(database))
  const house: House = {
    recorder,
    recorderOf,
    eachRecorder: opened.eachRecorder,
    database,
    tenantId,
    settings,
    clock: systemClock,
    log,
    audit: openAudit(database, systemClock, log),
    access: openAccess(database, systemClock, settings, tenantId),
    metrics: openMetrics(opened.recorders),
    secretFor: openHouseSecret(settings.home, settings.secret),
    origin: () => settings.publicUrl ?? url,
    version: programVersion(),
    stopping: stop.signal,
  }
  opened.eachRecorder((one) => {
    one.on('alarm', ({ code }) => {
      if (code === 'RAWI_QUARANTINED') house.metrics.quarantined.inc()
      log.warn({ code }, 'alarm')
    })
    one.on('recovered', ({ id }) => {
      house.metrics.recovered.inc()
      log.info({ conversation: id }, 'a conversation was recovered')
    })
  })
  const drain = openDrain(stop.signal)
  const app = assembleApp(house, drain)
  const listening = await listen(app.fetch, settings)
  const { server } = listening
  url = listening.url
  const works = await startWorks(house)
  const file = { url, secret: house.access.localSecret, pid: process.pid }
  writeServerFile(settings.home, file)
  let closing: Promise<void> | undefined
  return {
    url: house.origin(),
    house,
    signInLink: () => signInUrl(house.origin(), house.access.links.create(tenantId)),
    close() {
      closing ??= (async () => {
        stop.abort()
        removeServerFile(settings.home, file)
        await drain.empty(BOUNDS.DRAIN_MS)
        await Promise.all([closeServer(server), works.close()])
        await Promise.all([house.access.close(), house.audit.close()])
        await opened.close()
      })()
      return closing
    },
  }
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
