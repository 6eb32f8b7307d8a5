import type { Message } from './message.ts'

/**
 * The latest revisions of one writer's messages by `seq`. A plain list instead of a `Map`: with hundreds of calls the
 * table of each is cold memory at every add, and setting an entry cost a tenth of it.
 */
export class CallMessages {
  /** Messages 0, 1, 2 … without a gap. */
  #list: Message[] = []
  /** Those behind a gap, as a damaged journal leaves them. */
  #behindGap: Map<number, Message> | undefined

  get size(): number {
    return this.#list.length + (this.#behindGap?.size ?? 0)
  }

  get(seq: number): Message | undefined {
    return this.#list[seq] ?? this.#behindGap?.get(seq)
  }

  /** Takes a message in unless a later revision of it is here already; says whether it did. */
  keep(message: Message): boolean {
    const { seq, revision } = message
    if (seq === this.#list.length && this.#behindGap === undefined) {
      this.#list.push(message)
      return true
    }
    const known = this.get(seq)
    if (known && known.revision >= revision) return false
    if (seq < this.#list.length) this.#list[seq] = message
    else {
      this.#behindGap ??= new Map()
      this.#behindGap.set(seq, message)
    }
    return true
  }

  /** Lets go of them all. */
  clear(): void {
    this.#list = []
    this.#behindGap = undefined
  }

  *values(): Generator<Message> {
    yield* this.#list
    if (this.#behindGap) yield* this.#behindGap.values()
  }
}
