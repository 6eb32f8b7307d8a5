import { RETRY_FROM_MS, RETRY_TO_MS } from './bounds.ts'
import { RawiError } from './errors.ts'

export interface BacklogOptions<Item, Outcome> {
  /** Groups under way at once. */
  readonly atOnce: number
  /** Items of a group at most. */
  readonly groupMax: number
  /** Does a group; outcomes stand in the order given. A rejection means that none of it happened. */
  readonly run: (items: Item[]) => Promise<Outcome[]>
  /** Whether an item has to wait for another one; asked again whenever a group is done and at each `wake`. */
  readonly blocked?: (item: Item) => boolean
  /** Told of each failure, before it is tried again. */
  readonly onFailure: (error: unknown) => void
}

interface Waiting<Item, Outcome> {
  readonly item: Item
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
  failed: boolean
}

/**
 * Work that must be done however long the database is away: first in, first tried, in groups, each failure doubling
 * the wait up to the bound. Its timer never keeps the process alive; what is left at the end stays in the journal.
 */
export class Backlog<Item, Outcome> {
  readonly #options: BacklogOptions<Item, Outcome>
  #waiting: Waiting<Item, Outcome>[] = []
  readonly #running = new Set<Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  #failures = 0
  #closed = false

  constructor(options: BacklogOptions<Item, Outcome>) {
    this.#options = options
  }

  /** Items not done yet. */
  get size(): number {
    return this.#waiting.length + this.#inFlight
  }

  #inFlight = 0

  /** Resolves when the item is done; rejects only when the backlog is closed before. */
  add(item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(closedError())
        return
      }
      this.#waiting.push({ item, resolve, reject, failed: false })
      this.#pump()
    })
  }

  /** Takes back what has not begun. */
  remove(unwanted: (item: Item) => boolean): void {
    this.#waiting = this.#waiting.filter(({ item }) => !unwanted(item))
  }

  /** Looks again whether what was blocked may go now. */
  wake(): void {
    this.#pump()
  }

  /** Waits up to `withinMs` milliseconds for what is under way, then gives up the rest. */
  async close(withinMs: number): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs)
    })
    await Promise.race([Promise.all(this.#running), tooLong])
    clearTimeout(timer)
    for (const { reject } of this.#waiting.splice(0)) reject(closedError())
  }

  #pump(): void {
    while (!this.#closed && !this.#timer && this.#running.size < this.#atOnce()) {
      const group = this.#nextGroup()
      if (group.length === 0) return
      this.#inFlight += group.length
      const run = this.#run(group).finally(() => {
        this.#inFlight -= group.length
        this.#running.delete(run)
        this.#pump()
      })
      this.#running.add(run)
    }
  }

  /** A share of what waits; what has failed before goes alone, so that it holds up nobody else. */
  #nextGroup(): Waiting<Item, Outcome>[] {
    const share = Math.ceil(this.#waiting.length / (this.#options.atOnce - this.#running.size))
    const most = this.#failures > 0 ? 1 : Math.min(share, this.#options.groupMax)
    const group: Waiting<Item, Outcome>[] = []
    for (const waiting of this.#waiting) {
      if (group.length === most) break
      if (this.#options.blocked?.(waiting.item)) continue
      if (waiting.failed && group.length > 0) continue
      group.push(waiting)
      if (waiting.failed) break
    }
    if (group.length > 0) {
      const taken = new Set(group)
      this.#waiting = this.#waiting.filter((waiting) => !taken.has(waiting))
    }
    return group
  }

  /** After a failure one item alone tries whether the way is free again. */
  #atOnce(): number {
    return this.#failures > 0 ? 1 : this.#options.atOnce
  }

  async #run(group: Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.#options.run(group.map(({ item }) => item))
      this.#failures = 0
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] as Outcome)
    } catch (error) {
      for (const waiting of group) waiting.failed = true
      if (this.#closed) for (const { reject } of group) reject(closedError())
      else this.#waiting.push(...group)
      const wait = Math.min(RETRY_FROM_MS * 2 ** Math.min(this.#failures++, 20), RETRY_TO_MS)
      if (!this.#timer && !this.#closed) {
        this.#timer = setTimeout(
          () => {
            this.#timer = undefined
            this.#pump()
          },
          wait * (0.5 + Math.random() / 2),
        ).unref()
      }
      this.#options.onFailure(error)
    }
  }
}

function closedError(): RawiError {
  return new RawiError('RAWI_RECORDER_CLOSED', 'The recorder is closed; what was not saved stays in the journal.')
}
