import { setTimeout } from 'node:timers/promises'
import type { Recorder } from 'rawi'
import { BOUNDS, type LiveListener, listenLive } from 'rawi/maintenance'
import type { House } from '../http/house.ts'
import { type CallControls, createControls } from './call-controls.ts'
import { type LiveHub, openHub } from './live-hub.ts'

/** What is live in this server. */
export interface Live {
  /** The hub of a tenant, which listens from its first use on. */
  hubOf(tenantId: string): Promise<LiveHub>
  readonly controls: CallControls
  /** Whether other processes are heard at once; undefined on the embedded database, which has no others. */
  readonly listener: LiveListener | undefined
  close(): Promise<void>
}

/** Milliseconds that a first listener waits for the calls of other processes. */
const PATIENCE_MS = 1_000

const houses = new WeakMap<House, Live>()

/** That of the house; the same for all who ask. */
export function liveOf(house: House): Live {
  const known = houses.get(house)
  if (known) return known
  const live = openLive(house)
  houses.set(house, live)
  return live
}

function openLive(house: House): Live {
  const recorders = new Map<string, Recorder>()
  const hubs = new Map<string, Promise<LiveHub>>()
  const opened = new Map<string, LiveHub>()
  const { databaseUrl, recorder } = house.settings
  let listener: LiveListener | undefined
  let timer: NodeJS.Timeout | undefined

  // The database is away, or slow: the next notification, poll or check asks again.
  const quietly = (refresh: Promise<void>) => void refresh.catch(() => {})
  const checkAll = () => {
    for (const hub of opened.values()) quietly(hub.refresh())
  }
  const obey = (some: Iterable<Recorder | undefined>) => {
    for (const one of some) if (one) quietly(one.obeyErasures())
  }
  const listen = () => {
    if (house.stopping.aborted) return
    // Processes that save only at the end of a call notify nobody.
    timer ??= setInterval(checkAll, BOUNDS.LIVE_CHECK_MS).unref()
    if (databaseUrl === undefined || listener) return
    listener = listenLive({
      url: databaseUrl,
      ...(recorder.schema !== undefined && { schema: recorder.schema }),
      onChange: ({ tenantId, recorderId, conversations, erased }) => {
        if (erased) return obey([recorders.get(tenantId)])
        const hub = opened.get(tenantId)
        if (hub && hub.recorderId !== recorderId) quietly(hub.refresh(conversations))
      },
      onGap: () => {
        checkAll()
        obey(recorders.values())
      },
    })
  }
  const open = async (tenantId: string): Promise<LiveHub> => {
    const own: Recorder = await house.recorderOf(tenantId)
    const hub = openHub({ recorder: own, tenantId, database: house.database })
    opened.set(tenantId, hub)
    listen()
    // A database that is away does not keep anybody from hearing this process.
    await Promise.race([hub.refresh().catch(() => {}), setTimeout(PATIENCE_MS, undefined, { ref: false })])
    return hub
  }
  house.eachRecorder((one, tenantId) => {
    recorders.set(tenantId, one)
    // One recorder saves what dead processes left, of whichever tenant it is.
    one.on('recovered', (event) => opened.get(event.tenantId)?.recovered(event))
  })
  // What is erased elsewhere must be heard of whether or not anybody listens.
  listen()
  const live: Live = {
    async hubOf(tenantId) {
      let hub = hubs.get(tenantId)
      if (!hub) {
        hub = open(tenantId)
        hubs.set(tenantId, hub)
        hub.catch(() => hubs.delete(tenantId))
      }
      return hub
    },
    controls: createControls(),
    get listener() {
      return listener
    },
    async close() {
      clearInterval(timer)
      await listener?.close()
    },
  }
  return live
}
