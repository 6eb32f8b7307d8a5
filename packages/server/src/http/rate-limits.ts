import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { BOUNDS, type Database } from 'rawi/maintenance'
import { writeAs } from '../access/as-caller.ts'
import { RequestError } from './problem.ts'

/** Takes one from what a key or an address may do in a minute. @throws RequestError RAWI_RATE_LIMITED */
export type RateLimit = (key: string) => Promise<void>

export interface RateLimits {
  /** Of one key, session or token; counted in this process. */
  readonly requests: RateLimit
  /** Credentials and sign-ins that were refused, by address; servers of one database count together. */
  readonly refusals: RateLimit
  /** Takes nothing. @throws RequestError RAWI_RATE_LIMITED where an address was refused too often already */
  readonly checkRefusals: RateLimit
}

const MINUTE = 60
const TIDY_EVERY_MS = 3_600_000

export function openRateLimits(
  database: Database,
  { requestsPerMinute }: { readonly requestsPerMinute: number },
  stopping: AbortSignal,
): RateLimits {
  const requests = new RateLimiterMemory({ points: requestsPerMinute, duration: MINUTE })
  const own = new RateLimiterMemory({ points: BOUNDS.REFUSALS_PER_MINUTE, duration: MINUTE })
  const shared = database.kind === 'postgres' ? sharedRefusals(database, stopping) : undefined
  return {
    async requests(key) {
      if (requestsPerMinute > 0) await take(requests, key)
    },
    async refusals(address) {
      await take(own, address)
      try {
        await shared?.consume(nameOf(address))
      } catch (error) {
        // A database that is away counts nothing; this process still does.
        if (!(error instanceof RateLimiterRes)) return
        await own.block(address, secondsOf(error))
        throw limited(error)
      }
    },
    async checkRefusals(address) {
      const state = await own.get(address)
      if (state !== null && state.remainingPoints <= 0) throw limited(state)
    },
  }
}

function sharedRefusals(database: Database, stopping: AbortSignal): RateLimiterPostgres {
  const query = async ({ text, values }: { text: string; values: unknown[] }) =>
    (await writeAs(database, { text, values }))[0]
  const limiter = new RateLimiterPostgres({
    storeClient: { query },
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: 'refusals',
    points: BOUNDS.REFUSALS_PER_MINUTE,
    duration: MINUTE,
  })
  const tidy = setInterval(() => {
    writeAs(database, {
      text: 'delete from rate_limits where expire < $1',
      values: [Date.now() - TIDY_EVERY_MS],
    }).catch(
      // Tried again in an hour.
      () => {},
    )
  }, TIDY_EVERY_MS).unref()
  stopping.addEventListener('abort', () => clearInterval(tidy))
  return limiter
}

/** The database need not know from where somebody failed to get in. */
function nameOf(address: string): string {
  return createHash('sha256').update(address).digest('base64url')
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    throw error instanceof RateLimiterRes ? limited(error) : error
  }
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1_000))
}

function limited(state: RateLimiterRes): RequestError {
  const seconds = String(secondsOf(state))
  const headers = { 'retry-after': seconds }
  return new RequestError('RAWI_RATE_LIMITED', `Too many requests; go on in ${seconds} s.`, { headers })
}
