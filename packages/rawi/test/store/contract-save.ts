import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { METADATA_MAX_DEPTH } from '../../src/conversation/bounds.ts'
import type { JsonObject } from '../../src/conversation/message.ts'
import { batchOf, callOf, count, endOf, messageOf, type Stand, startOf } from './calls.ts'

/** What a save keeps. */
export function saveContract(stand: () => Stand): void {
  it('changes nothing when it is repeated, whole or in part', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const call = callOf(startOf(tenant), 'a', 'b', 'c')
    const [first] = await store.save([call])
    const before = await store.get(call.start.id)
    expect(await store.save([call])).toEqual([first])
    await store.save([{ ...call, messages: call.messages.slice(1, 2) }])
    expect(await store.get(call.start.id)).toEqual(before)
    expect(await count(stand().database, 'messages', tenant)).toBe(3)
  })

  it('says of a call that it was never sent, and finds out by itself when it was', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const [one, other] = [callOf(startOf(tenant), 'a', 'b'), callOf(startOf(tenant), 'c')]
    const unsent = { ...one, unsent: true }
    const [first] = await store.save([unsent])
    const before = await store.get(one.start.id)
    expect(await store.save([unsent])).toEqual([first])
    expect(await store.save([unsent, { ...other, unsent: true }])).toMatchObject([first, { messagesSaved: 1 }])
    expect(await store.get(one.start.id)).toEqual(before)
    const third = { ...callOf(startOf(tenant), 'd', 'e'), unsent: true }
    await Promise.all([store.save([third]), store.save([third]), store.save([third])])
    expect(await count(stand().database, 'messages', tenant)).toBe(5)
    expect(await count(stand().database, 'quarantine', tenant)).toBe(0)
  })

  it('believes a claim made before the save, and finds out by itself when it is not true any more', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const [known, unknown, gone] = [startOf(tenant), startOf(tenant), startOf(tenant)]
    await store.claim(known)
    await store.claim(gone)
    await store.erase({ conversation: gone.id })
    const calls = [known, unknown, gone].map((start) => ({ ...callOf(start, 'a', 'b'), claimed: true }))
    const outcomes = await store.save(calls)
    expect(outcomes).toMatchObject([
      { id: known.id, conversationId: known.label, messagesSaved: 2, erased: false },
      { id: unknown.id, conversationId: unknown.label, messagesSaved: 2, erased: false },
      { id: gone.id, messagesSaved: 0, erased: true },
    ])
    expect(await count(stand().database, 'messages', tenant)).toBe(4)
  })

  it('lets the higher revision of a message hold, whichever comes first', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant)
    const saying = messageOf(start, 1, 'أهـ', { provisional: true })
    const said = messageOf(start, 1, 'أهلاً بك', { revision: 1 })
    await store.save([batchOf(start, [saying])])
    expect((await store.get(start.id))?.messages).toMatchObject([{ content: 'أهـ', interrupted: true }])
    await store.save([batchOf(start, [said])])
    await store.save([batchOf(start, [saying])])
    expect((await store.get(start.id))?.messages).toMatchObject([
      { content: 'أهلاً بك', interrupted: false, revision: 1 },
    ])
  })

  it('keeps any text: NUL and lone surrogates become U+FFFD, all else stays', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const any = fc.oneof(
      fc.uint16Array({ maxLength: 40 }).map((units) => String.fromCharCode(...units)),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('NULL', '', '{', '"', '\\', '\\N', ',', ' x '),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 8 }), async (texts) => {
        const start = startOf(tenant)
        const messages = texts.map((text, seq) =>
          messageOf(start, seq, text, { heard: text, interrupted: true, metadata: { [text]: [text] } }),
        )
        await store.save([
          batchOf(start, messages, endOf(start, { userName: texts[0] ?? '', summary: texts[0] ?? '' })),
        ])
        const kept = await store.get(start.id)
        const clean = texts.map((text) => text.toWellFormed().replaceAll('\u0000', '\ufffd'))
        expect(kept?.messages.map(({ content }) => content)).toEqual(clean)
        expect(kept?.messages.map(({ heard }) => heard)).toEqual(clean)
        expect(kept?.messages.map(({ metadata }) => metadata)).toEqual(
          clean.map((text) => Object.fromEntries([[text, [text]]])),
        )
        expect(kept?.summary).toBe(clean[0])
      }),
      { numRuns: 25 },
    )
  })

  it('keeps a message of a megabyte whole and metadata as deep as it is allowed to be', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant)
    const long = 'مرحباً '.repeat(80_000)
    let deep: JsonObject = { end: true }
    for (let level = 1; level < METADATA_MAX_DEPTH * 2; level++) deep = { deeper: deep }
    await store.save([
      batchOf(start, [messageOf(start, 0, long, { metadata: deep })], endOf(start, { metadata: deep })),
    ])
    await store.drainOutbox(10)
    const kept = await store.get(start.id)
    expect(kept?.messages[0]?.content).toBe(long)
    expect(JSON.stringify(kept?.metadata)).toContain('cut: deeper')
  })

  it('saves more text than fits into one statement', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant)
    const big = 'ا'.repeat(500_000)
    const [outcome] = await store.save([callOf(start, ...Array.from({ length: 20 }, () => big))])
    expect(outcome?.messagesSaved).toBe(20)
    const { rows } = await stand().database.query<{ n: number }>(
      'select sum(length(content))::int as n from messages where tenant_id = $1',
      [tenant],
    )
    expect(rows).toEqual([{ n: 10_000_000 }])
  })

  it('puts a row that is refused into quarantine and keeps all the others', async () => {
    const tenant = randomUUID()
    const { database } = stand()
    const store = stand().store(tenant)
    await database.query(
      `alter table messages add constraint refuses_one check (content <> 'refused ${tenant}') not valid`,
    )
    try {
      const bad = callOf(startOf(tenant), 'a', `refused ${tenant}`, 'c', 'd', `refused ${tenant}`)
      const good = callOf(startOf(tenant), 'e', 'f')
      const [first, second] = await store.save([bad, good])
      expect(first).toMatchObject({ messagesSaved: 3, messageCount: 5 })
      expect(first?.quarantined.map(({ message }) => message.seq)).toEqual([1, 4])
      expect(first?.quarantined[0]?.reason).toContain('23514')
      expect(second).toMatchObject({ messagesSaved: 2, quarantined: [] })
      expect((await store.get(bad.start.id))?.messages.map(({ content }) => content)).toEqual(['a', 'c', 'd'])
      const { rows } = await database.query<{ seq: number }>(
        'select seq from quarantine where tenant_id = $1 order by seq',
        [tenant],
      )
      expect(rows.map(({ seq }) => seq)).toEqual([1, 4])
    } finally {
      await database.query('alter table messages drop constraint refuses_one')
    }
  })

  it('keeps the messages of a conversation whose own values are refused', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant)
    const [outcome] = await store.save([
      batchOf(start, [messageOf(start, 0, 'a')], endOf(start, { rating: 77, summary: 's' })),
    ])
    expect(outcome).toMatchObject({ messagesSaved: 1, quarantined: [] })
    expect(await store.get(start.id)).toMatchObject({ status: 'completed', rating: null, messages: [{ content: 'a' }] })
    expect(await count(stand().database, 'quarantine', tenant)).toBe(1)
  })

  it('saves the same callers from many sides at once without a deadlock', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const shared = Array.from({ length: 12 }, () => startOf(tenant))
    await Promise.all(
      Array.from({ length: 16 }, async (_, round) => {
        const batches = shared.map((start, at) => {
          const own = { ...start, writer: round * 100 + at }
          return batchOf(
            own,
            [messageOf(own, 0, 'x')],
            endOf(own, { userPhone: `+9639912345${10 + ((at * 7 + round) % 12)}` }),
          )
        })
        const turned = [...batches.slice(round % 12), ...batches.slice(0, round % 12)]
        await store.save(round % 2 === 0 ? turned : turned.reverse())
      }),
    )
    expect(await count(stand().database, 'messages', tenant)).toBe(192)
    for (const start of shared) expect((await store.get(start.id))?.message_count).toBe(16)
  })

  it('never overwrites a known name with none, and keeps the first and last time of a caller', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const phone = '+963991234567'
    const late = startOf(tenant, { userPhone: phone, userName: 'أحمد' })
    const early = startOf(tenant, { userPhone: phone, userName: 'قديم', startedAt: late.startedAt - 86_400_000 })
    await store.save([callOf(late, 'a')])
    await store.save([callOf(early, 'b')])
    await store.saveUser({ phone, email: 'a@example.com' })
    expect(await store.getUserByPhone(phone)).toMatchObject({
      name: 'أحمد',
      email: 'a@example.com',
      first_seen_at: new Date(early.startedAt),
    })
    expect(await store.getUserByPhone('+963999999999')).toBeUndefined()
  })
}
