import { type ErrorCode, RawiError } from '../conversation/errors.ts'

interface Waiter {
  readonly position: number
  readonly resolve: () => void
  readonly reject: (error: RawiError) => void
}

/** Those who wait until the log is durable up to a position. Positions only grow, so they stand in order. */
export interface Waiters {
  wait(position: number): Promise<void>
  waiting(): boolean
  /** Everything up to here is durable. */
  reached(position: number): void
  /** What lies before this position will never be known to be durable. */
  fail(position: number, code: ErrorCode, detail: string): void
}

export function createWaiters(): Waiters {
  let waiters: Waiter[] = []

  function take(position: number): Waiter[] {
    const rest = waiters.findIndex((waiter) => waiter.position > position)
    const taken = rest < 0 ? waiters : waiters.slice(0, rest)
    waiters = rest < 0 ? [] : waiters.slice(rest)
    return taken
  }

  return {
    wait: (position) => new Promise((resolve, reject) => waiters.push({ position, resolve, reject })),
    waiting: () => waiters.length > 0,
    reached(position) {
      if (waiters.length > 0) for (const waiter of take(position)) waiter.resolve()
    },
    fail(position, code, detail) {
      for (const waiter of take(position)) waiter.reject(new RawiError(code, detail))
    },
  }
}
