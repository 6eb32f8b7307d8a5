/** Lets one run at a time, in the order of arrival. */
export interface Turn {
  /** Waits for the turn, runs, passes it on; rejects with `late()` when it did not come within `waitMs`. */
  take<T>(run: () => Promise<T>): Promise<T>
}

export function openTurn(waitMs: number, late: () => Error): Turn {
  let last: Promise<unknown> = Promise.resolve()
  return {
    take(run) {
      const before = last
      let expired = false
      const mine = new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          expired = true
          reject(late())
        }, waitMs)
        void before.then(() => {
          clearTimeout(timer)
          resolve()
        })
      })
      const result = mine.then(run)
      // Whoever gave up waiting still holds its place: its turn ends when the one before it ends.
      last = result.then(
        () => {},
        () => (expired ? before : undefined),
      )
      return result
    },
  }
}
