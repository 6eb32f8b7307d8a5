import { beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../http/run-server.ts'
import { keepCalls, settled } from './keep-calls.ts'

/** One company sees nothing of another, whichever way it asks. */
export function tenantContract(open: () => TestServer): void {
  describe('another tenant', () => {
    let rawi: TestServer
    let ours: string
    let theirs: string
    let id: string
    let user: string
    const tenants = ['7b1a52f0-6666-4e4e-9b5e-0c1b9a522f06', '7b1a52f0-7777-4e4e-9b5e-0c1b9a522f07'] as const
    const SECRET = /سر|أحمد|963991234567|room-secret/

    beforeAll(async () => {
      rawi = open()
      ours = await rawi.key(['admin'], tenants[0])
      theirs = await rawi.key(['admin'], tenants[1])
      const [kept] = await keepCalls(
        rawi,
        [
          {
            start: { conversationId: 'room-secret', tags: ['سر'], language: 'ar' },
            messages: ['سر كبير'],
            end: { userName: 'أحمد', userPhone: '+963991234567' },
          },
        ],
        tenants[0],
      )
      id = kept ?? ''
      user = (await rawi.ask('GET', '/v1/users', { key: ours })).body.items[0].id
      await rawi.ask('POST', `/v1/conversations/${id}/notes`, { key: ours, body: { text: 'سر' } })
      await settled(rawi, tenants[0])
    })

    it('is told that what is ours is missing, in the same words as what is', async () => {
      const missing = '019a0b1c-ffff-7fff-bfff-ffffffffffff'
      for (const [method, path, body] of [
        ['GET', '/v1/conversations/{id}', undefined],
        ['PATCH', '/v1/conversations/{id}', { tags: ['x'] }],
        ['POST', '/v1/conversations/{id}/notes', { text: 'x' }],
        ['DELETE', '/v1/conversations/{id}', undefined],
        ['GET', '/v1/conversations/{id}/export', undefined],
        ['POST', '/v1/erasures', { conversation: '{id}' }],
        ['GET', '/v1/users/{user}', undefined],
        ['PATCH', '/v1/users/{user}', { name: 'x' }],
        ['POST', '/v1/users/{user}/erase', undefined],
        ['POST', '/v1/erasures', { user: '{user}' }],
      ] as const) {
        const askFor = (one: string, caller: string) => {
          const fill = (text: string) => text.replace('{id}', one).replace('{user}', caller)
          const filled = body && JSON.parse(fill(JSON.stringify(body)))
          return rawi.ask(method, fill(path), { key: theirs, ...(filled && { body: filled }) })
        }
        const [about, none] = [await askFor(id, user), await askFor(missing, missing)]
        expect({ method, path, status: about.status, text: about.text }).toEqual({
          method,
          path,
          status: 404,
          text: none.text,
        })
      }
      expect((await rawi.ask('GET', '/v1/conversations/room-secret', { key: theirs })).status).toBe(404)
    })

    it('finds, counts and exports nothing of ours', async () => {
      for (const path of [
        '/v1/conversations?include=total',
        '/v1/conversations?phone=0991234567',
        '/v1/conversations?phone=567',
        `/v1/conversations?name=${encodeURIComponent('أحمد')}`,
        `/v1/conversations?q=${encodeURIComponent('كبير')}`,
        `/v1/conversations?tag=${encodeURIComponent('سر')}`,
        '/v1/users',
        '/v1/users?phone=0991234567',
        '/v1/users?phone=4567',
        '/v1/statistics?group_by=status',
        '/v1/statistics?group_by=day&tz=Asia/Damascus',
        '/v1/export?format=csv',
        '/v1/export?format=jsonl',
        '/v1/audit',
      ]) {
        const { text, status } = await rawi.ask('GET', path, { key: theirs })
        expect({ path, status, leaked: SECRET.test(text) || text.includes(id) }).toEqual({
          path,
          status: 200,
          leaked: false,
        })
      }
      expect((await rawi.ask('GET', '/v1/statistics', { key: theirs })).body.total).toBe(0)
      expect((await rawi.ask('GET', '/v1/conversations?include=total', { key: theirs })).body.total).toBe(0)
      expect((await rawi.ask('GET', '/v1/statistics', { key: ours })).body.total).toBe(1)
    })

    it('erases nothing of ours, by number or by a call that both have', async () => {
      await keepCalls(
        rawi,
        [{ start: { conversationId: 'room-secret' }, end: { userPhone: '+963991234567' } }],
        tenants[1],
      )
      const erased = await rawi.ask('POST', '/v1/erasures', { key: theirs, body: { phone: '0991234567' } })
      expect(erased.body).toMatchObject({ conversations: 1, users: 1 })
      const opened = await rawi.ask('GET', `/v1/conversations/${id}`, { key: ours })
      expect(opened.body).toMatchObject({
        user_name: 'أحمد',
        messages: [{ content: 'سر كبير' }],
        notes: [{ text: 'سر' }],
      })
    })
  })
}
