import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, describePostgres } from '../../../rawi/test/store/test-database.ts'
import { OTHER_TENANT, runServer, type TestServer } from '../http/run-server.ts'

describePostgres('two servers on one database', () => {
  let own: Awaited<ReturnType<typeof createDatabase>>
  let one: TestServer
  let other: TestServer
  let ours: string
  let theirs: string
  beforeAll(async () => {
    own = await createDatabase()
    one = await runServer({ DATABASE_URL: own.url })
    other = await runServer({ DATABASE_URL: own.url })
    ours = await one.key(['admin'])
    theirs = await one.key(['admin'], OTHER_TENANT)
    for (const key of [ours, theirs]) expect((await other.ask('GET', '/v1/session', { key })).status).toBe(200)
  })
  afterAll(async () => {
    await Promise.all([one.close(), other.close()])
    await own.drop()
  })

  it('take each other’s keys and sessions, and refuse them a moment after one has revoked them', async () => {
    const admin = await one.key(['admin'])
    const made = (await one.ask('POST', '/v1/keys', { key: admin, body: { name: 'crm', scopes: ['read'] } })).body
    expect((await other.ask('GET', '/v1/session', { key: made.key })).body).toMatchObject({ id: made.id })
    await one.ask('DELETE', `/v1/keys/${made.id}`, { key: admin })
    expect((await one.ask('GET', '/v1/session', { key: made.key })).status).toBe(401)
    await expect
      .poll(async () => (await other.ask('GET', '/v1/session', { key: made.key })).status, {
        timeout: 15_000,
        interval: 500,
      })
      .toBe(401)
  })

  it('count refusals together', async () => {
    for (let n = 0; n < 20; n++) await one.ask('GET', '/v1/session', { key: `rawi_one${n}` })
    const statuses = []
    for (let n = 0; n < 15; n++)
      statuses.push((await other.ask('GET', '/v1/session', { key: `rawi_other${n}` })).status)
    expect(statuses.slice(0, 8)).toEqual(Array(8).fill(401))
    expect(statuses.at(-1)).toBe(429)
  })

  it('show readers only their own tenant, admins its keys without the hash, and nobody sessions', async () => {
    await one.key(['read'], OTHER_TENANT)
    const as = async (role: string, tenant: string, sql: string) => {
      const claims = JSON.stringify({ app_metadata: { rawi_role: role, tenant_id: tenant } })
      return one.server.house.database.transaction(async (query) => {
        await query(`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)`, [
          claims,
        ])
        return (await query<Record<string, unknown>>(sql)).rows
      })
    }
    const tenants = 'select distinct tenant_id from api_keys'
    expect(await as('admin', OTHER_TENANT, tenants)).toEqual([{ tenant_id: OTHER_TENANT }])
    expect(await as('viewer', OTHER_TENANT, tenants)).toEqual([])
    expect(await as('nobody', OTHER_TENANT, tenants)).toEqual([])
    for (const refused of [
      'select hash from api_keys',
      'select * from sessions',
      'delete from audit_log',
      'select * from rate_limits',
    ]) {
      await expect(as('admin', OTHER_TENANT, refused)).rejects.toMatchObject({ code: 'RAWI_DATABASE_REFUSED' })
    }
  })

  it('keep what an admin did for their own tenant to read, also beside somebody who guesses', async () => {
    const fresh = (await one.ask('POST', '/v1/keys', { key: theirs, body: { name: 'x', scopes: ['read'] } })).body
    const seen = async (key: string) => (await other.ask('GET', `/v1/audit?target_id=${fresh.id}`, { key })).body
    expect(await seen(theirs)).toMatchObject({ items: [{ action: 'key.created', actor_kind: 'key' }], has_more: false })
    expect(await seen(ours)).toMatchObject({ items: [] })
  })
})

describePostgres('a server whose database goes away', () => {
  it('stays alive, says so, and tells askers to come back', async () => {
    const own = await createDatabase()
    const rawi = await runServer({ DATABASE_URL: own.url })
    const unused = await rawi.key(['read'])
    const key = await rawi.key(['admin'])
    expect((await rawi.ask('GET', '/v1/keys', { key })).status).toBe(200)
    await own.drop()
    const away = await rawi.ask('GET', '/v1/keys', { key })
    expect(away).toMatchObject({ status: 503, body: { status: 503 } })
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(away.text).not.toMatch(/sql|postgres|database "/i)
    expect((await rawi.ask('GET', '/healthz')).status).toBe(200)
    expect((await rawi.ask('GET', '/v1/session', { key })).status).toBe(200)
    expect((await rawi.ask('GET', '/v1/session', { key: unused })).status).toBe(503)
    await rawi.close()
  })
})
