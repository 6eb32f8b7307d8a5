import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runServer, type TestServer } from '../http/run-server.ts'
import { listenTo, wordsOf } from './listen-to.ts'

const MESSAGES = 15_000

describe('a flood of events', () => {
  let rawi: TestServer
  let key: string
  beforeAll(async () => {
    rawi = await runServer()
    key = await rawi.key(['read'])
  })
  afterAll(() => rawi.close())

  it('larger than what is kept tells who listens to all calls that some are lost, and to one call every word', async () => {
    const call = rawi.server.house.recorder.startConversation({ conversationId: 'flood' })
    const all = listenTo(`${rawi.url}/v1/live`, key)
    const one = listenTo(`${rawi.url}/v1/conversations/${call.id}/events`, key)
    await Promise.all([all.until((heard) => heard.length > 0), one.until((heard) => heard.length > 0)])
    // In one go: no listener can take anything meanwhile.
    for (let n = 0; n < MESSAGES; n++) call.addMessage({ role: 'user', content: `${n}` })
    await all.until((heard) => heard.some(({ type }) => type === 'reset'))
    const reset = await all.until((heard) => heard.find(({ type }) => type === 'reset'))
    expect(reset.data.code).toBe('RAWI_EVENTS_LOST')
    const snapshots = await all.until((heard) => {
      const found = heard.filter(({ type }) => type === 'snapshot')
      return found.length > 1 && found
    })
    expect(snapshots.at(-1)?.data.items).toMatchObject([{ id: call.id, message_count: MESSAGES }])
    await one.until((heard) => wordsOf(heard).length === MESSAGES)
    expect(wordsOf(one.heard)).toEqual(Array.from({ length: MESSAGES }, (_, n) => `${n}`))
    call.addMessage({ role: 'user', content: 'after it' })
    await all.until((heard) => wordsOf(heard).at(-1) === 'after it')
    await call.end()
    all.close()
    one.close()
  })
})

describe('while the database is away', () => {
  it('calls over HTTP are taken in, heard live and kept in the journal', async () => {
    const rawi = await runServer({ DATABASE_URL: 'postgres://rawi@127.0.0.1:1/rawi' })
    const key = rawi.server.house.access.localSecret
    const post = (path: string, body: object, headers: Record<string, string> = {}) =>
      rawi.ask('POST', path, { key, body, headers })
    const all = listenTo(`${rawi.url}/v1/live`, key)
    await all.until((heard) => heard.length > 0)
    const headers = { 'idempotency-key': 'k' }
    const started = await post('/v1/conversations', { conversation_id: 'alone' }, headers)
    expect(started.status).toBe(201)
    expect((await post('/v1/conversations', { conversation_id: 'alone' }, headers)).text).toBe(started.text)
    const path = `/v1/conversations/${started.body.id}`
    expect((await post(`${path}/messages?durable=true`, { role: 'user', content: 'hello' })).status).toBe(200)
    await all.until((heard) => wordsOf(heard).includes('hello'))
    const ended = await post(`${path}/end`, {})
    expect(ended).toMatchObject({ status: 200, body: { status: 'completed', saved: false, message_count: 1 } })
    await all.until((heard) => heard.some(({ type }) => type === 'pending'))
    all.close()
    await rawi.close()
  })
})

describe('a call whose process died', () => {
  it('is heard to its end by who listens to it, whoever ends it', async () => {
    const rawi = await runServer()
    const { house } = rawi.server
    const id = '0198b6f0-0000-7000-8000-000000000001'
    await house.database.query(
      `insert into conversations (id, conversation_id, recorder_id, started_at, updated_at)
      values ('${id}', 'left alone', 'gone', now() - interval '1 hour', now() - interval '1 hour')`,
    )
    const one = listenTo(`${rawi.url}/v1/conversations/left alone/events`, await rawi.key(['read']))
    await one.until((heard) => heard.length > 0)
    await house.database.query(
      `update conversations set status = 'abandoned', end_reason = 'worker_lost', ended_at = started_at where id = '${id}'`,
    )
    const ended = await one.until((heard) => heard.find(({ type }) => type === 'ended'), 20_000)
    expect(ended.data).toMatchObject({ id, status: 'abandoned', end_reason: 'worker_lost' })
    one.close()
    await rawi.close()
  })
})
