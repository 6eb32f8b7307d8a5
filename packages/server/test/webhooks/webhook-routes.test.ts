import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OTHER_TENANT, runServer, type TestServer } from '../http/run-server.ts'
import { openReceiver, type Receiver } from './receiver.ts'

describe('webhooks over HTTP', () => {
  let rawi: TestServer
  let receiver: Receiver
  let admin: string
  let foreign: string
  beforeAll(async () => {
    receiver = await openReceiver()
    rawi = await runServer({ RAWI_WEBHOOK_ALLOW: '127.0.0.1' })
    admin = await rawi.key(['admin'])
    foreign = await rawi.key(['admin'], OTHER_TENANT)
  })
  afterAll(async () => {
    await rawi.close()
    await receiver.close()
  })
  const make = async (key = admin, url = receiver.url) =>
    (await rawi.ask('POST', '/v1/webhooks', { key, body: { url, events: ['conversation.ended'] } })).body
  const deliveries = async (id: string, query = '') =>
    (await rawi.ask('GET', `/v1/webhooks/${id}/deliveries${query}`, { key: admin })).body

  it('tell the secret where it is made and nowhere else', async () => {
    const made = await make()
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const rotated = await rawi.ask('POST', `/v1/webhooks/${made.id}/rotate`, { key: admin })
    expect(rotated.body.secret).not.toBe(made.secret)
    expect(Date.parse(rotated.body.previous_secret_until) - Date.now()).toBeGreaterThan(23 * 3_600_000)
    for (const path of ['', `/${made.id}`, `/${made.id}/deliveries`]) {
      expect((await rawi.ask('GET', `/v1/webhooks${path}`, { key: admin })).text).not.toContain('whsec_')
    }
    expect(JSON.stringify(rawi.log)).not.toContain('whsec_')
  })

  it.each([
    'http://example.com/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://user:secret@example.com/',
    'http://localhost/',
    'ftp://example.com/',
    'nowhere',
  ])('refuse to go to %s', async (url) => {
    const refused = await rawi.ask('POST', '/v1/webhooks', {
      key: admin,
      body: { url, events: ['conversation.ended'] },
    })
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'RAWI_INPUT_INVALID', errors: [{ in: 'body', path: 'url' }] },
    })
    expect(refused.text).not.toContain('secret@')
  })

  it('send a test event, show how it went, and send it again under its own id', async () => {
    const { id } = await make()
    const { body } = await rawi.ask('POST', `/v1/webhooks/${id}/test`, { key: admin })
    const mine = ({ json }: { json: { data: object } }) => JSON.stringify(json.data).includes(id)
    await receiver.got(1, mine)
    await expect.poll(async () => (await deliveries(id)).items[0]?.state, { timeout: 10_000 }).toBe('delivered')
    const [delivery] = (await deliveries(id)).items
    expect(delivery).toMatchObject({ event_id: body.event_id, type: 'webhook.test', attempts: 1, last_status: 204 })
    const replayed = await rawi.ask('POST', `/v1/webhooks/${id}/deliveries/${delivery.id}/replay`, { key: admin })
    expect(replayed).toMatchObject({ status: 202, body: { state: 'waiting' } })
    const came = await receiver.got(2, mine)
    expect(came.map(({ headers }) => headers['webhook-id'])).toEqual([body.event_id, body.event_id])
  })

  it('are switched off and on', async () => {
    const { id } = await make()
    const off = await rawi.ask('PATCH', `/v1/webhooks/${id}`, { key: admin, body: { enabled: false } })
    expect(off.body).toMatchObject({ enabled: false, disabled_reason: 'person' })
    expect(await rawi.ask('POST', `/v1/webhooks/${id}/test`, { key: admin })).toMatchObject({ status: 409 })
    const on = await rawi.ask('PATCH', `/v1/webhooks/${id}`, {
      key: admin,
      body: { enabled: true, description: 'crm' },
    })
    expect(on.body).toMatchObject({
      enabled: true,
      disabled_reason: null,
      description: 'crm',
      events: ['conversation.ended'],
    })
  })

  it('page through deliveries without gap or repeat', async () => {
    const { id } = await make(admin, 'https://rawi.invalid/')
    for (let number = 0; number < 5; number++) await rawi.ask('POST', `/v1/webhooks/${id}/test`, { key: admin })
    const all = (await deliveries(id)).items.map((one: { id: string }) => one.id)
    const paged: string[] = []
    for (let cursor = ''; ; ) {
      const page = await deliveries(id, `?limit=2${cursor && `&cursor=${cursor}`}`)
      paged.push(...page.items.map((one: { id: string }) => one.id))
      if (!page.has_more) break
      cursor = page.next_cursor
    }
    expect(all).toHaveLength(5)
    expect(paged).toEqual(all)
    expect((await rawi.ask('GET', `/v1/webhooks/${id}/deliveries?cursor=x`, { key: admin })).status).toBe(400)
  })

  it('belong to their tenant', async () => {
    const ours = await make()
    const theirs = await make(foreign)
    await rawi.ask('POST', `/v1/webhooks/${ours.id}/test`, { key: admin })
    const [delivery] = (await deliveries(ours.id)).items
    const missing = crypto.randomUUID()
    const tries = [
      ['GET', `/v1/webhooks/${ours.id}`],
      ['DELETE', `/v1/webhooks/${ours.id}`],
      ['POST', `/v1/webhooks/${ours.id}/rotate`],
      ['POST', `/v1/webhooks/${ours.id}/test`],
      ['GET', `/v1/webhooks/${ours.id}/deliveries`],
      ['POST', `/v1/webhooks/${ours.id}/deliveries/${delivery.id}/replay`],
      // A delivery of ours under an endpoint of theirs.
      ['POST', `/v1/webhooks/${theirs.id}/deliveries/${delivery.id}/replay`],
    ] as const
    for (const [method, path] of tries) {
      const refused = await rawi.ask(method, path, { key: foreign })
      const nothing = await rawi.ask(method, path.replaceAll(ours.id, missing), { key: foreign })
      expect([method, path, refused.status, refused.text]).toEqual([method, path, 404, nothing.text])
    }
    const listed = (await rawi.ask('GET', '/v1/webhooks', { key: foreign })).body.items
    expect(listed.map(({ id }: { id: string }) => id)).toEqual([theirs.id])
  })

  it('are told only of what happens in their own tenant', async () => {
    const own = await openReceiver()
    await make(foreign, own.url)
    const mine = await make()
    const call = rawi.server.house.recorder.startConversation()
    call.addMessage({ role: 'user', content: 'hello' })
    const { id } = await call.end()
    await receiver.got(1, ({ json }) => json.type === 'conversation.ended' && json.data.id === id)
    expect(own.received).toEqual([])
    expect((await rawi.ask('DELETE', `/v1/webhooks/${mine.id}`, { key: admin })).status).toBe(204)
    await own.close()
  })

  it('and what is done to them stands in the audit log', async () => {
    const { items } = (await rawi.ask('GET', '/v1/audit?limit=100', { key: admin })).body
    const actions = new Set(items.map(({ action }: { action: string }) => action))
    for (const verb of ['created', 'changed', 'rotated', 'replayed', 'deleted'])
      expect(actions).toContain(`webhook.${verb}`)
  })
})
