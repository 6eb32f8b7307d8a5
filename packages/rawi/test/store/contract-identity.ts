import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ConversationEnd, END_RANK } from '../../src/conversation/outcome.ts'
import { batchOf, callOf, count, endOf, messageOf, type Stand, startOf } from './calls.ts'

/** Who a conversation is, whoever starts, ends and repeats it. */
export function identityContract(stand: () => Stand): void {
  it('makes one conversation of four starts in one room session, and keeps what each of them heard', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const starts = [1, 2, 3, 4].map(() => startOf(tenant, { label: 'room-abc', roomSid: 'RM_one' }))
    const claims = await Promise.all(starts.map((start) => store.claim(start)))
    expect(new Set(claims.map((claim) => claim.id)).size).toBe(1)
    const batches = starts.map((start) => callOf(start, 'مرحباً', 'أهلاً بك', 'شكراً'))
    const outcomes = (await Promise.all(batches.map((batch) => store.save([batch])))).flat()
    expect(outcomes.map((outcome) => outcome.messagesSaved)).toEqual([3, 3, 3, 3])
    const kept = await store.get('room-abc')
    expect(kept?.messages).toHaveLength(12)
    expect(kept?.message_count).toBe(12)
    for (const start of starts) expect((await store.get(start.id))?.id).toBe(kept?.id)
    expect(await count(stand().database, 'conversations', tenant)).toBe(1)
  })

  it('makes one conversation of four starts at once under one label', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const claims = await Promise.all([1, 2, 3, 4].map(() => store.claim(startOf(tenant, { label: 'room-abc' }))))
    expect(new Set(claims.map((claim) => claim.id)).size).toBe(1)
    expect(await count(stand().database, 'conversations', tenant)).toBe(1)
  })

  it('tells every writer how the conversation stands as ended, whoever ended it first', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const [one, two] = [1, 2].map(() => startOf(tenant, { label: 'room-abc', roomSid: 'RM_one' }))
    if (!one || !two) throw new Error('unreachable')
    const [first] = await store.save([
      batchOf(one, [messageOf(one, 0, 'x')], endOf(one, { status: 'failed', endReason: 'error', durationSeconds: 7 })),
    ])
    expect(first?.ended).toEqual({ status: 'failed', endReason: 'error', durationSeconds: 7 })
    const [second] = await store.save([batchOf(two, [messageOf(two, 0, 'y')], endOf(two, { durationSeconds: 9 }))])
    expect(second).toMatchObject({ id: one.id, ended: first?.ended })
    const running = startOf(tenant, { label: 'room-xyz' })
    const [going] = await store.save([batchOf(running, [messageOf(running, 0, 'z')])])
    expect(going?.ended).toBeUndefined()
    expect(await store.get(one.id)).toMatchObject({ status: 'failed', end_reason: 'error', duration_seconds: 7 })
  })

  it('makes one conversation of the starts in one save that turn out to be the same', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const one = startOf(tenant, { label: 'room-abc' })
    const two = startOf(tenant, { label: 'room-abc', roomSid: 'RM_one' })
    const three = startOf(tenant, { label: 'room-xyz', roomSid: 'RM_one' })
    const outcomes = await store.save([one, two, three].map((start) => batchOf(start, [messageOf(start, 0, 'x')])))
    expect(outcomes.map(({ id }) => id)).toEqual([one.id, one.id, one.id])
    expect((await store.get('room-xyz'))?.message_count).toBe(3)
  })

  it('gives a name that is used again after its call a second conversation', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const first = startOf(tenant, { label: 'room-abc' })
    await store.save([callOf(first, 'a')])
    const second = startOf(tenant, { label: 'room-abc', startedAt: first.startedAt + 3_600_000 })
    const claim = await store.claim(second)
    expect(claim).toEqual({ id: second.id, conversationId: `room-abc-${second.id.slice(-8)}`, erased: false })
    expect((await store.claim(startOf(tenant, { label: 'room-abc', startedAt: second.startedAt }))).id).toBe(second.id)
    expect((await store.get('room-abc'))?.id).toBe(first.id)
    await store.erase({ conversation: first.id })
    expect((await store.get('room-abc'))?.id).toBe(second.id)
  })

  it('gives a label of its own to every call, even where the ends of two UUIDs are the same', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const starts = ['0196f000-0000-7000-8000', '0196f001-0000-7000-8000', '0196f002-0000-7000-8000'].map((head, at) =>
      startOf(tenant, { id: `${head}-${tenant.slice(-12)}`, label: 'room-abc', roomSid: `RM_${at}` }),
    )
    const labels = []
    for (const start of starts) labels.push((await store.claim(start)).conversationId)
    expect(labels).toEqual(['room-abc', `room-abc-${tenant.slice(-8)}`, `room-abc-${starts[2]?.id}`])
  })

  it('keeps room sessions apart that share a name, and late news of an old call out of a new one', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const one = await store.claim(startOf(tenant, { label: 'room-abc', roomSid: 'RM_1' }))
    const two = await store.claim(startOf(tenant, { label: 'room-abc', roomSid: 'RM_2' }))
    expect(two.id).not.toBe(one.id)
    const running = startOf(tenant, { label: 'room-xyz' })
    await store.claim(running)
    const old = startOf(tenant, { label: 'room-xyz', startedAt: running.startedAt - 7_200_000 })
    expect((await store.claim(old, running.startedAt - 3_600_000)).id).toBe(old.id)
  })

  it('says the same however often a start is claimed', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant, {
      roomName: 'r',
      participantIdentity: 'user-456',
      language: 'ar',
      metadata: { a: 1 },
    })
    const claims = [await store.claim(start), await store.claim(start), await store.claim(start)]
    expect(new Set(claims.map((claim) => JSON.stringify(claim))).size).toBe(1)
    expect(await store.get(start.label)).toMatchObject({
      status: 'active',
      room_name: 'r',
      participant_identity: 'user-456',
      language: 'ar',
      metadata: { a: 1 },
      channel: 'web',
    })
  })

  it('comes to the same end in whatever order starts and ends arrive', async () => {
    const ranks = [END_RANK.worker, END_RANK.journal, END_RANK.webhook, END_RANK.sweeper] as const
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...ranks], { minLength: 1 }),
        fc.nat({ max: 4 }),
        async (order, startAt) => {
          const tenant = randomUUID()
          const store = stand().store(tenant)
          const start = startOf(tenant)
          const ends = order.map(
            (rank): ConversationEnd =>
              endOf(start, {
                rank,
                endReason: 'timeout',
                summary: `by ${rank}`,
                endedAt: start.startedAt + rank * 1_000,
              }),
          )
          for (const [at, end] of ends.entries()) {
            if (at === startAt) await store.claim(start)
            await store.save([batchOf(start, [], end)])
            await store.save([batchOf(start, [], { ...end, summary: 'told again', endReason: 'shutdown' })])
          }
          const best = Math.max(...order)
          const kept = await store.get(start.id)
          expect(kept).toMatchObject({
            summary: `by ${best}`,
            end_reason: 'timeout',
            ended_at: new Date(start.startedAt + best * 1_000),
          })
          expect(await count(stand().database, 'conversations', tenant)).toBe(1)
        },
      ),
      { numRuns: 12 },
    )
  })

  it('fills what a better end left open from a lesser one, and never ends before the start', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant, { userName: 'عند البداية' })
    await store.save([batchOf(start, [], endOf(start, { endedAt: start.startedAt - 5_000, durationSeconds: 0 }))])
    await store.save([
      batchOf(
        start,
        [],
        endOf(start, { rank: END_RANK.webhook, status: 'failed', endReason: 'error', rating: 4, userName: 'x' }),
      ),
    ])
    expect(await store.get(start.id)).toMatchObject({
      status: 'completed',
      ended_at: new Date(start.startedAt),
      rating: 4,
      user_name: 'عند البداية',
    })
  })
}
