import type { ConversationStore } from './store-port.ts'

/** Opens the store once it can be opened; every question while it cannot is a fresh attempt, one at a time. */
export class DatabaseGate {
  readonly #store: ConversationStore
  #attempt: Promise<void> | undefined
  #open = false
  #answering = true

  constructor(store: ConversationStore) {
    this.#store = store
  }

  get isOpen(): boolean {
    return this.#open
  }

  /** Whether the database answered when it was last asked. */
  get isReachable(): boolean {
    return this.#open && this.#answering
  }

  answered(): void {
    this.#answering = true
  }

  failed(): void {
    this.#answering = false
  }

  /** Resolves when the database is reached and its schema is right; rejects with this attempt's coded reason. */
  ready(): Promise<void> {
    if (!this.#attempt) {
      const attempt = this.#store.open().then(
        () => {
          this.#open = true
        },
        (error: unknown) => {
          this.#attempt = undefined
          throw error
        },
      )
      // Whoever asks is told; nobody has to ask.
      attempt.catch(() => {})
      this.#attempt = attempt
    }
    return this.#attempt
  }
}
