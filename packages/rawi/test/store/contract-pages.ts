import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asPlannedReader } from '../../src/store/as-reader.ts'
import { asReader } from '../../src/store/as-role.ts'
import {
  type ConversationFilter,
  countStatement,
  type PageQuery,
  pageSource,
} from '../../src/store/conversation-filter.ts'
import { openExport } from '../../src/store/export-lines.ts'
import { bucketRange } from '../../src/store/statistics.ts'
import { statisticsBy, statisticsByTime } from '../../src/store/statistics-groups.ts'
import { batchOf, callOf, drain, endOf, messageOf, type Stand, startOf } from './calls.ts'

/** Pages, counts and exports as the server asks for them. */
export function pagesContract(stand: () => Stand): void {
  const page = async (tenant: string, query: PageQuery): Promise<{ id: string; micros: number }[]> => {
    const source = pageSource(query)
    if (!source) return []
    const reader = source.planned ? asPlannedReader : asReader
    const [, result] = await stand().database.batch([
      reader(tenant),
      {
        ...(source.shape !== undefined && { name: `test_${source.shape}` }),
        text: `select c.id, (extract(epoch from c.started_at) * 1000000)::bigint as micros from ${source.text}`,
        values: source.values,
      },
    ])
    return (result?.rows ?? []) as { id: string; micros: number }[]
  }
  const total = async (tenant: string, filter: ConversationFilter): Promise<number> => {
    const statement = countStatement(filter)
    if (!statement) return 0
    const [, result] = await stand().database.batch([asReader(tenant), statement])
    return Number((result?.rows[0] as { total: number } | undefined)?.total)
  }
  /** All ids, page by page. */
  const walk = async (tenant: string, query: Omit<PageQuery, 'after' | 'limit'>, limit: number): Promise<string[]> => {
    const seen: string[] = []
    let last: { id: string; micros: number } | undefined
    for (;;) {
      const rows = await page(tenant, { ...query, limit, ...(last && { after: last }) })
      seen.push(...rows.map(({ id }) => id))
      last = rows.at(-1)
      if (!last) return seen
    }
  }

  it('walks through everything once in both orders, whatever the pages, also where moments differ by a microsecond', async () => {
    const tenant = randomUUID()
    const { database } = stand()
    const starts = Array.from({ length: 20 }, () => startOf(tenant))
    await stand()
      .store(tenant)
      .save(starts.map((start) => callOf(start, 'كلمة')))
    await drain(stand().store(tenant))
    for (const [at, { id }] of starts.entries()) {
      await database.query(
        'update conversations set started_at = started_at + make_interval(secs => $2) where id = $1',
        [id, Math.floor(at / 2) / 1e6],
      )
    }
    const { rows } = await database.query<{ id: string }>(
      'select id from conversations where tenant_id = $1 order by started_at, id',
      [tenant],
    )
    const order = rows.map(({ id }) => id)
    for (const limit of [1, 3, 21]) {
      for (const filter of [{}, { words: 'كلمة' }]) {
        expect(await walk(tenant, { ...filter, sort: 'oldest' }, limit)).toEqual(order)
        expect(await walk(tenant, { ...filter, sort: 'newest' }, limit)).toEqual(order.toReversed())
      }
    }
  })

  it('goes on where it was when conversations come and go between pages', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const starts = Array.from({ length: 10 }, (_, at) => startOf(tenant, { startedAt: 1_770_000_000_000 + at * 1_000 }))
    await store.save(starts.map((start) => callOf(start, 'x')))
    const first = await page(tenant, { sort: 'newest', limit: 4 })
    await store.save([callOf(startOf(tenant, { startedAt: 1_780_000_000_000 }), 'x')])
    await store.erase({ conversation: first[3]?.id ?? '' })
    const after = first[3]
    const second = await page(tenant, { sort: 'newest', limit: 4, ...(after && { after }) })
    expect([...first, ...second].map(({ id }) => id)).toEqual(
      starts
        .toReversed()
        .slice(0, 8)
        .map(({ id }) => id),
    )
  })

  it('finds and counts by every filter alike, and nothing of another tenant', async () => {
    const [tenant, other] = [randomUUID(), randomUUID()]
    const starts = [tenant, other].map((one) =>
      startOf(one, { language: 'ar', channel: 'phone', startedAt: 1_770_000_000_000, tags: ['شكوى'] }),
    )
    const miss = startOf(tenant, { language: 'en', channel: 'web', startedAt: 1_760_000_000_000, tags: ['sale'] })
    for (const start of [...starts, miss]) {
      const wanted = start !== miss
      const end = endOf(start, {
        userPhone: wanted ? '+963991234567' : '+963990000000',
        userName: wanted ? 'أحمد محمد' : 'Sara',
        status: wanted ? 'abandoned' : 'completed',
      })
      await stand()
        .store(start.tenantId)
        .save([batchOf(start, [messageOf(start, 0, wanted ? 'أريد التدريبات' : 'hello')], end)])
    }
    await drain(stand().store(tenant))
    const filters: ConversationFilter[] = [
      { status: 'abandoned' },
      { channel: 'phone' },
      { language: 'ar' },
      { tag: 'شكوى' },
      { phone: { e164: '+963991234567' } },
      { phone: { suffix: '567' } },
      { phone: { suffix: '1234567' } },
      { phone: { suffix: '991234567' } },
      { from: new Date(1_770_000_000_000), to: new Date(1_770_000_000_001) },
      { name: 'احمد' },
      { words: 'التدريبات' },
      { words: 'تدريب', tag: 'شكوى', name: 'محمد', status: 'abandoned', phone: { suffix: '567' } },
    ]
    for (const filter of filters) {
      for (const sort of ['newest', 'oldest'] as const) {
        const found = await page(tenant, { ...filter, sort, limit: 10 })
        expect({ filter, ids: found.map(({ id }) => id) }).toEqual({ filter, ids: [starts[0]?.id] })
      }
      expect({ filter, total: await total(tenant, filter) }).toEqual({ filter, total: 1 })
    }
    for (const filter of [
      { name: '%' },
      { name: '_' },
      { tag: '%' },
      { words: '؟' },
      { phone: { suffix: '9991234567' } },
    ]) {
      expect(await page(tenant, { ...filter, sort: 'newest', limit: 10 })).toEqual([])
      expect(await total(tenant, filter)).toBe(0)
    }
    expect(await total(tenant, {})).toBe(2)
  })

  it('takes whatever text is asked for', async () => {
    const tenant = randomUUID()
    const text = fc.string({ unit: 'binary' }).filter((one) => !one.includes('\u0000'))
    await fc.assert(
      fc.asyncProperty(text, text, text, async (words, name, tag) => {
        for (const filter of [{ words }, { name }, { tag }, { words, name, tag, language: tag }])
          expect(await page(tenant, { ...filter, sort: 'newest', limit: 2 })).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  it('exports what a filter matches with its callers, and without one everything', async () => {
    const [tenant, other] = [randomUUID(), randomUUID()]
    const store = stand().store(tenant)
    const calls = [1, 2, 3].map((at) => {
      const start = startOf(tenant, { label: `room-${at}`, startedAt: 1_770_000_000_000 + at * 1_000 })
      return batchOf(start, [messageOf(start, 0, `كلمة ${at}`)], endOf(start, { userPhone: `+96399123456${at}` }))
    })
    await store.save(calls)
    await stand()
      .store(other)
      .save([callOf(startOf(other), 'secret')])
    await store.erase({ conversation: 'room-3' })
    const linesOf = async (filter: ConversationFilter) => {
      const { head, rows } = await openExport(stand().database, tenant, filter, new Date(1_790_000_000_000))
      const lines: { kind: string; parsed: Record<string, unknown> }[] = []
      for await (const { kind, line } of rows) lines.push({ kind, parsed: JSON.parse(line) })
      return { head, kinds: lines.map(({ kind }) => kind), text: JSON.stringify(lines) }
    }
    const all = await linesOf({})
    expect(all.head.conversations).toBe(2)
    expect(all.kinds).toEqual(['tombstones', 'receipts', 'users', 'conversation', 'conversation'])
    expect(all.text).toContain('كلمة 1')
    expect(all.text).not.toContain('secret')
    const one = await linesOf({ phone: { e164: '+963991234562' } })
    expect(one.kinds).toEqual(['users', 'conversation'])
    expect(one.text).not.toContain('+963991234561')
    expect((await linesOf({ to: new Date(1_770_000_001_000) })).head.conversations).toBe(0)
  })

  it('counts by status, language and channel, and by parts of time', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const at = Date.parse('2026-03-01T21:30:00Z')
    const ended = [0, 1, 2].map((hours) => {
      const start = startOf(tenant, { startedAt: at + hours * 3_600_000, language: hours === 2 ? 'en' : 'ar' })
      return batchOf(start, [messageOf(start, 0, 'x')], endOf(start, { durationSeconds: 60 * (hours + 1) }))
    })
    await store.save(ended)
    await store.claim(startOf(tenant, { startedAt: at, language: 'ar' }))
    await drain(store)
    const { database } = stand()
    const all = bucketRange(undefined, undefined)
    expect(await statisticsBy(database, tenant, 'language', all)).toMatchObject([
      { key: 'ar', count: 3, average_duration_seconds: 90 },
      { key: 'en', count: 1, average_duration_seconds: 180 },
    ])
    expect((await statisticsBy(database, tenant, 'status', all)).map(({ key, count }) => [key, count])).toEqual([
      ['completed', 3],
      ['active', 1],
    ])
    const midnight = Date.parse('2026-03-01T22:00:00Z')
    const parts = [
      { from: midnight - 86_400_000, to: midnight, key: 0 },
      { from: midnight, to: midnight + 86_400_000, key: 1 },
    ]
    expect(await statisticsByTime(database, tenant, parts)).toMatchObject([
      { key: 0, count: 2, average_duration_seconds: 60 },
      { key: 1, count: 2, average_duration_seconds: 150 },
    ])
    expect(await statisticsByTime(database, randomUUID(), parts)).toEqual([])
    expect(await statisticsByTime(database, tenant, [])).toEqual([])
  })
}
