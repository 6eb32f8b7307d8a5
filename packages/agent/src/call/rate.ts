/** How many a second, and how many at once after a pause. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** A bucket that refills: whether one more may pass now. */
export function rateLimit({ perSecond, burst }: Rate, now: () => number = () => performance.now()): () => boolean {
  let tokens = burst
  let filledAt = now()
  return () => {
    const at = now()
    tokens = Math.min(burst, tokens + ((at - filledAt) * perSecond) / 1_000)
    filledAt = at
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
