import type { House } from '../http/house.ts'
import { deliver } from '../webhooks/deliver.ts'
import { openDispatcher } from '../webhooks/guarded-dispatcher.ts'
import { analyseCall } from './analyse-call.ts'
import { handOver } from './hand-over.ts'
import { type Jobs, type JobsOptions, openJobs } from './open-jobs.ts'
import { codeOf } from './report-failure.ts'
import type { Work } from './start-works.ts'
import { summariserOf } from './summariser.ts'
import { tellCall } from './tell-call.ts'
import { upkeep } from './upkeep.ts'

export interface JobWorkOptions extends JobsOptions {
  /** Milliseconds between looks for work that waits. */
  readonly lookMs?: number
  /** Milliseconds until work that was handed over and not done is handed over again. */
  readonly patienceMs?: number
}

const LOOK_MS = 2_000
const PATIENCE_MS = 60_000
/** Soon after a call is saved its outbox row is consumed. */
const SOON_MS = 150
const RETRY_MS = 5_000
const UPKEEP_MS = 3_600_000
const STOP_GRACE_MS = 8_000

/**
 * The work after calls, webhooks and upkeep, shared by all servers of a database: the tables say what is to be done, the
 * job queue who does it. While the database is away it waits, and nothing of the server waits for it.
 */
export async function startJobs(house: House, options: JobWorkOptions = {}): Promise<Work> {
  const { database, clock, log, recorder } = house
  const dispatcher = openDispatcher(house.settings.webhookAllow)
  const summarise = summariserOf(house.settings)
  const now = () => new Date(clock.now())
  const stop = new AbortController()
  let jobs: Jobs | undefined
  let timer: NodeJS.Timeout | undefined
  let look: Promise<void> | undefined
  let wanted = false
  let upkeepAt = 0

  const after = (milliseconds: number): void => {
    clearTimeout(timer)
    if (stop.signal.aborted) return
    timer = setTimeout(() => {
      wanted = false
      look = turn().then(
        () => end(options.lookMs ?? LOOK_MS),
        (error: unknown) => {
          log.warn({ code: codeOf(error) }, 'background work waits')
          end(RETRY_MS)
        },
      )
    }, milliseconds).unref()
  }
  const end = (milliseconds: number): void => {
    const next = wanted ? SOON_MS : milliseconds
    wanted = false
    look = undefined
    after(next)
  }
  const soon = (): void => {
    // Many at once do not put it off further and further.
    if (!look && !wanted) after(SOON_MS)
    wanted = true
  }
  const turn = async (): Promise<void> => {
    jobs ??= await begin()
    if (stop.signal.aborted) return
    const due = await handOver(database, now(), options.patienceMs ?? PATIENCE_MS)
    for (const id of due.tell) await jobs.send('tell', id)
    for (const id of due.analyse) await jobs.send('analyse', id)
    for (const { id, endpoint } of due.deliver) await jobs.send('deliver', id, endpoint)
    if (clock.monotonic() >= upkeepAt) {
      upkeepAt = clock.monotonic() + UPKEEP_MS
      await jobs.send('upkeep', 'upkeep')
      jobs.wake('upkeep')
    }
    if (due.tell.length > 0) jobs.wake('tell')
    if (due.analyse.length > 0) jobs.wake('analyse')
    if (due.deliver.length > 0) jobs.wake('deliver')
  }
  const begin = async (): Promise<Jobs> => {
    await house.recorder.ready
    const opened = await openJobs(house, options)
    try {
      await takeWork(opened)
      return opened
    } catch (error) {
      await opened.close(0)
      throw error
    }
  }
  const takeWork = async (opened: Jobs): Promise<void> => {
    await opened.work('tell', async (id) => {
      await tellCall(database, id, now())
      soon()
    })
    await opened.work('analyse', async (id, signal) => {
      await analyseCall(database, id, now(), (call) => summarise(call, signal))
      soon()
    })
    await opened.work('deliver', (id, signal) => deliver({ database, dispatcher, now, signal }, id))
    await opened.work('upkeep', (_, signal) => upkeep(house, signal))
  }
  recorder.on('saved', soon)
  recorder.on('recovered', soon)
  after(0)
  return {
    async close() {
      stop.abort()
      clearTimeout(timer)
      recorder.off('saved', soon)
      recorder.off('recovered', soon)
      await look
      await jobs?.close(STOP_GRACE_MS)
      await dispatcher.close()
    },
  }
}
