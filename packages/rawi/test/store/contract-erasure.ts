import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { batchOf, callOf, count, drain, messageOf, type Stand, startOf } from './calls.ts'

const TABLES_WITH_TRACES = [
  'conversations',
  'conversation_aliases',
  'messages',
  'contact_evidence',
  'conversation_events',
  'recordings',
  'conversation_search',
  'statistics_buckets',
  'statistics_contributions',
  'outbox',
  'users',
]

/** What erasing leaves: nothing but a receipt and tombstones. */
export function erasureContract(stand: () => Stand): void {
  it('removes a caller with every trace, and lets nothing of it come back', async () => {
    const { database } = stand()
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const before = new Date()
    const phone = '+963991234567'
    const call = callOf(startOf(tenant, { userPhone: phone, roomSid: 'RM_1' }), 'a', 'b')
    const loser = startOf(tenant, { roomSid: 'RM_1' })
    const second = callOf(startOf(tenant, { userPhone: phone }), 'c')
    await store.save([call, second])
    await store.save([batchOf(loser, [messageOf(loser, 0, 'd')])])
    await drain(store)
    await store.save([second])
    const erasure = await store.erase({ phone })
    expect(erasure).toMatchObject({ messages: 4, users: 1 })
    const erased = [call.start.id, second.start.id, loser.id].sort()
    expect([...erasure.conversations].sort()).toEqual(erased)
    for (const table of TABLES_WITH_TRACES) expect(await count(database, table, tenant), table).toBe(0)
    expect((await store.erasedSince(before)).sort()).toEqual(erased)
    expect(await store.erasedSince(new Date(Date.now() + 3_600_000))).toEqual([])

    for (const start of [call.start, loser]) {
      expect(await store.claim(start)).toEqual({ id: start.id, conversationId: start.label, erased: true })
    }
    expect((await store.save([call, second])).map(({ erased: gone, messagesSaved }) => [gone, messagesSaved])).toEqual([
      [true, 0],
      [true, 0],
    ])
    for (const table of TABLES_WITH_TRACES) expect(await count(database, table, tenant), table).toBe(0)
    const { rows } = await database.query('select to_jsonb(e) as receipt from erasures e where tenant_id = $1', [
      tenant,
    ])
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(phone)
  })

  it('removes one conversation by its label and takes it out of the statistics', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const calls = [1, 2, 3].map((at) =>
      callOf(startOf(tenant, { label: `room-${at}`, userPhone: '+963991234567' }), 'a'),
    )
    await store.save(calls)
    await drain(store)
    expect((await store.erase({ conversation: 'room-2' })).conversations).toEqual([calls[1]?.start.id])
    expect(await store.get('room-2')).toBeUndefined()
    expect(await store.statistics({})).toMatchObject({ total: 2, total_messages: 2 })
    expect((await store.getUserByPhone('+963991234567'))?.conversation_count).toBe(2)
    expect(await store.erase({ conversation: 'nobody' })).toMatchObject({ conversations: [], messages: 0, users: 0 })
  })

  it('leaves alone what is another tenant’s, asked for by its own UUID or by one that it lost', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()]
    const call = callOf(startOf(theirs, { roomSid: 'RM_2' }), 'a', 'b')
    const loser = startOf(theirs, { roomSid: 'RM_2' })
    const them = stand().store(theirs)
    await them.save([call])
    await them.save([batchOf(loser, [messageOf(loser, 0, 'c')])])
    for (const id of [call.start.id, loser.id]) {
      expect(await stand().store(mine).erase({ conversation: id })).toMatchObject({ conversations: [], messages: 0 })
    }
    expect((await them.get(call.start.id))?.messages).toHaveLength(3)
    expect((await them.save([call]))[0]?.erased).toBe(false)
  })

  it('leaves a tombstone for a conversation that no save has brought yet', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const call = callOf(startOf(tenant), 'a')
    await store.erase({ conversation: call.start.id.toUpperCase() })
    expect((await store.save([call]))[0]?.erased).toBe(true)
    expect(await store.get(call.start.id)).toBeUndefined()
  })

  it('leaves nothing behind when a conversation is erased and saved at the same time', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const calls = Array.from({ length: 20 }, () => callOf(startOf(tenant), 'a', 'b'))
    await Promise.all(
      calls.flatMap((call) => [store.save([call]), store.erase({ conversation: call.start.id }), store.save([call])]),
    )
    for (const table of TABLES_WITH_TRACES.filter((name) => name !== 'outbox'))
      expect(await count(stand().database, table, tenant), table).toBe(0)
  })
}
