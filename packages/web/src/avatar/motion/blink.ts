const CLOSING = 75
const CLOSED = 35
const OPENING = 150
const LASTS = CLOSING + CLOSED + OPENING

export interface Blink {
  /** 1 open, 0 closed. */
  readonly open: number
  advance(elapsed: number): void
  /** Blinks now, as people do when they look away or begin to think. */
  start(): void
}

/** Blinks every 1.8 to 6 seconds, now and then twice; the rhythm is the seed's alone. */
export function createBlink(random: () => number): Blink {
  let wait = 900 + random() * 2200
  let at = LASTS
  let open = 1
  return {
    get open() {
      return open
    },
    start() {
      if (at >= LASTS) at = 0
    },
    advance(elapsed) {
      if (at < LASTS) at += elapsed
      else wait -= elapsed
      if (wait <= 0) {
        at = 0
        wait = random() < 0.14 ? 120 : 1800 + random() * 4200
      }
      open = openAt(at)
    },
  }
}

function openAt(at: number): number {
  if (at < CLOSING) return 1 - smooth(at / CLOSING)
  if (at < CLOSING + CLOSED) return 0
  if (at < LASTS) return smooth((at - CLOSING - CLOSED) / OPENING)
  return 1
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t)
}
