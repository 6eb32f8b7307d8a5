import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { ConversationItem, ListQuery } from '../../src/conversation/store-port.ts'
import { batchOf, callOf, drain, endOf, messageOf, type Stand, startOf } from './calls.ts'

/** What people find again. */
export function readingContract(stand: () => Stand): void {
  it('answers the five queries of the upgrade guide, word for word, to the owner', async () => {
    const { database } = stand()
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const today = startOf(tenant, { startedAt: Date.now() })
    await store.save([batchOf(today, [messageOf(today, 0, 'مرحباً')], endOf(today, { userPhone: '+963991234567' }))])
    await store.claim(startOf(tenant, { startedAt: Date.now() }))
    const rowsOf = async (sql: string) => (await database.query<Record<string, unknown>>(sql)).rows
    expect((await rowsOf('SELECT * FROM conversations ORDER BY started_at DESC LIMIT 10;')).length).toBeGreaterThan(1)
    const active = await rowsOf(`SELECT * FROM conversations WHERE status = 'active';`)
    expect(active.some((row) => row.tenant_id === tenant)).toBe(true)
    const history = await rowsOf(`SELECT * FROM conversations
WHERE user_phone = '+963991234567'
ORDER BY started_at DESC;`)
    expect(history.map((row) => row.id)).toContain(today.id)
    const statistics = await rowsOf(`SELECT
    status,
    COUNT(*) as count,
    AVG(duration_seconds) as avg_duration,
    AVG(message_count) as avg_messages
FROM conversations
GROUP BY status;`)
    expect(statistics.find((row) => row.status === 'completed')?.avg_duration).toBeGreaterThan(0)
    const todays = await rowsOf(`SELECT * FROM conversations
WHERE DATE(started_at) = CURRENT_DATE
ORDER BY started_at DESC;`)
    expect(todays.map((row) => row.id)).toContain(today.id)
  })

  it('pages through everything once, newest first, also where times are equal', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const starts = Array.from({ length: 23 }, (_, at) =>
      startOf(tenant, { startedAt: 1_770_000_000_000 + Math.floor(at / 5) * 1_000 }),
    )
    await store.save(starts.map((start) => callOf(start, 'x')))
    const seen: ConversationItem[] = []
    for (let page = await store.list({ limit: 4 }); page.length > 0; ) {
      seen.push(...page)
      const last = page.at(-1)
      if (!last) break
      page = await store.list({ limit: 4, after: { startedAt: last.started_at, id: last.id } })
    }
    const order = [...starts].sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1))
    expect(seen.map(({ id }) => id)).toEqual(order.map(({ id }) => id))
  })

  it('finds by every filter, alone and together, whether or not words are asked for', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const wanted = startOf(tenant, { language: 'ar', channel: 'phone', startedAt: 1_770_000_000_000 })
    const others = [
      startOf(tenant, { language: 'en', channel: 'web', startedAt: 1_770_000_100_000 }),
      startOf(tenant, { startedAt: 1_760_000_000_000 }),
    ]
    await store.save([
      batchOf(
        wanted,
        [messageOf(wanted, 0, 'أريد التدريبات')],
        endOf(wanted, { userPhone: '+963991234567', userName: 'أحمد محمد', status: 'abandoned' }),
      ),
      ...others.map((start) =>
        batchOf(start, [messageOf(start, 0, 'hello')], endOf(start, { userPhone: '+963990000000', userName: 'Sara' })),
      ),
    ])
    await drain(store)
    const queries: Omit<ListQuery, 'limit'>[] = [
      { status: 'abandoned' },
      { channel: 'phone' },
      { language: 'ar' },
      { phone: { e164: '+963991234567' } },
      { phone: { suffix: '567' } },
      { phone: { suffix: '1234567' } },
      { phone: { suffix: '991234567' } },
      { from: new Date(1_770_000_000_000), to: new Date(1_770_000_000_001) },
      { name: 'احمد' },
      { name: 'مُحَمَّد' },
      { words: 'التدريبات' },
      { words: 'اريد تدريب' },
    ]
    for (const query of queries) {
      expect(
        (await store.list({ ...query, limit: 10 })).map(({ id }) => id),
        JSON.stringify(query),
      ).toEqual([wanted.id])
      expect(
        (await store.list({ ...query, words: 'أريد', limit: 10 })).map(({ id }) => id),
        JSON.stringify(query),
      ).toEqual([wanted.id])
    }
    for (const query of [
      { name: '%' },
      { name: '_' },
      { words: '؟' },
      { words: 'غائب' },
      { phone: { suffix: '9991234567' } },
      { words: "x' | 'hello" },
    ]) {
      expect(await store.list({ ...query, limit: 10 }), JSON.stringify(query)).toEqual([])
    }
  })

  it('finds words as they are heard and spelled in Arabic, and of an interrupted turn only what was heard', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant)
    await store.save([
      batchOf(start, [
        messageOf(start, 0, 'هَلْ لديكم مُؤتَمَرات في المدرسة؟ والأسعار ٢٠٢٦ Café'),
        messageOf(start, 1, 'نعم لدينا خصومات كبيرة', { interrupted: true, heard: 'نعم لدينا' }),
        messageOf(start, 2, 'كلمة النظام', { role: 'system' }),
      ]),
    ])
    await drain(store)
    const finds = async (words: string) => (await store.list({ words, limit: 5 })).length === 1
    for (const words of [
      'مدرسه',
      'المدرسة',
      'اسعار',
      'الأسعار',
      '2026',
      '٢٠٢٦',
      'cafe',
      'لدينا',
      'مؤتم',
      'هل لديكم اسع',
    ]) {
      expect(await finds(words), words).toBe(true)
    }
    for (const words of ['خصومات', 'النظام', 'مدرسة غائبة']) expect(await finds(words), words).toBe(false)
  })

  it('marks a conversation whose words are too many to be searched', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = startOf(tenant)
    const words = Array.from({ length: 60_000 }, (_, at) => `word${at}`).join(' ')
    await store.save([callOf(start, words, 'after')])
    await drain(store)
    const { rows } = await stand().database.query<{ truncated: boolean }>(
      'select truncated from conversation_search where tenant_id = $1',
      [tenant],
    )
    expect(rows).toEqual([{ truncated: true }])
    expect(await store.list({ words: 'word1', limit: 5 })).toHaveLength(1)
    expect((await store.get(start.id))?.messages[0]?.content).toBe(words)
  })

  it('shows one tenant nothing of another, whatever is asked', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()]
    const [me, them] = [stand().store(mine), stand().store(theirs)]
    const call = callOf(startOf(theirs, { label: 'secret', userPhone: '+963991234567', userName: 'أحمد' }), 'كلام سري')
    await them.save([call])
    await drain(them)
    for (const query of [
      {},
      { words: 'سري' },
      { name: 'أحمد' },
      { phone: { suffix: '567' } },
      { phone: { suffix: '1234567' } },
    ]) {
      expect(await me.list({ ...query, limit: 10 })).toEqual([])
      expect(await them.list({ ...query, limit: 10 })).toHaveLength(1)
    }
    expect(await me.get('secret')).toBeUndefined()
    expect(await me.get(call.start.id)).toBeUndefined()
    expect(await me.getUserByPhone('+963991234567')).toBeUndefined()
    expect((await me.statistics({})).total).toBe(0)
    expect((await me.erase({ phone: '+963991234567' })).conversations).toEqual([])
    await me.erase({ conversation: 'secret' })
    expect(await them.get('secret')).toBeDefined()
  })
}
