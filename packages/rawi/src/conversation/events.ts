import { EventEmitter } from 'node:events'
import { RawiError } from './errors.ts'
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

/** Lets listeners subscribe to what an announcer tells. */
export class Announcing {
  protected readonly announcer: Announcer

  constructor(announcer: Announcer) {
    this.announcer = announcer
  }

  on<E extends keyof RecorderEvents>(event: E, listener: (...args: RecorderEvents[E]) => void): this {
    this.announcer.on(event, listener)
    return this
  }

  off<E extends keyof RecorderEvents>(event: E, listener: (...args: RecorderEvents[E]) => void): this {
    this.announcer.off(event, listener)
    return this
  }

  once<E extends keyof RecorderEvents>(event: E, listener: (...args: RecorderEvents[E]) => void): this {
    this.announcer.once(event, listener)
    return this
  }
}

/** A failure as an alarm: what has no code is told by its kind only. */
export function alarmOf(error: unknown, what: string): Alarm {
  if (error instanceof RawiError) return { code: error.code, detail: error.message }
  return { code: 'RAWI_INTERNAL', detail: `${what} failed: ${nameOf(error)}.` }
}

/** What kind of error it was: its text could hold what was said. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
