/** Where time and frames come from; a test brings its own. */
export interface FrameClock {
  now(): number
  request(callback: () => void): number
  cancel(handle: number): void
}

export const browserClock: FrameClock = {
  now: () => performance.now(),
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
}

/** A pause longer than this (milliseconds) is not made up for. */
const LONGEST_STEP = 100

/**
 * Calls `draw` for every frame in which somebody can see the element, and not at all otherwise.
 * @param pace Least milliseconds between two frames, asked anew each time.
 */
export function createScheduler(
  element: HTMLElement,
  clock: FrameClock,
  pace: () => number,
  draw: (elapsed: number) => void,
): { close(): void } {
  let handle: number | undefined
  let last = clock.now()
  let onScreen = true
  const visible = () => onScreen && element.ownerDocument.visibilityState === 'visible'

  const tick = () => {
    handle = clock.request(tick)
    const now = clock.now()
    if (now - last < pace()) return
    const elapsed = Math.min(LONGEST_STEP, now - last)
    last = now
    draw(elapsed)
  }
  const follow = () => {
    if (visible() && handle === undefined) {
      last = clock.now() - 16
      handle = clock.request(tick)
    }
    if (!visible() && handle !== undefined) {
      clock.cancel(handle)
      handle = undefined
    }
  }
  const observer = new IntersectionObserver((entries) => {
    onScreen = entries.at(-1)?.isIntersecting ?? true
    follow()
  })
  observer.observe(element)
  element.ownerDocument.addEventListener('visibilitychange', follow)
  follow()

  return {
    close() {
      observer.disconnect()
      element.ownerDocument.removeEventListener('visibilitychange', follow)
      if (handle !== undefined) clock.cancel(handle)
      handle = undefined
    },
  }
}
