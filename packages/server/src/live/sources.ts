import { ERRORS } from 'rawi'
import type { CallLog } from './call-log.ts'
import type { EventSource, StreamEvent } from './event-stream.ts'
import type { LiveHub } from './live-hub.ts'

/** `<epoch>-<number>`: what stands in `Last-Event-ID`. */
interface Place {
  readonly epoch: string
  readonly number: number
}

export function readPlace(lastEventId: string | undefined): Place | undefined {
  const [, epoch, number] = /^([0-9a-f]{12})-(\d{1,15})$/.exec(lastEventId ?? '') ?? []
  return epoch === undefined ? undefined : { epoch, number: Number(number) }
}

/** Says that events were missed and why; what follows begins anew. */
function reset(): StreamEvent {
  return { type: 'reset', data: JSON.stringify({ code: 'RAWI_EVENTS_LOST', hint: ERRORS.RAWI_EVENTS_LOST }) }
}

/**
 * All calls of a tenant: a snapshot of those that run, then every event; for a listener who comes back only what it missed,
 * or, where that is kept no more, `reset` and a fresh snapshot.
 */
export function tenantEvents(hub: LiveHub, lastEventId: string | undefined): EventSource {
  const { ring } = hub
  const place = readPlace(lastEventId)
  const known = place?.epoch === ring.epoch && place.number <= ring.head && ring.after(place.number) !== 'lost'
  let at = known ? place.number : -1
  const queue: StreamEvent[] = lastEventId !== undefined && !known ? [reset()] : []
  const snapshot = (): StreamEvent => {
    at = ring.head
    return { id: idOf(ring.epoch, at), type: 'snapshot', data: JSON.stringify({ items: hub.snapshot() }) }
  }
  return {
    next() {
      const first = queue.shift()
      if (first) return first
      if (at < 0) return snapshot()
      const event = ring.after(at)
      if (event === undefined) return undefined
      if (event === 'lost') {
        // It took events more slowly than they came.
        queue.push(snapshot())
        return reset()
      }
      at = event.number
      return { id: idOf(ring.epoch, at), type: event.type, data: event.data }
    },
    wait: () => hub.bell.next(),
  }
}

/** One call from its beginning, or from where a listener left off; it ends with the call. */
export function callEvents(log: CallLog, lastEventId: string | undefined): EventSource {
  const place = readPlace(lastEventId)
  const known = place?.epoch === log.epoch && place.number < log.length
  let at = known ? place.number + 1 : 0
  const queue: StreamEvent[] = lastEventId !== undefined && !known ? [reset()] : []
  return {
    next() {
      const first = queue.shift()
      if (first) return first
      const entry = log.from(at)
      if (!entry) return log.closed ? 'end' : undefined
      at = entry.index + 1
      return { id: idOf(log.epoch, entry.index), type: entry.type, data: entry.data() }
    },
    wait: () => log.bell.next(),
  }
}

/** Whether a listener who comes back has heard a call to its end. */
export function heardAll(log: CallLog, lastEventId: string | undefined): boolean {
  const place = readPlace(lastEventId)
  return log.closed && place?.epoch === log.epoch && place.number >= log.length - 1
}

function idOf(epoch: string, number: number): string {
  return `${epoch}-${number}`
}
