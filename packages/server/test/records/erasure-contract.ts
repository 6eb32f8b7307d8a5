import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../http/run-server.ts'
import { keepCalls, settled } from './keep-calls.ts'

const TABLES = [
  ...['conversations', 'messages', 'contact_evidence', 'conversation_events', 'conversation_search', 'notes', 'users'],
  ...['conversation_aliases', 'statistics_contributions', 'statistics_buckets', 'outbox'],
]

/** What is erased is gone everywhere. */
export function erasureContract(open: () => TestServer): void {
  describe('an erasure', () => {
    let rawi: TestServer
    let admin: string
    const tenant = '7b1a52f0-4444-4e4e-9b5e-0c1b9a522f04'
    const SECRET = 'كلمةسريةجدا'
    const erase = (body: object) => rawi.ask('POST', '/v1/erasures', { key: admin, body })
    const rowsLeft = async () => {
      const left: Record<string, number> = {}
      for (const table of TABLES) {
        const { rows } = await rawi.server.house.database.query<{ n: number }>(
          `select count(*)::integer as n from ${table} where tenant_id = $1`,
          [tenant],
        )
        if (rows[0]?.n) left[table] = rows[0].n
      }
      return left
    }

    beforeAll(async () => {
      rawi = open()
      admin = await rawi.key(['admin'], tenant)
    })

    it('by phone takes rows, words, search data, evidence, notes, journal and transcripts, and leaves a receipt of numbers', async () => {
      await keepCalls(
        rawi,
        [1, 2].map(() => ({
          messages: [`${SECRET} اسمي أحمد محمد`],
          end: { userPhone: '+963991234567', summary: SECRET },
        })),
        tenant,
      )
      const { items } = (await rawi.ask('GET', '/v1/conversations', { key: admin })).body
      for (const { id } of items) {
        await rawi.ask('POST', `/v1/conversations/${id}/notes`, { key: admin, body: { text: SECRET } })
        await rawi.server.house.database.query(
          `insert into conversation_events (tenant_id, conversation_uuid, kind, detail) values ($1, $2, 'joined', jsonb_build_object('who', $3::text))`,
          [tenant, id, SECRET],
        )
      }
      await settled(rawi, tenant)
      const { status, body, text } = await erase({ phone: '٠٩٩١٢٣٤٥٦٧' })
      expect(status).toBe(200)
      expect(body).toEqual({ receipt: expect.any(String), conversations: 2, messages: 2, users: 1 })
      expect(text).not.toContain('963991234567')
      expect(await rowsLeft()).toEqual({})
      expect(await filesWith(rawi.home, SECRET)).toEqual([])
      for (const { id } of items)
        expect((await rawi.ask('GET', `/v1/conversations/${id}`, { key: admin })).status).toBe(404)
      expect((await erase({ phone: '0991234567' })).body).toMatchObject({ conversations: 0, messages: 0, users: 0 })
      const log = await rawi.ask('GET', '/v1/audit', { key: admin })
      expect(log.body.items.map((one: { action: string }) => one.action)).toContain('phone.erased')
      expect(log.text).not.toMatch(/963991234567|أحمد/)
    })

    it('of one conversation, asked again by its id, is answered with the same receipt', async () => {
      const [id, other] = await keepCalls(
        rawi,
        [1, 2].map((at) => ({ start: { conversationId: `room-${at}` }, end: { userPhone: '+963991234568' } })),
        tenant,
      )
      const path = `/v1/conversations/${id}`
      const first = await rawi.ask('DELETE', '/v1/conversations/room-1', { key: admin })
      expect(first.body).toMatchObject({ conversations: 1, messages: 2, users: 0 })
      expect((await rawi.ask('DELETE', path, { key: admin })).body).toEqual(first.body)
      expect((await erase({ conversation: id })).body).toEqual(first.body)
      expect((await rawi.ask('DELETE', '/v1/conversations/room-1', { key: admin })).status).toBe(404)
      expect((await rawi.ask('GET', `/v1/conversations/${other}`, { key: admin })).status).toBe(200)
      const users = await rawi.ask('GET', '/v1/users?phone=1234568', { key: admin })
      expect(users.body.items).toMatchObject([{ conversation_count: 1 }])
    })

    it('of a caller takes the caller and every call, and can be asked again', async () => {
      await keepCalls(rawi, [{ end: { userPhone: '+963991234569' } }, { end: { userPhone: '+963991234569' } }], tenant)
      const { id } = (await rawi.ask('GET', '/v1/users?phone=0991234569', { key: admin })).body.items[0]
      const first = await rawi.ask('POST', `/v1/users/${id}/erase`, { key: admin })
      expect(first.body).toMatchObject({ conversations: 2, users: 1 })
      expect((await rawi.ask('POST', `/v1/users/${id}/erase`, { key: admin })).body).toEqual(first.body)
      expect((await erase({ user: id })).body).toEqual(first.body)
      expect((await rawi.ask('GET', `/v1/users/${id}`, { key: admin })).status).toBe(404)
    })

    it('of a call that runs takes what was said so far, and what is said afterwards', async () => {
      const recorder = await rawi.server.house.recorderOf(tenant)
      const running = recorder.startConversation({ conversationId: 'running-erased' })
      running.addMessage({ role: 'user', content: SECRET })
      const { status } = await rawi.ask('DELETE', '/v1/conversations/running-erased', { key: admin })
      expect(status).toBe(200)
      await running.end().catch(() => {})
      expect((await rawi.ask('GET', `/v1/conversations/${running.id}`, { key: admin })).status).toBe(404)
      expect(await filesWith(rawi.home, SECRET)).toEqual([])
    })

    it('needs an administrator, and one selector that is known', async () => {
      const writer = await rawi.key(['read', 'write', 'operate'], tenant)
      for (const [method, path, body] of [
        ['DELETE', '/v1/conversations/room-2', undefined],
        ['POST', '/v1/erasures', { phone: '+963991234568' }],
      ] as const)
        expect((await rawi.ask(method, path, { key: writer, ...(body && { body }) })).status).toBe(403)
      for (const body of [
        {},
        { phone: '+963991234568', user: '5f0c8a4e-7a54-4a1f-9a53-3f1b1f0f6a11' },
        { phone: 'abc' },
      ])
        expect((await erase(body)).status).toBe(400)
      expect((await erase({ conversation: 'nobody' })).status).toBe(404)
    })
  })
}

/** Files of a state folder, the database's own left out, in which some text stands. */
async function filesWith(home: string, text: string): Promise<string[]> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || path.startsWith(join(home, 'db'))) continue
    if ((await readFile(path)).includes(text)) found.push(path)
  }
  return found
}
