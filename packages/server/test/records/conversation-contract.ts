import { BOUNDS } from 'rawi/maintenance'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../http/run-server.ts'
import { keepCalls, settled } from './keep-calls.ts'

/** One conversation: opened, changed, annotated. */
export function conversationContract(open: () => TestServer): void {
  describe('a conversation', () => {
    let rawi: TestServer
    let key: string
    const tenant = '7b1a52f0-3333-4e4e-9b5e-0c1b9a522f03'
    const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      rawi.ask(method, `/v1/conversations/${path}`, {
        key,
        ...(body !== undefined && { body }),
        ...(headers && { headers }),
      })

    beforeAll(async () => {
      rawi = open()
      key = await rawi.key(['read', 'write'], tenant)
    })

    it('is opened by its label or its id, with everything that was kept of it', async () => {
      const [earlier, id] = await keepCalls(
        rawi,
        [
          { start: { conversationId: 'before' }, end: { userPhone: '+963991234567' } },
          {
            start: { conversationId: 'room/1 ٪', roomSid: 'RM_1', metadata: { a: 1 } },
            messages: [
              'اسمي أحمد محمد',
              {
                ...{
                  role: 'assistant',
                  content: 'أهلاً بك يا أحمد، سأشرح لك كل شيء',
                  heard: 'أهلاً بك',
                  interrupted: true,
                },
                metadata: { llm_ttft_ms: 210 },
              },
              { role: 'tool', content: '{"ok":true}', metadata: { name: 'book' } },
            ],
            end: { userPhone: '0991234567' },
          },
        ],
        tenant,
      )
      const byLabel = await call('GET', encodeURIComponent('room/1 ٪'))
      expect(byLabel.status).toBe(200)
      expect(byLabel.body).toMatchObject({
        ...{ id, conversation_id: 'room/1 ٪', room_sid: 'RM_1', metadata: { a: 1 }, message_count: 2 },
        contact: { name: 'أحمد محمد', phone: '+963991234567', email: null },
        messages: [
          { role: 'user', content: 'اسمي أحمد محمد', heard: null, interrupted: false },
          { heard: 'أهلاً بك', interrupted: true, metadata: { llm_ttft_ms: 210 } },
          { role: 'tool', content: '{"ok":true}' },
        ],
        messages_cursor: null,
        others: [{ id: earlier }],
        ...{ events: [], notes: [] },
      })
      const [first] = byLabel.body.contact_evidence
      expect(first).toMatchObject({ field: 'name', value: 'أحمد محمد', source: 'rules' })
      expect(first.evidence[0]).toMatchObject({ seq: 0, quote: 'أحمد محمد' })
      expect((await call('GET', String(id).toUpperCase())).body).toEqual(byLabel.body)
      expect((await call('GET', 'nobody')).status).toBe(404)
    })

    it('that runs is shown as the process holds it, word by word', async () => {
      const recorder = await rawi.server.house.recorderOf(tenant)
      const running = recorder.startConversation({ conversationId: 'running', language: 'ar' })
      running.addMessage({ role: 'user', content: 'رقمي 0933111222' })
      const { body, status } = await call('GET', 'running')
      expect(status).toBe(200)
      expect(body).toMatchObject({ status: 'active', message_count: 1, messages: [{ content: 'رقمي 0933111222' }] })
      expect(body.contact.phone).toBe('+963933111222')
      await running.ready
      expect((await call('PATCH', 'running', { tags: ['vip'], disposition: 'callback' })).status).toBe(200)
      expect((await call('PATCH', 'running', { contact: { name: 'سامر' } })).body.code).toBe('RAWI_CONFLICT')
      expect((await call('POST', 'running/notes', { text: 'صبور' })).status).toBe(201)
      expect((await call('GET', 'running')).body).toMatchObject({
        ...{ tags: ['vip'], disposition: 'callback', notes: [{ text: 'صبور' }], status: 'active' },
      })
      await running.end()
      expect((await call('GET', 'running')).body).toMatchObject({
        status: 'completed',
        tags: ['vip'],
        disposition: 'callback',
      })
    })

    it('gives its messages in pages that hang together, saved or running', async () => {
      const messages = Array.from({ length: 25 }, (_, at) => `جملة ${at}`)
      const recorder = await rawi.server.house.recorderOf(tenant)
      const running = recorder.startConversation({ conversationId: 'long-running' })
      for (const content of messages) running.addMessage({ role: 'user', content })
      await keepCalls(rawi, [{ start: { conversationId: 'long' }, messages }], tenant)
      for (const label of ['long', 'long-running']) {
        const seen: string[] = []
        let cursor: string | null = null
        do {
          const { body } = await call('GET', `${label}?messages_limit=7${cursor ? `&messages_cursor=${cursor}` : ''}`)
          seen.push(...body.messages.map((message: { content: string }) => message.content))
          cursor = body.messages_cursor
        } while (cursor !== null)
        expect(seen).toEqual(messages)
      }
      await running.end()
      expect((await call('GET', 'long?messages_cursor=abc')).body.code).toBe('RAWI_CURSOR_INVALID')
    })

    it('is not sent whole when its words are too many for one answer', async () => {
      const large = 'ا'.repeat(500_000)
      const count = Math.ceil(BOUNDS.MESSAGES_PAGE_BYTES / 1_000_000) + 3
      await keepCalls(
        rawi,
        [{ start: { conversationId: 'large' }, messages: Array.from({ length: count }, () => large) }],
        tenant,
      )
      const first = await call('GET', 'large')
      expect(first.text.length).toBeLessThan(BOUNDS.MESSAGES_PAGE_BYTES)
      expect(first.body.messages.length).toBeLessThan(count)
      const second = await call('GET', `large?messages_cursor=${first.body.messages_cursor}`)
      expect(first.body.messages.length + second.body.messages.length).toBe(count)
    })

    it('takes a person’s word on the contact, which no later save replaces', async () => {
      const [id] = await keepCalls(
        rawi,
        [{ start: { conversationId: 'mend' }, end: { userName: 'أحمد', userPhone: '+963991000001' } }],
        tenant,
      )
      const { body, status } = await call('PATCH', 'mend', {
        contact: { name: 'سامر علي', phone: '٠٩٣٣٠٠٠٠٠٢', email: 'samer@example.com' },
      })
      expect(status).toBe(200)
      expect(body).toMatchObject({
        user_name: 'سامر علي',
        user_phone: '+963933000002',
        user_email: 'samer@example.com',
      })
      expect(body.contact_evidence.slice(-3)).toMatchObject([
        { field: 'name', source: 'human', status: 'confirmed' },
        { field: 'phone', value: '+963933000002', source: 'human' },
        { field: 'email', source: 'human' },
      ])
      await settled(rawi, tenant)
      const search = (filter: object) => rawi.ask('POST', '/v1/conversations/search', { key, body: filter })
      expect((await search({ name: 'سامر' })).body.items).toMatchObject([{ id }])
      expect((await search({ phone: '+963991000001' })).body.items).toEqual([])
      const users = await rawi.ask('GET', '/v1/users?phone=0933000002', { key })
      expect(users.body.items).toMatchObject([{ name: 'سامر علي', conversation_count: 1 }])
      const before = await rawi.ask('GET', '/v1/users?phone=0991000001', { key })
      expect(before.body.items).toMatchObject([{ name: 'أحمد', conversation_count: 0 }])
      await keepCalls(rawi, [{ end: { userPhone: '+963933000002' }, messages: ['اسمي خالد حسن'] }], tenant)
      expect((await rawi.ask('GET', '/v1/users?phone=0933000002', { key })).body.items[0].name).toBe('سامر علي')
      expect((await call('PATCH', 'mend', { contact: { email: null } })).body).toMatchObject({
        user_email: null,
        user_name: 'سامر علي',
      })
    })

    it('is changed only while it is what was read, where that is asked', async () => {
      await keepCalls(rawi, [{ start: { conversationId: 'versions' } }], tenant)
      const etag = (await call('GET', 'versions')).headers.get('etag') ?? ''
      const changed = await call('PATCH', 'versions', { rating: 3 }, { 'if-match': etag })
      expect(changed.body.rating).toBe(3)
      const late = await call('PATCH', 'versions', { rating: 1 }, { 'if-match': etag })
      expect(late).toMatchObject({ status: 409, body: { code: 'RAWI_CONFLICT' } })
      const again = changed.headers.get('etag') ?? ''
      expect((await call('PATCH', 'versions', { rating: null }, { 'if-match': again })).body.rating).toBeNull()
    })

    it('refuses changes of what is not to be changed', async () => {
      await keepCalls(rawi, [{ start: { conversationId: 'fixed' } }], tenant)
      for (const body of [
        {},
        { status: 'failed' },
        { tenant_id: tenant },
        { contact: { phone: '12' } },
        { contact: { name: '؟' } },
        { contact: { email: 'nobody' } },
        { contact: { id: 1 } },
        { rating: 6 },
        { tags: ['\u0000'] },
        { tags: Array.from({ length: 65 }, String) },
      ])
        expect({ body, status: (await call('PATCH', 'fixed', body)).status }).toEqual({ body, status: 400 })
      expect((await call('POST', 'fixed/notes', { text: '' })).status).toBe(400)
      expect((await call('POST', 'nobody/notes', { text: 'x' })).status).toBe(404)
      expect((await call('PATCH', 'nobody', { rating: 1 })).status).toBe(404)
    })

    it('leaves in the audit log who read and changed it, and nothing of what was said', async () => {
      const [id] = await keepCalls(rawi, [{ start: { conversationId: 'watched' }, messages: ['سر'] }], tenant)
      await call('GET', 'watched')
      await call('PATCH', 'watched', { contact: { name: 'هدى' }, tags: ['سري'] })
      await call('POST', 'watched/notes', { text: 'سر آخر' })
      await call('GET', 'watched/export?format=txt')
      const admin = await rawi.key(['admin'], tenant)
      const wanted = ['conversation.changed', 'conversation.exported', 'conversation.read', 'note.written']
      const entries = () => rawi.ask('GET', `/v1/audit?target_id=${id}`, { key: admin })
      await expect
        .poll(async () => (await entries()).body.items.map((one: { action: string }) => one.action).toSorted())
        .toEqual(wanted)
      expect((await entries()).text).not.toMatch(/سر|هدى/)
      expect(JSON.stringify(rawi.log)).not.toMatch(/سر|هدى|watched/)
    })
  })
}
