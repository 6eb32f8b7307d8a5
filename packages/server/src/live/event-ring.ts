import { randomBytes } from 'node:crypto'
import type { LiveEvent } from './live-event.ts'

/** About what an event costs beside its text. */
const OVERHEAD_BYTES = 200

/** The latest events in their order. What a listener may have missed stands in it, up to its bounds; nothing grows with listeners. */
export interface EventRing {
  /** Random: ids of another ring, such as one before a restart, are told apart from its own. */
  readonly epoch: string
  /** Number of the latest event; 0 before the first. */
  readonly head: number
  append(event: LiveEvent): void
  /** The event behind that number, undefined where it is not there yet, `lost` where it is there no more. */
  after(number: number): (LiveEvent & { readonly number: number }) | undefined | 'lost'
  /** Takes the words of conversations out. */
  forget(conversations: ReadonlySet<string>): void
}

export function createRing({ maxEvents, maxBytes }: { maxEvents: number; maxBytes: number }): EventRing {
  const slots = new Array<LiveEvent | undefined>(maxEvents)
  let head = 0
  let oldest = 1
  let bytes = 0
  const sizeOf = (event: LiveEvent | undefined) => OVERHEAD_BYTES + 2 * (event?.data.length ?? 0)
  const dropOldest = () => {
    const at = oldest % maxEvents
    bytes -= sizeOf(slots[at])
    slots[at] = undefined
    oldest++
  }
  return {
    epoch: randomBytes(6).toString('hex'),
    get head() {
      return head
    },
    append(event) {
      bytes += sizeOf(event)
      if (head - oldest + 1 >= maxEvents) dropOldest()
      head++
      slots[head % maxEvents] = event
      while (bytes > maxBytes && oldest < head) dropOldest()
    },
    after(number) {
      if (number >= head) return undefined
      if (number + 1 < oldest) return 'lost'
      const event = slots[(number + 1) % maxEvents]
      return event && { ...event, number: number + 1 }
    },
    forget(conversations) {
      for (let number = oldest; number <= head; number++) {
        const at = number % maxEvents
        const event = slots[at]
        if (event?.conversation === undefined || !conversations.has(event.conversation)) continue
        const left: LiveEvent = {
          type: 'erased',
          conversation: event.conversation,
          data: JSON.stringify({ id: event.conversation }),
        }
        bytes += sizeOf(left) - sizeOf(event)
        slots[at] = left
      }
    },
  }
}
