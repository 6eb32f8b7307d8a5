import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OTHER_TENANT, runServer, type TestServer } from '../http/run-server.ts'
import { listenTo, wordsOf } from '../live/listen-to.ts'

describe('a conversation over HTTP', () => {
  let rawi: TestServer
  let key: string
  let reader: string
  beforeAll(async () => {
    rawi = await runServer({ RAWI_REQUESTS_PER_MINUTE: '0' })
    key = await rawi.key(['write'])
    reader = await rawi.key(['read'])
  })
  afterAll(() => rawi.close())

  const post = (path: string, body: unknown, headers: Record<string, string> = {}, as = key) =>
    rawi.ask('POST', path, { key: as, body, headers })
  const start = async (body: object = {}) => (await post('/v1/conversations', body)).body.id as string
  const at = (id: string, verb: 'messages' | 'end') => `/v1/conversations/${id}/${verb}`
  const kept = async (id: string) => rawi.server.house.recorder.getConversation(id)

  it('is kept from its start to its end like one of the library, and heard live', async () => {
    const listener = listenTo(`${rawi.url}/v1/live`, reader)
    await listener.until((heard) => heard.length > 0)
    const started = await post('/v1/conversations', {
      conversation_id: 'room-abc123',
      room_name: 'room-abc123',
      channel: 'phone',
      language: 'ar',
      metadata: { avatar_provider: 'x' },
    })
    expect(started.status).toBe(201)
    expect(started.body).toMatchObject({ conversation_id: 'room-abc123', status: 'active' })
    expect(started.headers.get('location')).toBe(`/v1/conversations/${started.body.id}`)
    const { id } = started.body
    const one = await post(at(id, 'messages'), { role: 'user', content: 'مرحباً' })
    expect(one).toMatchObject({ status: 200, body: { id, items: [{ id: null, seq: 0, revision: 0 }] } })
    const more = await post(`${at(id, 'messages')}?durable=true`, {
      messages: [
        { role: 'assistant', content: 'أهلاً بك', timestamp: new Date().toISOString() },
        { role: 'developer', content: 'note', metadata: { latency: 1 } },
      ],
    })
    expect(more.body.items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2])
    const ended = await post(at(id, 'end'), { user_name: 'أحمد محمد', user_phone: '0991234567', summary: 'استفسار' })
    expect(ended).toMatchObject({
      status: 200,
      body: { id, status: 'completed', end_reason: 'user_hangup', message_count: 2, messages_saved: 3, saved: true },
    })
    const record = await kept(id)
    expect(record).toMatchObject({ conversation_id: 'room-abc123', user_phone: '+963991234567', channel: 'phone' })
    expect(record?.messages.map(({ role, content }) => [role, content])).toEqual([
      ['user', 'مرحباً'],
      ['assistant', 'أهلاً بك'],
      ['system', 'note'],
    ])
    expect(record?.messages[2]?.metadata).toEqual({ latency: 1 })
    await listener.until((heard) => heard.some(({ type }) => type === 'saved'))
    expect(wordsOf(listener.heard)).toEqual(['مرحباً', 'أهلاً بك', 'note'])
    listener.close()
    expect(await post(at(id, 'messages'), { role: 'user', content: 'late' })).toMatchObject({
      status: 409,
      body: { code: 'RAWI_CONVERSATION_ENDED' },
    })
    expect((await post(at(id, 'end'), { summary: 'another' })).text).toBe(ended.text)
    expect(JSON.stringify(rawi.log)).not.toMatch(/مرحب|أحمد|0991234567|963991/)
  })

  it('takes twenty parallel starts under one key for one, and another body for a mistake', async () => {
    const headers = { 'idempotency-key': 'start-1' }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post('/v1/conversations', { conversation_id: 'raced' }, headers)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(
      rawi.server.house.recorder.running().filter(({ record }) => record.conversation_id === 'raced'),
    ).toHaveLength(1)
    const other = await post('/v1/conversations', { conversation_id: 'else' }, headers)
    expect(other).toMatchObject({ status: 422, body: { code: 'RAWI_IDEMPOTENCY_MISMATCH' } })
    // The key is the caller's own.
    const colleague = await rawi.key(['write'])
    const theirs = await post('/v1/conversations', { conversation_id: 'theirs' }, headers, colleague)
    expect(theirs.status).toBe(201)
    for (const answer of [answers[0], theirs]) await post(at(answer?.body.id, 'end'), {})
  })

  it('takes twenty parallel messages under one key, or with one id, for one', async () => {
    const id = await start()
    const said = {
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: 'two' },
      ],
    }
    const byKey = await Promise.all(
      Array.from({ length: 20 }, () => post(at(id, 'messages'), said, { 'idempotency-key': 'm-1' })),
    )
    expect(new Set(byKey.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    const byId = await Promise.all(
      Array.from({ length: 20 }, () => post(at(id, 'messages'), { id: 'mine', role: 'user', content: 'three' })),
    )
    expect(new Set(byId.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(byId[0]?.body.items[0].id).toBe('mine')
    const otherBody = await post(at(id, 'messages'), { role: 'user', content: 'x' }, { 'idempotency-key': 'm-1' })
    expect(otherBody).toMatchObject({ status: 422, body: { code: 'RAWI_IDEMPOTENCY_MISMATCH' } })
    // Nothing is taken of a request in which one message says something else.
    const mixed = await post(at(id, 'messages'), {
      messages: [
        { role: 'user', content: 'new' },
        { id: 'mine', role: 'user', content: 'changed' },
      ],
    })
    expect(mixed.status).toBe(422)
    const ended = await Promise.all(
      Array.from({ length: 20 }, () => post(at(id, 'end'), { summary: 's' }, { 'idempotency-key': 'e-1' })),
    )
    expect(new Set(ended.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect((await post(at(id, 'end'), { summary: 'other' }, { 'idempotency-key': 'e-1' })).status).toBe(422)
    expect((await kept(id))?.messages.map(({ content }) => content)).toEqual(['one', 'two', 'three'])
  })

  it('replaces a turn that was being spoken by its final words', async () => {
    const id = await start()
    const turn = { id: 't', role: 'assistant' }
    await post(at(id, 'messages'), { ...turn, content: 'good mor', provisional: true })
    const final = await post(at(id, 'messages'), { ...turn, content: 'good morning' })
    expect(final.body.items[0]).toMatchObject({ seq: 0, revision: 1 })
    const late = await post(at(id, 'messages'), { ...turn, content: 'good mor', provisional: true })
    expect(late).toMatchObject({ status: 200, body: { items: [{ seq: 0, revision: 1 }] } })
    await post(at(id, 'end'), {})
    expect((await kept(id))?.messages).toMatchObject([{ content: 'good morning', interrupted: false }])
  })

  it('is nobody else’s, and says so in the same words as one that is missing', async () => {
    const id = await start()
    const message = { role: 'user', content: 'x' }
    const stranger = await rawi.key(['admin'], OTHER_TENANT)
    const missing = '0198b6f0-0000-7000-8000-000000000000'
    for (const [verb, body] of [
      ['messages', message],
      ['end', {}],
    ] as const) {
      expect((await rawi.ask('POST', at(id, verb), { body })).status).toBe(404)
      expect((await post(at(id, verb), body, {}, reader)).status).toBe(403)
      const foreign = await post(at(id, verb), body, {}, stranger)
      const none = await post(at(missing, verb), body, {}, stranger)
      expect([foreign.status, foreign.text]).toEqual([404, none.text])
    }
    expect((await rawi.ask('POST', '/v1/conversations', { body: {} })).status).toBe(404)
    await post(at(id, 'end'), {})
  })

  it('refuses what is wrong, unknown or too much, and keeps nothing of it', async () => {
    const id = await start()
    const wrong: [unknown, number][] = [
      [{ role: 'user' }, 400],
      [{ role: 'nobody', content: 'x' }, 400],
      [{ role: 'user', content: ' ' }, 400],
      [{ role: 'user', content: 'x', seq: 7 }, 400],
      [{ role: 'user', content: 'x', timestamp: '2026-11-22T10:00:00' }, 400],
      [{ messages: [] }, 400],
      [{ messages: Array.from({ length: 501 }, () => ({ role: 'user', content: 'x' })) }, 400],
      [{ role: 'user', content: 'x'.repeat(9_000_000) }, 413],
      ['{"role": "user"', 400],
    ]
    for (const [body, status] of wrong) expect((await post(at(id, 'messages'), body)).status).toBe(status)
    expect((await post(at(id, 'messages'), { role: 'user', content: 'x' }, { 'idempotency-key': 'x y' })).status).toBe(
      400,
    )
    expect((await post('/v1/conversations', { status: 'completed' })).status).toBe(400)
    expect((await post('/v1/conversations', { tenant_id: OTHER_TENANT })).status).toBe(400)
    expect((await post(at(id, 'end'), { end_reason: 'boredom' })).status).toBe(400)
    const strange = 'a\u0000b \u202e<script>'
    expect(
      (await post(at(id, 'messages'), { role: 'user', content: strange, metadata: { 'k\u0000': 1 } })).status,
    ).toBe(200)
    const { body } = await post(at(id, 'end'), { end_reason: 'agent_hangup', user_phone: 'no number' })
    expect(body).toMatchObject({ message_count: 1, saved: true, problems: [{ code: 'RAWI_PHONE_INVALID' }] })
  })

  it('cannot be controlled by an operator here, which is told', async () => {
    const id = await start()
    const operator = await rawi.key(['operate'])
    const answer = await post(`/v1/conversations/${id}/hangup`, {}, {}, operator)
    expect(answer).toMatchObject({ status: 409, body: { code: 'RAWI_CALL_NOT_CONTROLLED' } })
    await post(at(id, 'end'), {})
  })

  it('that was erased while it ran takes no word more', async () => {
    const id = await start({ conversation_id: 'erase me' })
    await post(at(id, 'messages'), { id: 'm', role: 'user', content: 'secret' })
    await rawi.server.house.recorder.erase({ conversation: id })
    for (const [verb, body] of [
      ['messages', { role: 'user', content: 'more' }],
      ['end', {}],
    ] as const)
      expect(await post(at(id, verb), body)).toMatchObject({ status: 404, body: { code: 'RAWI_NOT_FOUND' } })
    expect(await kept(id)).toBeUndefined()
    expect(rawi.server.house.recorder.running(id)).toEqual([])
  })

  it('of thousands of messages at once loses none and keeps their order', async () => {
    const id = await start()
    const bodies = Array.from({ length: 40 }, (_, n) => ({
      messages: Array.from({ length: 100 }, (_, m) => ({ id: `${n}-${m}`, role: 'user', content: `${n} ${m}` })),
    }))
    const answers = await Promise.all(bodies.map((body) => post(at(id, 'messages'), body)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const ended = await post(at(id, 'end'), {})
    expect(ended.body).toMatchObject({ message_count: 4_000, messages_saved: 4_000 })
    const contents = (await kept(id))?.messages.map(({ content }) => content) ?? []
    expect(new Set(contents).size).toBe(4_000)
    for (let n = 0; n < 40; n++) {
      const own = contents.filter((content) => content.startsWith(`${n} `))
      expect(own).toEqual(Array.from({ length: 100 }, (_, m) => `${n} ${m}`))
    }
  })
})

describe('a server that stops and starts again', () => {
  it('goes on with its calls, without a word lost or doubled', async () => {
    const first = await runServer()
    const key = await first.key(['write'])
    const headers = { 'idempotency-key': 'k' }
    const ask = (rawi: TestServer, path: string, body: object) => rawi.ask('POST', path, { key, body, headers })
    const started = await ask(first, '/v1/conversations', { conversation_id: 'line' })
    const path = `/v1/conversations/${started.body.id}`
    const said = { id: 'm1', role: 'user', content: 'before' }
    const before = await ask(first, `${path}/messages`, { messages: [said] })
    await first.server.close()
    const second = await runServer({ RAWI_HOME: first.home })
    expect((await ask(second, '/v1/conversations', { conversation_id: 'line' })).text).toBe(started.text)
    const again = await second.ask('POST', `${path}/messages`, { key, body: { messages: [said] } })
    expect(again.body.items).toEqual(before.body.items)
    const changed = await second.ask('POST', `${path}/messages`, { key, body: { ...said, content: 'other' } })
    expect(changed.status).toBe(422)
    const reader = await second.key(['read'])
    const listener = listenTo(`${second.url}${path}/events`, reader)
    await listener.until((heard) => wordsOf(heard).length === 1)
    await second.ask('POST', `${path}/messages`, { key, body: { id: 'm2', role: 'assistant', content: 'after' } })
    await listener.until((heard) => wordsOf(heard).length === 2)
    const ended = await second.ask('POST', `${path}/end`, { key, body: {} })
    expect(ended.body).toMatchObject({ status: 'completed', message_count: 2, end_reason: 'user_hangup' })
    await listener.until((heard) => heard.some(({ type }) => type === 'ended'))
    expect(wordsOf(listener.heard)).toEqual(['before', 'after'])
    listener.close()
    expect((await second.server.house.recorder.getConversation('line'))?.messages).toHaveLength(2)
    await second.close()
  })

  it('ends a call whose client never comes back', async () => {
    const first = await runServer()
    const key = await first.key(['write'])
    const { body } = await first.ask('POST', '/v1/conversations', { key, body: { conversation_id: 'silent' } })
    await first.ask('POST', `/v1/conversations/${body.id}/messages`, { key, body: { role: 'user', content: 'hello?' } })
    await first.server.close()
    const second = await runServer({ RAWI_HOME: first.home, RAWI_INGEST_IDLE_SECONDS: '1' })
    const ended = new Promise<string>((resolve) =>
      second.server.house.recorder.on('saved', ({ id, endReason }) => id === body.id && resolve(endReason)),
    )
    expect(await ended).toBe('timeout')
    await second.close()
  })
})
