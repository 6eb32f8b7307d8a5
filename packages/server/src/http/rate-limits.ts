import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { BOUNDS } from 'rawi/maintenance'
import type { Settings } from '../settings/read-settings.ts'
import { RequestError } from './problem.ts'

/** Takes one from what a key or an address may do in a minute. @throws RequestError RAWI_RATE_LIMITED */
export type RateLimit = (key: string) => Promise<void>

export interface RateLimits {
  readonly requests: RateLimit
  /** Credentials and sign-ins that were refused, by address. */
  readonly refusals: RateLimit
  /** @throws RequestError RAWI_RATE_LIMITED where an address was refused too often already */
  checkRefusals: RateLimit
}

const MINUTE = 60

export function openRateLimits({ requestsPerMinute }: Settings): RateLimits {
  const requests = new RateLimiterMemory({ points: requestsPerMinute, duration: MINUTE, keyPrefix: 'requests' })
  const refusals = new RateLimiterMemory({
    points: BOUNDS.REFUSALS_PER_MINUTE,
    duration: MINUTE,
    keyPrefix: 'refusals',
  })
  return {
    requests: async (key) => {
      if (requestsPerMinute > 0) await take(requests, key)
    },
    refusals: (key) => take(refusals, key),
    async checkRefusals(key) {
      const state = await refusals.get(key)
      if (state !== null && state.remainingPoints <= 0) throw limited(state)
    },
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    throw error instanceof RateLimiterRes ? limited(error) : error
  }
}

function limited({ msBeforeNext }: RateLimiterRes): RequestError {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000))
  return new RequestError('RAWI_RATE_LIMITED', `Too many requests; go on in ${seconds} s.`, {
    headers: { 'retry-after': String(seconds) },
  })
}
