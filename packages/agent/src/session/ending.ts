import type { EndReason } from 'rawi'

/** Why a call ends. */
export interface Ending {
  readonly endReason: EndReason
  /** What failed, with `error` only. */
  readonly errorCode?: string
}

/** The first reason given is why the call ended; whatever the call waits for stops then. */
export class CallEnding {
  readonly #settled = Promise.withResolvers<Ending>()
  #known: Ending | undefined

  get known(): Ending | undefined {
    return this.#known
  }

  set(endReason: EndReason, errorCode?: string): void {
    this.#known ??= { endReason, ...(errorCode !== undefined && { errorCode }) }
    this.#settled.resolve(this.#known)
  }

  /** What the work gives, or nothing once the call ends before it; a failure after that is nobody's any more. */
  async before<T>(work: Promise<T>): Promise<T | undefined> {
    return await Promise.race([work, this.#settled.promise.then(() => undefined)])
  }
}
