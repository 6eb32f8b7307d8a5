import type { Clock } from '../conversation/clock.ts'

/** Milliseconds between attempts after the disk refused. */
const RETRY_MS = 250

/** The next attempt after the disk refused, and since when it refuses. */
export interface Retry {
  /** Whether an attempt is due without waiting for its timer. */
  due(): boolean
  later(): void
  /** Milliseconds since the trouble began; 0 while all is well. */
  lasts(): number
  over(): void
  /** Keeps the process alive until the next attempt: somebody waits for it. */
  hold(): void
  stop(): void
}

/** `awaited` says whether somebody waits for the disk. */
export function createRetry(clock: Clock, awaited: () => boolean, attempt: () => void): Retry {
  let timer: NodeJS.Timeout | undefined
  let at = 0
  let since: number | undefined
  let stopped = false
  return {
    due: () => clock.monotonic() >= at,
    later() {
      at = clock.monotonic() + RETRY_MS
      since ??= clock.monotonic()
      if (timer || stopped) return
      timer = setTimeout(() => {
        timer = undefined
        attempt()
      }, RETRY_MS)
      if (!awaited()) timer.unref()
    },
    lasts: () => (since === undefined ? 0 : clock.monotonic() - since),
    over() {
      since = undefined
    },
    hold: () => void timer?.ref(),
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
