import { EventEmitter } from 'node:events'
import type { Alarm } from './journal-port.ts'
import type { RecorderEvents } from './recorder-api.ts'

/** Tells listeners what happened; one that throws is named by an alarm and harms nobody else. */
export class Announcer {
  readonly #emitter = new EventEmitter<RecorderEvents>()

  on<E extends keyof RecorderEvents>(event: E, listener: (...args: RecorderEvents[E]) => void): void {
    this.#emitter.on(event, listener as never)
  }

  once<E extends keyof RecorderEvents>(event: E, listener: (...args: RecorderEvents[E]) => void): void {
    this.#emitter.once(event, listener as never)
  }

  off<E extends keyof RecorderEvents>(event: E, listener: (...args: RecorderEvents[E]) => void): void {
    this.#emitter.off(event, listener as never)
  }

  /** Whether anybody listens: spares the making of an event nobody hears. */
  heard(event: keyof RecorderEvents): boolean {
    return this.#emitter.listenerCount(event) > 0
  }

  tell<E extends keyof RecorderEvents>(event: E, ...args: RecorderEvents[E]): void {
    for (const listener of this.#emitter.rawListeners(event)) {
      try {
        Reflect.apply(listener, this.#emitter, args)
      } catch (error) {
        if (event !== 'alarm') this.alarm('RAWI_LISTENER_FAILED', `A listener of "${event}" threw ${nameOf(error)}.`)
      }
    }
  }

  alarm(code: Alarm['code'], detail: string): void {
    this.tell('alarm', { code, detail })
  }
}

/** What kind of error it was: its text could hold what was said. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
