import { beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../http/run-server.ts'
import { keepCalls, settled } from './keep-calls.ts'

/** Who calls. */
export function userContract(open: () => TestServer): void {
  describe('a caller', () => {
    let rawi: TestServer
    let key: string
    const tenant = '7b1a52f0-9999-4e4e-9b5e-0c1b9a522f09'
    const get = (path: string) => rawi.ask('GET', `/v1/users${path}`, { key })

    beforeAll(async () => {
      rawi = open()
      key = await rawi.key(['read', 'write'], tenant)
      const phones = ['+963991000001', '+963991000002', '+963991000001', '+963991000003', '+963991000001']
      await keepCalls(
        rawi,
        phones.map((userPhone, at) => ({ start: { conversationId: `call-${at}` }, end: { userPhone } })),
        tenant,
      )
      await settled(rawi, tenant)
    })

    it('stands in the list, who called last first, page by page', async () => {
      const phones: string[] = []
      let cursor = ''
      do {
        const { body } = await get(`?limit=1${cursor && `&cursor=${cursor}`}`)
        phones.push(...body.items.map((one: { phone: string }) => one.phone))
        cursor = body.next_cursor ?? ''
      } while (cursor !== '')
      expect(phones).toEqual(['+963991000001', '+963991000003', '+963991000002'])
      expect((await get('?phone=0991000002')).body.items).toMatchObject([
        { phone: '+963991000002', conversation_count: 1 },
      ])
      expect((await get('?phone=٩١٠٠٠٠٠١')).body.items).toMatchObject([
        { phone: '+963991000001', conversation_count: 3 },
      ])
      expect((await get('?phone=12')).status).toBe(400)
    })

    it('is shown with every call, newest first', async () => {
      const { id } = (await get('?phone=0991000001')).body.items[0]
      const first = (await get(`/${id}?limit=2`)).body
      expect(first).toMatchObject({ phone: '+963991000001', conversations: { has_more: true } })
      const second = (await get(`/${id}?limit=2&cursor=${first.conversations.next_cursor}`)).body
      const labels = [first, second].flatMap((page) =>
        page.conversations.items.map((one: { conversation_id: string }) => one.conversation_id),
      )
      expect(labels).toEqual(['call-4', 'call-2', 'call-0'])
      const other = (await get('?phone=0991000002')).body.items[0].id
      expect((await get(`/${other}?cursor=${first.conversations.next_cursor}`)).body.code).toBe('RAWI_CURSOR_INVALID')
      expect((await get('/not-a-uuid')).status).toBe(400)
    })

    it('is corrected by a person, and no later call makes that undone', async () => {
      const { id } = (await get('?phone=0991000002')).body.items[0]
      const change = (body: object) => rawi.ask('PATCH', `/v1/users/${id}`, { key, body })
      expect((await change({ name: 'ليلى حداد', language: 'ar' })).body).toMatchObject({
        name: 'ليلى حداد',
        language: 'ar',
      })
      await keepCalls(rawi, [{ messages: ['اسمي منى'], end: { userPhone: '+963991000002' } }], tenant)
      expect((await get(`/${id}`)).body.name).toBe('ليلى حداد')
      expect((await change({ name: null })).body.name).toBeNull()
      for (const body of [{}, { phone: '+963991000009' }, { name: '' }, { email: 'x' }, { name: '\u0000' }])
        expect({ body, status: (await change(body)).status }).toEqual({ body, status: 400 })
    })
  })
}
