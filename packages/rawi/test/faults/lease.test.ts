import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LEASE_LAPSE_SECONDS } from '../../src/conversation/bounds.ts'
import { systemClock } from '../../src/conversation/clock.ts'
import { DatabaseGate } from '../../src/conversation/database-gate.ts'
import { Housekeeping } from '../../src/conversation/housekeeping.ts'
import type { ConversationStore } from '../../src/conversation/store-port.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('a recovery that never comes to an end does not let the lease lapse', async () => {
  const renewed: number[] = []
  const store = {
    open: async () => {},
    renewLease: async () => void renewed.push(Date.now()),
    releaseLease: async () => {},
    erasedSince: async () => [],
    sweep: async () => 0,
    drainOutbox: async () => 0,
  } as Partial<ConversationStore> as ConversationStore
  const housekeeping = new Housekeeping({
    recorderId: 'one',
    store,
    gate: new DatabaseGate(store),
    clock: systemClock,
    recover: () => new Promise(() => {}),
    removeExpired: async () => {},
    obeyErasures: async () => {},
    onFailure: (error) => {
      throw error
    },
  })
  const begun = Date.now()
  housekeeping.start()
  await vi.advanceTimersByTimeAsync(600_000)
  const gaps = [...renewed, Date.now()].map((moment, index) => moment - (renewed[index - 1] ?? begun))
  expect(Math.max(...gaps)).toBeLessThan(LEASE_LAPSE_SECONDS * 1000)
  const closed = housekeeping.close()
  await vi.advanceTimersByTimeAsync(60_000)
  await closed
})
