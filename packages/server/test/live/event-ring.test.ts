import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/live/call-log.ts'
import { createRing } from '../../src/live/event-ring.ts'
import type { EventSource, StreamEvent } from '../../src/live/event-stream.ts'
import { liveMessage } from '../../src/live/live-message.ts'
import { callEvents, tenantEvents } from '../../src/live/sources.ts'

const event = (n: number) => ({ type: 'message' as const, conversation: 'c', data: String(n) })

/** What a source has now, up to so many. */
function drain(source: EventSource, most = Number.POSITIVE_INFINITY): StreamEvent[] {
  const events: StreamEvent[] = []
  while (events.length < most) {
    const next = source.next()
    if (next === undefined || next === 'end') break
    events.push(next)
  }
  return events
}

describe('the ring of events', () => {
  it('gives whoever comes back at any moment every event once, or says that some are lost', () => {
    const step = fc.oneof(
      fc.record({ tell: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ read: fc.integer({ min: 0, max: 9 }) }),
      fc.constant({ cut: true as const }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (steps, maxEvents) => {
        const ring = createRing({ maxEvents, maxBytes: 1_000_000 })
        const hub = { ring, snapshot: () => [], bell: { next: async () => {} } } as never
        let told = 0
        let source = tenantEvents(hub, undefined)
        let lastId: string | undefined
        /** The number after which a listener knows everything it was given. */
        let expected: number | undefined
        const read = (most: number) => {
          for (const { id, type, data } of drain(source, most)) {
            if (id !== undefined) lastId = id
            if (type === 'reset') expected = undefined
            else if (type === 'snapshot') expected = Number(id?.split('-')[1])
            else {
              expect(Number(data)).toBe((expected ?? Number.NaN) + 1)
              expected = Number(data)
            }
          }
        }
        for (const one of steps) {
          if ('tell' in one) for (let n = 0; n < one.tell; n++) ring.append(event(++told))
          else if ('read' in one) read(one.read)
          else source = tenantEvents(hub, lastId)
        }
        read(Number.POSITIVE_INFINITY)
        expect(expected).toBe(told)
      }),
      { numRuns: 500 },
    )
  })

  it('stays within its events and bytes', () => {
    const ring = createRing({ maxEvents: 100, maxBytes: 10_000 })
    for (let n = 1; n <= 1_000; n++) ring.append({ ...event(n), data: 'x'.repeat(1_000) })
    expect(ring.after(990)).toBe('lost')
    expect(ring.after(997)).toMatchObject({ number: 998 })
    ring.append({ ...event(0), data: 'x'.repeat(100_000) })
    expect(ring.after(ring.head - 1)).toMatchObject({ number: 1_001 })
  })

  it('knows no ids but its own', () => {
    const ring = createRing({ maxEvents: 10, maxBytes: 10_000 })
    ring.append(event(1))
    const hub = { ring, snapshot: () => [], bell: { next: async () => {} } } as never
    for (const id of ['', 'x', '000000000000-1', `${ring.epoch}-2`, `${ring.epoch}--1`, `${ring.epoch}-1e3`])
      expect(drain(tenantEvents(hub, id)).map(({ type }) => type)).toEqual(['reset', 'snapshot'])
  })
})

describe('the log of a call', () => {
  it('gives whoever comes back at any moment the latest of every turn, and nothing twice', () => {
    const step = fc.oneof(
      fc.record({ seq: fc.integer({ min: 0, max: 6 }) }),
      fc.record({ read: fc.integer({ min: 0, max: 4 }) }),
      fc.constant({ cut: true as const }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const log = createLog('c')
        const revisions = new Map<number, number>()
        const heard = new Map<number, number>()
        let source = callEvents(log, undefined)
        let lastId: string | undefined
        const read = (most: number) => {
          for (const { id, data } of drain(source, most)) {
            lastId = id
            const { seq, revision } = JSON.parse(data)
            expect(revision).toBeGreaterThan(heard.get(seq) ?? -1)
            heard.set(seq, revision)
          }
        }
        for (const one of steps) {
          if ('seq' in one) {
            const revision = (revisions.get(one.seq) ?? -1) + 1
            revisions.set(one.seq, revision)
            const message = liveMessage({ writer: 1, seq: one.seq, revision, role: 'user', content: 'x', timestamp: 0 })
            log.append({ type: 'message', message, data: () => JSON.stringify({ seq: one.seq, revision }) })
          } else if ('read' in one) read(one.read)
          else source = callEvents(log, lastId)
        }
        read(Number.POSITIVE_INFINITY)
        expect(heard).toEqual(revisions)
      }),
      { numRuns: 500 },
    )
  })
})
