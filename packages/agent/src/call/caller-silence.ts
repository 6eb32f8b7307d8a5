/** Watches how long the caller has said nothing. */
export interface CallerSilence {
  /** The caller said, typed or heard something. */
  reset(): void
  stop(): void
}

/** Calls back once, when nobody said anything for so long; the time the agent speaks counts as the caller listening. */
export function callerSilence(maxMs: number, busy: () => boolean, onSilent: () => void): CallerSilence {
  const every = Math.min(1_000, Math.max(10, maxMs / 10))
  let silent = 0
  const timer = setInterval(() => {
    silent = busy() ? 0 : silent + every
    if (silent < maxMs) return
    clearInterval(timer)
    onSilent()
  }, every)
  timer.unref()
  return {
    reset() {
      silent = 0
    },
    stop: () => clearInterval(timer),
  }
}
