/** Wakes everybody who waits, once. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring. */
  next(): Promise<void>
}

export function createBell(): Bell {
  let waiting: PromiseWithResolvers<void> | undefined
  return {
    ring() {
      waiting?.resolve()
      waiting = undefined
    },
    next() {
      waiting ??= Promise.withResolvers<void>()
      return waiting.promise
    },
  }
}
