import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CHANNELS, END_RANK, STATUSES } from '../../src/conversation/outcome.ts'
import { batchOf, callOf, count, drain, endOf, messageOf, type Stand, startOf } from './calls.ts'

/** What follows a save: statistics, leases, the sweeper. */
export function backgroundContract(stand: () => Stand): void {
  it('counts every conversation once, though two drain at a time and saves are repeated and corrected', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const calls = Array.from({ length: 30 }, () => callOf(startOf(tenant, { userPhone: '+963991234567' }), 'a', 'b'))
    const swept = calls.map((call) => ({
      ...call,
      messages: call.messages.slice(0, 1),
      turns: 1,
      end: endOf(call.start, { rank: END_RANK.sweeper, status: 'abandoned' as const, durationSeconds: 5 }),
    }))
    await store.save(swept)
    await Promise.all([drain(store), drain(store), store.save(calls), store.save(calls.slice(0, 10)), drain(store)])
    await drain(store)
    const { by_status, total, total_messages, average_duration_seconds } = await store.statistics({})
    expect({ total, total_messages, average_duration_seconds }).toEqual({
      total: 30,
      total_messages: 60,
      average_duration_seconds: 60,
    })
    expect(by_status).toEqual([{ status: 'completed', count: 30, average_duration_seconds: 60, average_messages: 2 }])
    expect((await store.getUserByPhone('+963991234567'))?.conversation_count).toBe(30)
    expect(await count(stand().database, 'outbox', tenant)).toBe(0)
    await store.save(calls)
    await drain(store)
    expect((await store.statistics({})).total).toBe(30)
  })

  it('comes to the same statistics as the rows themselves', async () => {
    const quarter = 900_000
    const anyCall = fc.record({
      minute: fc.nat({ max: 4 * 24 * 60 }),
      status: fc.constantFrom(...STATUSES),
      channel: fc.constantFrom(...CHANNELS),
      language: fc.constantFrom('ar', 'en', undefined),
      seconds: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 20_000, noNaN: true })),
      turns: fc.nat({ max: 3 }),
    })
    const range = fc.tuple(fc.option(fc.nat({ max: 4 * 24 * 4 })), fc.option(fc.nat({ max: 4 * 24 * 4 })))
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyCall, { minLength: 1, maxLength: 25 }),
        range,
        async (calls, [fromQuarter, toQuarter]) => {
          const tenant = randomUUID()
          const store = stand().store(tenant)
          const epoch = Date.parse('2026-02-27T00:00:00Z')
          await store.save(
            calls.map(({ minute, status, channel, language, seconds, turns }) => {
              const start = startOf(tenant, {
                startedAt: epoch + minute * 60_000,
                channel,
                ...(language && { language }),
              })
              const messages = Array.from({ length: turns }, (_, seq) => messageOf(start, seq, 'x'))
              return batchOf(
                start,
                messages,
                status === 'active' ? undefined : endOf(start, { status, durationSeconds: seconds }),
              )
            }),
          )
          await drain(store)
          const from = fromQuarter === null ? undefined : new Date(epoch + fromQuarter * quarter)
          const to = toQuarter === null ? undefined : new Date(epoch + toQuarter * quarter)
          const told = await store.statistics({ ...(from && { from }), ...(to && { to }) })
          const { rows } = await stand().database.query<Record<string, number | null>>(
            `select count(*)::int as total, count(*) filter (where status = 'active')::int as active, avg(message_count)::float8 as messages,
            avg(duration_seconds) as mean, percentile_disc(0.5) within group (order by duration_seconds) as median,
            percentile_disc(0.95) within group (order by duration_seconds) as p95
          from conversations where tenant_id = $1 and started_at >= coalesce($2::timestamptz, '-infinity') and started_at < coalesce($3::timestamptz, 'infinity')`,
            [tenant, from ?? null, to ?? null],
          )
          const raw = rows[0] ?? {}
          expect({ total: told.total, active: told.active }).toEqual({ total: raw.total, active: raw.active })
          near(told.average_messages, raw.messages, 1e-9)
          near(told.average_duration_seconds, raw.mean, 0.001)
          near(told.median_duration_seconds, raw.median, 0.048)
          near(told.p95_duration_seconds, raw.p95, 0.048)
          for (const groups of [told.by_status, told.by_channel, told.by_language]) {
            expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(told.total)
          }
        },
      ),
      { numRuns: 15 },
    )
  })

  it('widens a range to quarter hours and says so', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    await store.save([callOf(startOf(tenant, { startedAt: Date.parse('2026-03-01T10:07:00Z') }), 'a')])
    await drain(store)
    const told = await store.statistics({
      from: new Date('2026-03-01T10:10:00Z'),
      to: new Date('2026-03-01T10:11:00Z'),
    })
    expect(told).toMatchObject({
      from: new Date('2026-03-01T10:00:00Z'),
      to: new Date('2026-03-01T10:15:00Z'),
      total: 1,
    })
  })

  it('ends what a lost recorder left, and lets its journal correct that', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const [lost, alive] = [randomUUID(), randomUUID()]
    const start = startOf(tenant, { recorderId: lost })
    const running = startOf(tenant, { recorderId: alive })
    const silent = startOf(tenant, { recorderId: lost })
    await store.save([batchOf(start, [messageOf(start, 4, 'x')]), batchOf(running)])
    await store.claim(silent)
    await store.renewLease(lost)
    await store.renewLease(alive)
    await store.sweep(0)
    expect((await store.get(start.id))?.status).toBe('active')
    await store.releaseLease(lost)
    expect(await store.sweep(3_600)).toBe(0)
    expect(await store.sweep(-1)).toBe(2)
    expect(await store.get(start.id)).toMatchObject({
      status: 'abandoned',
      end_reason: 'worker_lost',
      ended_at: new Date(start.startedAt + 4_000),
      duration_seconds: 4,
    })
    expect(await store.get(silent.id)).toMatchObject({
      status: 'abandoned',
      ended_at: new Date(silent.startedAt),
      duration_seconds: 0,
    })
    expect((await store.get(running.id))?.status).toBe('active')
    await store.save([batchOf(start, [], endOf(start, { rank: END_RANK.journal }))])
    expect(await store.get(start.id)).toMatchObject({ status: 'completed', duration_seconds: 60 })
  })
}

function near(told: number | null, raw: number | null | undefined, share: number): void {
  if (raw === null || raw === undefined) expect(told).toBeNull()
  else expect(Math.abs((told ?? Number.NaN) - raw)).toBeLessThanOrEqual(raw * share + 0.0011)
}
