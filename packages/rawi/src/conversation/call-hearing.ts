import type { CallMessages } from './call-messages.ts'
import type { ContactHearing, ContactListener, ContactPatch, ContactQuote } from './contact-listener.ts'
import type { ConversationStart } from './entry.ts'
import type { KeptConversation } from './kept.ts'
import type { Message } from './message.ts'

/** What `ConversationStart` and `ConversationEnd` call the fields of a contact. */
export const USER_FIELDS = { name: 'userName', phone: 'userPhone', email: 'userEmail' } as const

type Call = Pick<KeptConversation, 'start' | 'before'>

/** One writer's call being listened to: which of its messages were heard, and what they brought. */
export class CallHearing {
  readonly start: ConversationStart
  /** It could not be heard to its end once; told once. */
  failed = false
  readonly hearing: ContactHearing
  /** Every message was heard once, in order, and as it was in the end: to hear it all again would bring the same. */
  inOrder = true
  /** What earlier processes heard, oldest first; the extractor knows it by places below zero. */
  readonly #before: readonly Message[]
  #nextBefore = 0
  #next = 0
  #lastHeard = Number.NEGATIVE_INFINITY
  readonly #revised = new Set<number>()
  /** Messages that were still being spoken when they were looked at. */
  readonly #spoken = new Set<number>()

  constructor(listener: ContactListener, { start, before = [] }: Call, callerId = start.callerId) {
    this.start = start
    this.#before = before
    this.hearing = listener.listen(callerId)
    for (const field of ['name', 'phone', 'email'] as const) {
      const value = start[USER_FIELDS[field]]
      if (value !== undefined) this.hearing.enter(field, value)
    }
  }

  get patches(): readonly ContactPatch[] {
    return this.placed(this.hearing.patches)
  }

  revise(seq: number): void {
    if (seq < this.#next) this.#revised.add(seq)
  }

  /**
   * Hears the next message that was not heard yet; undefined when there is none. What is still being spoken waits for its
   * revision, unless the call is over.
   */
  hearNext(messages: CallMessages, over = false): readonly ContactPatch[] | undefined {
    const earlier = this.#earlier(this.#nextBefore)
    if (earlier) {
      this.#nextBefore++
      return this.hear(earlier)
    }
    for (const seq of this.#revised) {
      this.#revised.delete(seq)
      const message = messages.get(seq)
      if (message && this.#isReady(message, over)) return this.hear(message)
    }
    for (let message = messages.get(this.#next); message; message = messages.get(this.#next)) {
      this.#next++
      if (this.#isReady(message, over)) return this.hear(message)
    }
    if (!over) return undefined
    for (const seq of this.#spoken) {
      this.#spoken.delete(seq)
      const message = messages.get(seq)
      if (message) return this.hear(message)
    }
    return undefined
  }

  /** Whether there is anything of a call that is over that was not heard yet. */
  hasMore(messages: CallMessages): boolean {
    const waiting = this.#revised.size + this.#spoken.size + (this.#before.length - this.#nextBefore)
    return waiting > 0 || messages.get(this.#next) !== undefined
  }

  /** Everything of a call that is over, in order, whatever gaps a damaged journal left in it. */
  everything(messages: CallMessages): Message[] {
    const before = this.#before.map((_, index) => this.#earlier(index)).filter((message) => message !== undefined)
    return [...before, ...[...messages.values()].sort((a, b) => a.seq - b.seq)]
  }

  #earlier(index: number): Message | undefined {
    const message = this.#before[index]
    return message && { ...message, seq: index - this.#before.length, revision: 0 }
  }

  /** Patches whose quotes say where the words stand in the record. */
  placed(patches: readonly ContactPatch[]): readonly ContactPatch[] {
    if (this.#before.length === 0) return patches
    return patches.map((patch) => ({ ...patch, evidence: patch.evidence.map((quote) => this.#placedQuote(quote)) }))
  }

  #placedQuote(quote: ContactQuote): ContactQuote {
    const earlier = quote.seq < 0 ? this.#before[quote.seq + this.#before.length] : undefined
    return earlier ? { ...quote, seq: earlier.seq, writer: earlier.writer } : quote
  }

  #isReady({ seq, provisional }: Message, over: boolean): boolean {
    if (provisional && !over) this.#spoken.add(seq)
    else this.#spoken.delete(seq)
    return !provisional || over
  }

  /** Hears a message, whatever became of it. */
  hear(message: Message): readonly ContactPatch[] {
    const { seq, role, revision } = message
    if (role !== 'user' && role !== 'assistant') return []
    if (seq <= this.#lastHeard) this.inOrder = false
    this.#lastHeard = Math.max(this.#lastHeard, seq)
    return this.placed(this.hearing.onTurn({ seq, revision, role, text: wordsOf(message) }))
  }
}

/** What of a message reached the other side. */
function wordsOf({ content, heard, interrupted, provisional }: Message): string {
  return interrupted || provisional ? (heard ?? content) : content
}
