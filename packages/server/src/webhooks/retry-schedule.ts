const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** After each failed attempt: about 75 hours in all. Source: Standard Webhooks, "Deliverability and reliability". */
export const RETRY_AFTER_MS = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
]
/** How much earlier or later, so that endpoints that fail together are not asked together again. */
const JITTER = 0.1
/** A receiver can ask for no more than this. */
const ASKED_MAX_MS = 24 * HOUR

/**
 * Milliseconds until the next attempt after the `attempts`-th failed, or undefined after the last one.
 * @param asked what `Retry-After` said, in ms
 * @param chance from 0 to 1
 */
export function retryAfterMs(attempts: number, asked: number | undefined, chance: number): number | undefined {
  const planned = RETRY_AFTER_MS[attempts - 1]
  if (planned === undefined) return undefined
  const jittered = planned * (1 - JITTER + 2 * JITTER * chance)
  return Math.round(Math.max(jittered, Math.min(asked ?? 0, ASKED_MAX_MS)))
}

/** Milliseconds that a `Retry-After` header asks for: seconds or a date. Source: RFC 9110, 10.2.3. */
export function readRetryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/.test(header.trim())) return Number(header.trim()) * SECOND
  const moment = Date.parse(header)
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now.getTime())
}
