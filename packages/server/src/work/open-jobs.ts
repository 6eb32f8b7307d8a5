import { createHash } from 'node:crypto'
import { type ConstructorOptions, type Job, type JobResult, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { connectionText } from 'rawi/maintenance'
import type { House } from '../http/house.ts'
import { embeddedJobsDatabase } from './jobs-database.ts'
import { codeOf } from './report-failure.ts'

/** What is done in the background: events told, calls analysed, webhooks delivered, old things removed. */
export const QUEUES = ['tell', 'analyse', 'deliver', 'upkeep'] as const
export type QueueName = (typeof QUEUES)[number]

/** Names what is to be done and holds nothing else: what it is about stands in the tables. */
export interface JobData {
  readonly id: string
}

export interface Jobs {
  /** Puts a job in; one with the same id that waits already stands for it. `group` shares the workers fairly. */
  send(queue: QueueName, id: string, group?: string): Promise<void>
  /** Runs jobs of a queue until `close`; aborts the signal of one that takes longer than the queue allows. */
  work(queue: QueueName, run: (id: string, signal: AbortSignal) => Promise<void>): Promise<void>
  /** Lets this process look into a queue now. */
  wake(queue: QueueName): void
  /** Lets running jobs end within `graceMs`; what does not is handed back for another server. */
  close(graceMs: number): Promise<void>
}

export interface JobsOptions {
  /** Seconds a job may take before another server does it again; by default each queue's own. */
  readonly patienceSeconds?: number
  /** Seconds between looks into the queues, 0.5 or more. */
  readonly pollSeconds?: number
}

interface QueueSettings {
  readonly expireInSeconds: number
  readonly workers: number
  /** Jobs that one of them takes at once. */
  readonly batch: number
}

const SETTINGS: Readonly<Record<QueueName, QueueSettings>> = {
  tell: { expireInSeconds: 30, workers: 1, batch: 10 },
  analyse: { expireInSeconds: 120, workers: 2, batch: 2 },
  deliver: { expireInSeconds: 60, workers: 6, batch: 2 },
  upkeep: { expireInSeconds: 3_600, workers: 1, batch: 1 },
}
/** Deliveries to one endpoint at once, so that a slow one does not hold up the others. */
const WORKERS_PER_GROUP = 2
/** Where there is no other server to find jobs of, a queue is looked into when something was put in. */
const POLL_SECONDS = { postgres: 2, embedded: 10 }
const SUPERVISE_SECONDS = 15
const KEPT_SECONDS = 3_600
const CLEAN_SECONDS = 600
const TELL_AGAIN_MS = 60_000
const CONNECTIONS = 3
const SCHEMA_NAME_MAX = 50

/**
 * The job queue on the house's own database: `pg-boss` in a schema of its own, with connections of its own on a server
 * and through the one connection of the embedded database.
 */
export async function openJobs(house: House, options: JobsOptions = {}): Promise<Jobs> {
  const boss = new PgBoss({ ...constructorOptions(house), ...intervals(options) })
  const workers = new Map<QueueName, string>()
  let toldAt = Number.NEGATIVE_INFINITY
  boss.on('error', (error) => {
    // Every worker of every queue notices that the database is away, again and again.
    if (house.clock.monotonic() - toldAt < TELL_AGAIN_MS) return
    toldAt = house.clock.monotonic()
    house.log.warn({ code: codeOf(error) }, 'the job queue waits')
  })
  boss.on('warning', ({ data }) => house.log.debug({ event: (data as { type?: unknown }).type }, 'the job queue warns'))
  try {
    await boss.start()
    await makeQueues(boss, options)
  } catch (error) {
    await boss.stop({ graceful: false })
    throw error
  }

  return {
    async send(queue, id, group) {
      await boss.send(queue, { id } satisfies JobData, { singletonKey: id, ...(group && { group: { id: group } }) })
    },
    async work(queue, run) {
      const { workers: localConcurrency, batch: batchSize } = SETTINGS[queue]
      const fetching = {
        localConcurrency,
        batchSize,
        pollingIntervalSeconds: options.pollSeconds ?? POLL_SECONDS[house.database.kind],
        // Whoever found as many as it can take looks for more at once.
        burstWhenBatchFull: true,
        perJobResults: true,
        ...(localConcurrency > WORKERS_PER_GROUP && { localGroupConcurrency: WORKERS_PER_GROUP }),
      } as const
      const id = await boss.work<JobData, unknown, typeof fetching>(queue, fetching, (jobs) =>
        Promise.all(jobs.map((job) => resultOf(job, () => run(job.data.id, job.signal), house.log))),
      )
      workers.set(queue, id)
    },
    wake(queue) {
      const worker = workers.get(queue)
      if (worker !== undefined) boss.notifyWorker(worker)
    },
    close: (graceMs) => boss.stop({ graceful: true, timeout: graceMs }),
  }
}

/** A job that failed is told of by its code, and tried again; the others of its batch are not touched by it. */
async function resultOf({ id, name }: Job<JobData>, run: () => Promise<void>, log: Logger): Promise<JobResult> {
  try {
    await run()
    return { id, status: 'completed' }
  } catch (error) {
    log.warn({ job: name, code: codeOf(error) }, 'a job failed')
    return { id, status: 'failed', output: { code: codeOf(error) } }
  }
}

async function makeQueues(boss: PgBoss, options: JobsOptions): Promise<void> {
  for (const queue of QUEUES) {
    const settings = {
      expireInSeconds: options.patienceSeconds ?? SETTINGS[queue].expireInSeconds,
      retryLimit: 1,
      retryDelay: 1,
      deleteAfterSeconds: KEPT_SECONDS,
      retentionSeconds: KEPT_SECONDS,
    }
    await boss.createQueue(queue, { policy: 'stately', ...settings })
    await boss.updateQueue(queue, settings)
  }
}

function constructorOptions({ database, settings }: House): ConstructorOptions {
  const schema = jobsSchema(settings.recorder.schema)
  const without = { schedule: false, registerInstance: false, openTelemetry: { enabled: false } }
  const { databaseUrl } = settings
  if (databaseUrl === undefined) {
    const db = embeddedJobsDatabase(database)
    return { ...without, schema, backend: 'pglite', db, reindex: false, monitorVacuum: false }
  }
  return {
    ...without,
    schema,
    connectionString: connectionText(databaseUrl),
    max: CONNECTIONS,
    application_name: 'rawi-jobs',
  }
}

function intervals({ patienceSeconds }: JobsOptions): ConstructorOptions {
  const seconds = patienceSeconds === undefined ? SUPERVISE_SECONDS : 1
  return {
    superviseIntervalSeconds: seconds,
    monitorIntervalSeconds: seconds,
    maintenanceIntervalSeconds: CLEAN_SECONDS,
    // Jobs that wait for other jobs: there are none here.
    flowIntervalSeconds: KEPT_SECONDS,
  }
}

/** Two schemas in one database have a queue each. */
export function jobsSchema(schema = 'public'): string {
  if (schema === 'public') return 'rawi_jobs'
  const name = `rawi_jobs_${schema}`
  if (name.length <= SCHEMA_NAME_MAX) return name
  return `rawi_jobs_${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`
}
