import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ContactRank } from '../../src/conversation/contact-listener.ts'
import type { ConversationEnd } from '../../src/conversation/outcome.ts'
import type { ConversationBatch } from '../../src/conversation/store-port.ts'
import { save } from '../../src/store/save.ts'
import { batchOf, callOf, count, endOf, MOMENT, messageOf, patchOf, type Stand, startOf } from './calls.ts'

const PHONE = '+963991234567'
const TEN_SECONDS = 10_000

type Told = readonly [name: string | undefined, rank: ContactRank | undefined]

/** What the database keeps of who was calling. */
export function contactContract(stand: () => Stand): void {
  it('keeps every step with its quotes, in the order it came', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant)
    const contact = [
      patchOf('phone', '+963955000111', { source: 'sip', evidence: [], confidence: 0.6 }),
      patchOf('name', 'سامر', { raw: 'س\u0000ا\ud800مر' }),
      patchOf('name', 'سامر', { status: 'superseded' }),
      patchOf('name', 'سامر الحلبي', { status: 'confirmed', source: 'llm' }),
    ]
    const call = callOf(start, 'معك سامر')
    await store.save([{ ...call, contact }])
    const record = await store.get(start.id)
    const rows = contact.map((patch, ordinal) => ({ ...patch, writer: start.writer, ordinal }))
    rows[1] = { ...rows[1], raw: 'س\ufffdا\ufffdمر' } as never
    expect(record?.contactEvidence).toEqual(rows)
  })

  it('adds nothing when it is saved again, whatever the list says then', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const call = { ...callOf(startOf(tenant), 'a'), contact: [patchOf('name', 'سامر')] }
    await store.save([call])
    await store.save([{ ...call, contact: [patchOf('name', 'غيره'), patchOf('phone', PHONE)] }])
    await store.save([{ ...call, claimed: true }])
    expect((await store.get(call.start.id))?.contactEvidence).toMatchObject([{ value: 'سامر' }])
  })

  it('keeps the lists of two writers of one call side by side, under the call that it turned out to be', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const [first, second] = [startOf(tenant, { roomSid: 'RM_1' }), startOf(tenant, { roomSid: 'RM_1' })]
    await store.save([{ ...callOf(first, 'a'), contact: [patchOf('name', 'سامر')] }])
    await store.save([{ ...callOf(second, 'b'), contact: [patchOf('email', 'a@b.example')] }])
    const record = await store.get(first.id)
    expect(record?.contactEvidence.map(({ writer, value }) => [writer, value])).toEqual([
      [first.writer, 'سامر'],
      [second.writer, 'a@b.example'],
    ])
  })

  it('costs a save without it no statement', async () => {
    const { database } = stand()
    const tenant = randomUUID()
    const sent: number[] = []
    const counting: typeof database = {
      ...database,
      batch(statements) {
        sent.push(statements.length)
        return database.batch(statements)
      },
    }
    await save(counting, [callOf(startOf(tenant), 'a')])
    await save(counting, [{ ...callOf(startOf(tenant), 'a'), contact: [patchOf('name', 'سامر')] }])
    expect((sent[1] ?? 0) - (sent[0] ?? 0)).toBe(1)
  })

  it('is nobody else’s: another tenant finds neither the call nor what stands in it', async () => {
    const [mine, other] = [randomUUID(), randomUUID()]
    const call = { ...callOf(startOf(mine), 'a'), contact: [patchOf('name', 'سامر')] }
    await stand().store(mine).save([call])
    expect(await stand().store(other).get(call.start.id)).toBeUndefined()
    // The same UUID in another tenant's batch finds no row to belong to.
    const foreign = { ...call, start: { ...call.start, tenantId: other }, contact: [patchOf('name', 'غيره')] }
    await stand()
      .store(other)
      .save([foreign])
      .catch(() => {})
    expect((await stand().store(mine).get(call.start.id))?.contactEvidence).toMatchObject([{ value: 'سامر' }])
    expect(await count(stand().database, 'contact_evidence', other)).toBe(0)
  })

  it('goes when the call is erased, and does not come back', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const call = { ...callOf(startOf(tenant, { userPhone: PHONE }), 'a'), contact: [patchOf('name', 'سامر')] }
    await store.save([call])
    await store.erase({ phone: PHONE })
    await store.save([call])
    expect(await count(stand().database, 'contact_evidence', tenant)).toBe(0)
  })

  it('does without a list that the database refuses, and says so', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const call = { ...callOf(startOf(tenant), 'a'), contact: [patchOf('name', 'x', { confidence: 7 })] }
    const [outcome] = await store.save([call])
    expect(outcome).toMatchObject({ messagesSaved: 1, erased: false })
    expect((await store.get(call.start.id))?.contactEvidence).toEqual([])
    expect(await count(stand().database, 'quarantine', tenant)).toBe(1)
  })

  /** Calls of one caller, each later than the one before; what the caller is called after them. */
  async function callerAfter(...ends: Partial<ConversationEnd>[]) {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    for (const [index, end] of ends.entries()) await store.save([callAt(tenant, index, end)])
    return store.getUserByPhone(PHONE)
  }

  function callAt(tenant: string, index: number, end: Partial<ConversationEnd>): ConversationBatch {
    const start = startOf(tenant, { startedAt: MOMENT + index * TEN_SECONDS })
    return batchOf(
      start,
      [messageOf(start, 0, 'a')],
      endOf(start, { userPhone: PHONE, endedAt: start.startedAt + 1, ...end }),
    )
  }

  it.each<readonly [string, string, Told, Told]>([
    ['a rule’s name not over a confirmed one', 'سامر', ['سامر', 'confirmed'], ['أحمد محمد علي', 'rules']],
    ['a model’s over a rule’s', 'أحمد', ['سامر الحلبي', 'rules'], ['أحمد', 'llm']],
    ['a confirmed one not over a person’s', 'سامر', ['سامر', undefined], ['أحمد محمد', 'confirmed']],
    ['a person’s over a person’s', 'سام', ['سامر الحلبي', 'human'], ['سام', undefined]],
    ['the longer one of two rules’', 'سامر الحلبي', ['سامر الحلبي', 'rules'], ['سامر', 'rules']],
    ['the newer one of two that are as long', 'أحمد', ['سامر', 'rules'], ['أحمد', 'rules']],
    ['the one that there is', 'سامر', ['سامر', 'rules'], [undefined, undefined]],
  ])('calls a caller by %s', async (_what, expected, ...told) => {
    const ends = told.map(
      ([userName, nameRank]): Partial<ConversationEnd> => ({
        ...(userName !== undefined && { userName }),
        ...(nameRank !== undefined && { nameRank }),
      }),
    )
    expect((await callerAfter(...ends))?.name).toBe(expected)
  })

  it('ranks e-mails as it ranks names', async () => {
    const user = await callerAfter(
      { userEmail: 'sure@a.example', emailRank: 'confirmed' },
      { userEmail: 'heard@a.example', emailRank: 'rules' },
    )
    expect(user?.email).toBe('sure@a.example')
  })

  it('takes what a person tells of a caller over everything', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    await store.save([callAt(tenant, 0, { userName: 'سامر الحلبي', nameRank: 'confirmed' })])
    await store.saveUser({ phone: PHONE, name: 'سام' })
    await store.save([callAt(tenant, 1, { userName: 'سامر الحلبي', nameRank: 'confirmed' })])
    expect(await store.getUserByPhone(PHONE)).toMatchObject({ name: 'سام' })
  })

  it('comes to the same caller whether calls are saved one by one, again, or together', async () => {
    const named = fc.record({
      userName: fc.constantFrom('سامر', 'سامر الحلبي', 'أحمد محمد علي', 'Sara'),
      nameRank: fc.constantFrom('human' as const, 'confirmed' as const, 'llm' as const, 'rules' as const),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(named, { minLength: 1, maxLength: 4 }), async (ends) => {
        const [apart, together] = [randomUUID(), randomUUID()]
        const calls = (tenant: string) => ends.map((end, index) => callAt(tenant, index, end))
        for (const call of calls(apart)) await stand().store(apart).save([call])
        await stand().store(together).save(calls(together))
        const one = await stand().store(apart).getUserByPhone(PHONE)
        expect((await stand().store(together).getUserByPhone(PHONE))?.name).toBe(one?.name)
      }),
      { numRuns: 15 },
    )
  })
}
