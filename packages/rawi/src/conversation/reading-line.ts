import { setImmediate as nextTurn } from 'node:timers/promises'
import { CONTACT_RUN_MS } from './bounds.ts'

/** Longer work of many calls, one call after the other and in short runs: whatever else waits has its turn in between. */
export class ReadingLine {
  #last: Promise<void> = Promise.resolve()
  #until = 0

  /** Repeats a piece of work until it says that nothing is left. */
  async read(work: () => boolean): Promise<void> {
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    await before
    try {
      while (true) {
        if (performance.now() >= this.#until) {
          await nextTurn()
          this.#until = performance.now() + CONTACT_RUN_MS
        }
        if (!work()) return
      }
    } finally {
      resolve()
    }
  }
}
