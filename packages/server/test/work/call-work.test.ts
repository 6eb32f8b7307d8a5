import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runServer, type TestServer } from '../http/run-server.ts'
import { openReceiver, type Receiver } from '../webhooks/receiver.ts'

const ALL = [
  'conversation.started',
  'conversation.ended',
  'conversation.analyzed',
  'conversation.recovered',
  'user.updated',
]

describe('after a call, on the embedded database', () => {
  let rawi: TestServer
  let receiver: Receiver
  let admin: string
  let secret: string
  let hook: string

  beforeAll(async () => {
    receiver = await openReceiver()
    rawi = await runServer({ RAWI_WEBHOOK_ALLOW: '127.0.0.1' })
    admin = await rawi.key(['admin'])
    const made = await rawi.ask('POST', '/v1/webhooks', { key: admin, body: { url: receiver.url, events: ALL } })
    expect(made.status).toBe(201)
    secret = made.body.secret
    hook = made.body.id
  })
  afterAll(async () => {
    await rawi.close()
    await receiver.close()
  })

  const recorder = () => rawi.server.house.recorder
  const of = (id: string) => (one: { json: { data: Record<string, unknown> } }) =>
    one.json.data.id === id || one.json.data.conversation === id

  it('endpoints are told of it, signed, once each; then it has a summary and an analysis', async () => {
    const call = recorder().startConversation({ roomName: 'room-1', language: 'en' })
    call.addMessage({ role: 'user', content: 'Hello, when does the evening course begin?' })
    call.addMessage({
      role: 'assistant',
      content: 'It begins on Monday at six. I will call you back tomorrow.',
      metadata: { latency_ms: 420 },
    })
    const { id } = await call.end({ userName: 'Samer Haddad', userPhone: '+963991234567' })
    const told = await receiver.got(4, of(id))
    expect(told.map(({ json }) => json.type).sort()).toEqual([
      'conversation.analyzed',
      'conversation.ended',
      'conversation.started',
      'user.updated',
    ])
    for (const { body, headers } of told) {
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
        type: expect.any(String),
      })
      expect(body).not.toMatch(/Samer|99123|evening|Monday/)
    }
    const record = await recorder().getConversation(id)
    expect(record?.summary).toBe(
      'Samer Haddad asked: “when does the evening course begin?” The agent said: “I will call you back tomorrow”. A phone number is known.',
    )
    expect(record?.metrics.analysis).toEqual({
      language: 'en',
      turns: { caller: 1, agent: 1 },
      words: { caller: 7, agent: 12 },
      caller_share: 0.37,
      interrupted: 0,
      questions: { asked: 1, unanswered: 0 },
      latency_ms: { p50: 420, p95: 420, turns: 1 },
      topics: [],
      summary_by: 'rules',
    })
    const { items } = (await rawi.ask('GET', `/v1/webhooks/${hook}/deliveries`, { key: admin })).body
    expect(items.map((one: { state: string }) => one.state)).toEqual([
      'delivered',
      'delivered',
      'delivered',
      'delivered',
    ])
  })
})
