import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OTHER_TENANT, runServer, type TestServer } from '../http/run-server.ts'

describe('API keys', () => {
  let rawi: TestServer
  let admin: string
  beforeAll(async () => {
    rawi = await runServer()
    admin = await rawi.key(['admin'])
  })
  afterAll(() => rawi.close())
  const make = async (body: object) => (await rawi.ask('POST', '/v1/keys', { key: admin, body })).body

  it('are told once, and only their hash is kept', async () => {
    const made = await make({ name: 'agent', scopes: ['write'] })
    expect(made.key).toMatch(/^rawi_[\w-]{43}$/)
    const { rows } = await rawi.server.house.database.query<{ row: string }>(
      'select k::text as row from api_keys k where id = $1',
      [made.id],
    )
    expect(rows[0]?.row).not.toContain(made.key.slice(made.prefix.length))
    const list = await rawi.ask('GET', '/v1/keys', { key: admin })
    expect(list.text).not.toContain(made.key)
    expect(list.text).not.toContain('hash')
    expect(list.body.items[0]).toMatchObject({ id: made.id, name: 'agent', prefix: made.key.slice(0, 13) })
  })

  it('let nobody in once they are revoked', async () => {
    const made = await make({ name: 'short', scopes: ['admin'] })
    expect((await rawi.ask('GET', '/v1/keys', { key: made.key })).status).toBe(200)
    expect((await rawi.ask('DELETE', `/v1/keys/${made.id}`, { key: admin })).status).toBe(200)
    const refused = await rawi.ask('GET', '/v1/keys', { key: made.key })
    expect(refused).toMatchObject({ status: 401, body: { code: 'RAWI_ACCESS_REFUSED' } })
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer /)
  })

  it('let nobody in after their time', async () => {
    const made = await make({ name: 'over', scopes: ['admin'], expires_at: '2026-01-01T00:00:00Z' })
    expect((await rawi.ask('GET', '/v1/keys', { key: made.key })).status).toBe(401)
  })

  it('are revoked by their own tenant only', async () => {
    const made = await make({ name: 'ours', scopes: ['admin'] })
    const stranger = await rawi.key(['admin'], OTHER_TENANT)
    expect((await rawi.ask('DELETE', `/v1/keys/${made.id}`, { key: stranger })).status).toBe(404)
    expect((await rawi.ask('GET', '/v1/keys', { key: made.key })).status).toBe(200)
    expect((await rawi.ask('GET', '/v1/keys', { key: stranger })).body.items).toHaveLength(1)
  })

  it('are good for their scopes', async () => {
    const reader = await rawi.key(['read'])
    expect(await rawi.ask('GET', '/v1/keys', { key: reader })).toMatchObject({
      status: 403,
      body: { code: 'RAWI_SCOPE_MISSING' },
    })
  })

  it('and what is done to them stands in the audit log', async () => {
    const { rows } = await rawi.server.house.database.query<{ action: string }>(
      'select distinct action from audit_log order by 1',
    )
    expect(rows).toEqual([{ action: 'key.created' }, { action: 'key.revoked' }])
  })
})
