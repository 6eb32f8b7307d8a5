import { JOURNAL_INSURANCE_HOURS, LEASE_LAPSE_SECONDS, LEASE_RENEW_SECONDS, OUTBOX_BATCH_MAX } from './bounds.ts'
import type { Clock } from './clock.ts'
import type { DatabaseGate } from './database-gate.ts'
import type { ConversationStore } from './store-port.ts'

export interface HousekeepingOptions {
  readonly recorderId: string
  readonly store: ConversationStore
  readonly gate: DatabaseGate
  readonly clock: Clock
  /** Adopts what dead processes left. */
  readonly recover: () => Promise<unknown>
  /** Deletes journals that have served as insurance. */
  readonly removeExpired: () => Promise<unknown>
  /** Obeys erasures made by other processes. */
  readonly obeyErasures: (conversations: readonly string[]) => Promise<void>
  /** Told of what went wrong; everything here is tried again at the next turn. */
  readonly onFailure: (error: unknown) => void
}

/** What a recorder does beside its calls: its lease, other recorders' ends, recovery, search rows and statistics. */
export class Housekeeping {
  readonly #options: HousekeepingOptions
  #timer: NodeJS.Timeout | undefined
  #turn: Promise<void> | undefined
  #drain: Promise<void> | undefined
  #erasuresSeen: Date

  constructor(options: HousekeepingOptions) {
    this.#options = options
    // Older journals are freed by now, and the database refuses whatever of them still turns up.
    this.#erasuresSeen = new Date(options.clock.now() - JOURNAL_INSURANCE_HOURS * 3_600_000)
  }

  /** The first turn now, then one each time the lease needs renewal. */
  start(): void {
    this.#timer = setInterval(() => this.#wake(), LEASE_RENEW_SECONDS * 1000).unref()
    this.#wake()
  }

  /** Consumes the outbox in the background; a call while it runs makes it look once more. */
  drainSoon(): void {
    this.drain().catch(this.#options.onFailure)
  }

  /** Consumes the outbox now: what was saved before this call can be searched and counted after it. */
  async drain(): Promise<void> {
    await this.#drain?.catch(() => {})
    this.#drain ??= this.#consume().finally(() => {
      this.#drain = undefined
    })
    return this.#drain
  }

  /** Forgets what was erased, here or elsewhere, since this was asked last. */
  async obeyErasures(): Promise<void> {
    const { store, gate, clock, obeyErasures } = this.#options
    await gate.ready()
    const now = clock.now()
    await obeyErasures(await store.erasedSince(this.#erasuresSeen))
    // A minute of overlap: the clocks of database and process may differ.
    this.#erasuresSeen = new Date(now - 60_000)
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#turn
    await this.#drain?.catch(() => {})
    // An orderly goodbye; a database that is away lets the lease lapse by itself.
    if (this.#options.gate.isOpen) await this.#options.store.releaseLease(this.#options.recorderId).catch(() => {})
  }

  #wake(): void {
    this.#turn ??= this.#takeTurn()
      .catch((error: unknown) => {
        this.#options.gate.failed()
        this.#options.onFailure(error)
      })
      .finally(() => {
        this.#turn = undefined
      })
  }

  async #takeTurn(): Promise<void> {
    const { store, gate, recorderId, recover, removeExpired } = this.#options
    await gate.ready()
    await store.renewLease(recorderId)
    gate.answered()
    await this.obeyErasures()
    await atMost(recover(), (LEASE_RENEW_SECONDS / 2) * 1000)
    await store.sweep(LEASE_LAPSE_SECONDS)
    await removeExpired()
    await this.drain()
  }

  async #consume(): Promise<void> {
    await this.#options.gate.ready()
    while ((await this.#options.store.drainOutbox(OUTBOX_BATCH_MAX)) === OUTBOX_BATCH_MAX);
  }
}

/** Waits for work, but only so long: what the database holds up, such as a recovery, must not hold up the rest. */
export async function atMost(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds).unref()
  })
  try {
    await Promise.race([work, patience])
  } finally {
    clearTimeout(timer)
  }
}
