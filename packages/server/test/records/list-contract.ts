import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../http/run-server.ts'
import { keepCalls, moveCall, settled } from './keep-calls.ts'

/** What people find, whatever they ask for. */
export function listContract(open: () => TestServer): void {
  describe('the list', () => {
    let rawi: TestServer
    let key: string
    const tenant = '7b1a52f0-1111-4e4e-9b5e-0c1b9a522f01'
    const get = (query: string) => rawi.ask('GET', `/v1/conversations${query}`, { key })
    const search = (body: object) => rawi.ask('POST', '/v1/conversations/search', { key, body })
    const labels = (answer: { body: { items: { conversation_id: string }[] } }) =>
      answer.body.items.map((item) => item.conversation_id)

    beforeAll(async () => {
      rawi = open()
      key = await rawi.key(['read'], tenant)
      const ids = await keepCalls(
        rawi,
        [
          {
            start: { conversationId: 'wanted', channel: 'phone', language: 'ar', tags: ['شكوى'], agentName: 'ليلى' },
            messages: ['أريد الاستفسار عن التدريبات', 'أهلاً بك'],
            end: { userName: 'أحمد محمد', userPhone: '+963991234567', summary: 'استفسار', rating: 4 },
          },
          {
            start: { conversationId: 'other', channel: 'web', language: 'en', tags: ['sale'] },
            messages: ['hello there', 'hi'],
            end: { userName: 'Sara Smith', userPhone: '+963933000111' },
          },
          { start: { conversationId: 'silent', channel: 'text' }, messages: [] },
        ],
        tenant,
      )
      for (const [at, id] of ids.entries()) await moveCall(rawi, id, `2026-03-0${3 - at}T10:00:00.00000${at}Z`)
      await settled(rawi, tenant)
    })

    it('shows what the guide promises, and more, with moments that name their zone', async () => {
      const { body, status } = await get('?include=total')
      expect(status).toBe(200)
      expect(body).toMatchObject({ next_cursor: null, has_more: false, total: 3 })
      expect(body.items[0]).toMatchObject({
        ...{ conversation_id: 'wanted', user_name: 'أحمد محمد', user_phone: '+963991234567', message_count: 2 },
        ...{ started_at: '2026-03-03T10:00:00.000Z', status: 'completed', end_reason: 'user_hangup', channel: 'phone' },
        ...{ language: 'ar', tags: ['شكوى'], summary: 'استفسار', rating: 4, disposition: null, agent_name: 'ليلى' },
      })
      expect(body.items[0].duration_seconds).toBeGreaterThanOrEqual(0)
      expect(labels({ body })).toEqual(['wanted', 'other', 'silent'])
      expect(labels(await get('?sort=oldest'))).toEqual(['silent', 'other', 'wanted'])
    })

    it('finds by every filter, in the address and in a body alike', async () => {
      for (const filter of [
        { status: 'completed', language: 'ar' },
        { channel: 'phone' },
        { tag: 'شكوى' },
        { phone: '+963991234567' },
        { phone: '0991234567' },
        { phone: '٠٩٩١٢٣٤٥٦٧' },
        { phone: '٤٥٦٧' },
        { phone: '234567' },
        { q: 'التدريبات' },
        { q: 'استفس' },
        { name: 'احمد' },
        { from: '2026-03-03' },
        { from: '2026-03-03T12:00:00+02:00', to: '2026-03-03' },
      ]) {
        const query = new URLSearchParams(filter as Record<string, string>)
        const one = { filter, labels: ['wanted'] }
        expect({ filter, labels: labels(await get(`?${query}`)) }).toEqual(one)
        const answer = await search({ ...filter, include: 'total' })
        expect({ filter, labels: labels(answer) }).toEqual(one)
        expect(answer.body.total).toBe(1)
      }
      expect(labels(await search({ from: '2026-03-01', to: '2026-03-02' }))).toEqual(['other', 'silent'])
    })

    it('walks through pages whose cursors cannot be made up, moved or changed', async () => {
      for (const sort of ['newest', 'oldest']) {
        const seen: string[] = []
        let cursor = ''
        do {
          const { body } = await search({ limit: 1, sort, ...(cursor && { cursor }) })
          seen.push(...labels({ body }))
          cursor = body.next_cursor ?? ''
          expect(body.has_more).toBe(cursor !== '')
        } while (cursor !== '')
        expect(seen).toEqual(sort === 'newest' ? ['wanted', 'other', 'silent'] : ['silent', 'other', 'wanted'])
      }
      const { next_cursor: cursor } = (await search({ limit: 1 })).body
      const elsewhere = await rawi.key(['read'], '7b1a52f0-2222-4e4e-9b5e-0c1b9a522f02')
      const refused = [
        await search({ cursor, sort: 'oldest' }),
        await rawi.ask('POST', '/v1/conversations/search', { key: elsewhere, body: { cursor } }),
        await rawi.ask('GET', `/v1/users?cursor=${cursor}`, { key }),
        await search({ cursor: `${cursor}A` }),
        await search({ cursor: Buffer.from('["2026-01-01T00:00:00Z",1]').toString('base64url') }),
      ]
      for (const { status, body } of refused)
        expect({ status, code: body.code }).toEqual({ status: 400, code: 'RAWI_CURSOR_INVALID' })
      await fc.assert(
        fc.asyncProperty(fc.nat(cursor.length - 1), fc.constantFrom('A', 'b', '7', '_', '='), async (at, letter) => {
          if (cursor[at] === letter) return
          const changed = `${cursor.slice(0, at)}${letter}${cursor.slice(at + 1)}`
          expect((await search({ cursor: changed })).status).toBe(400)
        }),
        { numRuns: 25 },
      )
    })

    it('stays in order when calls come in between pages', async () => {
      const { body } = await search({ limit: 2 })
      const [id] = await keepCalls(rawi, [{ start: { conversationId: 'between' } }], tenant)
      await moveCall(rawi, id ?? '', '2026-03-09T10:00:00Z')
      expect(labels(await search({ limit: 2, cursor: body.next_cursor }))).toEqual(['silent'])
      await rawi.ask('DELETE', `/v1/conversations/${id}`, { key: await rawi.key(['admin'], tenant) })
    })

    it('takes wildcards, quotes and operators as what they are', async () => {
      for (const text of ['%', '_', '%zz%', "'; drop table conversations; --", "x' | 'hello", '\\', '*', ':*', '&']) {
        for (const filter of [{ name: text }, { q: text }, { tag: text }, { language: text }]) {
          const answer = await search(filter)
          expect({ filter, status: answer.status, labels: labels(answer) }).toEqual({ filter, status: 200, labels: [] })
        }
      }
      for (const body of [{ sort: 'started_at desc' }, { sort: 'id' }, { status: "completed' or 1=1" }, { limit: 101 }])
        expect((await search(body)).status).toBe(400)
    })

    it('refuses what it does not know or cannot keep, names it, and never fails', async () => {
      for (const [body, path] of [
        [{ nobody: 1 }, 'nobody'],
        [{ q: 'x'.repeat(1_000_000) }, 'q'],
        [{ q: 'a\u0000b' }, 'q'],
        [{ name: '\ud800' }, 'name'],
        [{ tag: '\udc00x' }, 'tag'],
        [{ language: '\u0000' }, 'language'],
        [{ from: '2026-02-30' }, 'from'],
        [{ from: 'yesterday' }, 'from'],
        [{ limit: 0 }, 'limit'],
        [{ limit: 1.5 }, 'limit'],
        [{ status: 'gone' }, 'status'],
      ] as const) {
        const answer = await search(body)
        expect({
          path,
          status: answer.status,
          errors: answer.body.errors.map((one: { path: string }) => one.path),
        }).toEqual({
          ...{ path, status: 400, errors: [path] },
        })
        expect(answer.text.length).toBeLessThan(1_000)
      }
      expect((await search({ phone: '12' })).body).toMatchObject({ status: 400, code: 'RAWI_PHONE_INVALID' })
      expect((await get('?limit=20&limit=30')).status).toBe(400)
      expect((await search({ from: '9999-12-31T23:59:59Z', to: '0001-01-01' })).body.items).toEqual([])
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
          for (const body of [{ q: text }, { name: text }, { tag: text }, { phone: text }, { cursor: text }])
            expect((await search(body)).status).toBeLessThan(500)
        }),
        { numRuns: 20 },
      )
    })

    it('shows a call that runs, and says what it is', async () => {
      const recorder = await rawi.server.house.recorderOf(tenant)
      const call = recorder.startConversation({ conversationId: 'running' })
      await call.ready
      expect((await search({ status: 'active' })).body.items).toMatchObject([
        { conversation_id: 'running', status: 'active', ended_at: null, duration_seconds: null },
      ])
      await call.end()
    })
  })
}
