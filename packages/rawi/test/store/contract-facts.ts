import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { expect, it } from 'vitest'
import type { EventFact, RecordingFact } from '../../src/conversation/fact.ts'
import { batchOf, callOf, count, MOMENT, type Stand, startOf } from './calls.ts'

const begun: RecordingFact = {
  kind: 'recording',
  file: 'a.ogg',
  ...{ container: 'ogg', codec: 'opus', channels: 2, sampleRate: 24_000, startedAt: MOMENT + 1_234 },
}
const whole: RecordingFact = { ...begun, durationMs: 60_500, bytes: 363_000, sha256: 'ab'.repeat(32) }

function eventOf(given: Partial<EventFact> = {}): EventFact {
  return { kind: 'event', id: uuidv7(), name: 'hand_over', detail: { reason: 'بشر' }, at: MOMENT + 2_000, ...given }
}

/** What the database keeps of a call besides words. */
export function factsContract(stand: () => Stand): void {
  it('keeps a recording from its beginning, and what it came to once it is whole, whatever is told again', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant)
    await store.save([{ ...batchOf(start), facts: [begun] }])
    const row = {
      ...{ file: 'a.ogg', container: 'ogg', codec: 'opus', channels: 2, sample_rate: 24_000 },
      started_at: new Date(MOMENT + 1_234),
    }
    const recordings = async () => (await store.get(start.id))?.recordings
    expect(await recordings()).toEqual([{ ...row, duration_ms: null, bytes: null, sha256: null }])
    const ended = { ...row, duration_ms: 60_500, bytes: 363_000, sha256: 'ab'.repeat(32) }
    for (const fact of [whole, whole, begun, { ...whole, bytes: 1 }]) {
      await store.save([{ ...callOf(start, 'a'), facts: [fact] }])
      expect(await recordings()).toEqual([ended])
    }
  })

  it('keeps each event once, in order, with what the database cannot hold replaced', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant)
    const [first, later] = [eventOf({ detail: { reason: 'ب\u0000\ud800' } }), eventOf({ at: MOMENT + 9_000 })]
    await store.save([{ ...batchOf(start), facts: [later, first] }])
    await store.save([{ ...callOf(start, 'a'), facts: [first, later] }])
    expect((await store.get(start.id))?.events).toEqual([
      { id: first.id, kind: 'hand_over', detail: { reason: 'ب\ufffd\ufffd' }, occurred_at: new Date(MOMENT + 2_000) },
      { id: later.id, kind: 'hand_over', detail: { reason: 'بشر' }, occurred_at: new Date(MOMENT + 9_000) },
    ])
  })

  it('stands under the call that a start turned out to be, and goes with it', async () => {
    const { database } = stand()
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const [first, second] = [startOf(tenant, { roomSid: 'RM_1' }), startOf(tenant, { roomSid: 'RM_1' })]
    await store.save([callOf(first, 'a')])
    const late = { ...callOf(second, 'b'), facts: [whole, eventOf()] }
    await store.save([late])
    expect(await store.get(first.id)).toMatchObject({
      recordings: [{ file: 'a.ogg' }],
      events: [{ kind: 'hand_over' }],
    })
    await store.erase({ conversation: first.id })
    await store.save([late])
    for (const table of ['recordings', 'conversation_events']) expect(await count(database, table, tenant)).toBe(0)
  })

  it('of which a value is refused keeps the words all the same', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant)
    const [outcome] = await store.save([{ ...callOf(start, 'a', 'b'), facts: [{ ...whole, channels: -1 }, eventOf()] }])
    expect(outcome?.messagesSaved).toBe(2)
    expect(await store.get(start.id)).toMatchObject({ recordings: [], events: [{ kind: 'hand_over' }] })
  })
}
