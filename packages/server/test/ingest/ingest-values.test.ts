import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runServer, type TestServer } from '../http/run-server.ts'

describe('what comes in over HTTP', () => {
  let rawi: TestServer
  let key: string
  beforeAll(async () => {
    rawi = await runServer({ RAWI_REQUESTS_PER_MINUTE: '0' })
    key = await rawi.key(['write'])
  })
  afterAll(() => rawi.close())

  const post = (path: string, body: unknown) => rawi.ask('POST', path, { key, body })
  const start = async (body: object = {}) => (await post('/v1/conversations', body)).body.id as string
  const at = (id: string, verb: 'messages' | 'end') => `/v1/conversations/${id}/${verb}`
  const kept = async (id: string) => rawi.server.house.recorder.getConversation(id)

  it('takes the same id twice in one request only with the same words, or as a turn that is finished', async () => {
    const path = at(await start(), 'messages')
    const said = (content: string, more: object = {}) => ({ id: 'k', role: 'user', content, ...more })
    const twice = await post(path, { messages: [said('first'), said('second')] })
    expect(twice).toMatchObject({ status: 422, body: { code: 'RAWI_IDEMPOTENCY_MISMATCH' } })
    const spoken = await post(path, { messages: [said('fir', { provisional: true }), said('first'), said('first')] })
    expect(spoken.body.items.map(({ seq, revision }: { seq: number; revision: number }) => [seq, revision])).toEqual([
      [0, 0],
      [0, 1],
      [0, 1],
    ])
  })

  it('takes metadata of any depth, cut where it is too deep, and knows it again', async () => {
    const headers = { 'idempotency-key': 'deep' }
    // As text, for the engine's own writer gives up earlier than the server may.
    const send = async (path: string, body: string, more: Record<string, string> = {}) =>
      fetch(rawi.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more },
        body,
      })
    const metadata = (leaf: number) => `${'{"a":'.repeat(40_000)}${leaf}${'}'.repeat(40_000)}`
    const first = await send('/v1/conversations', `{"metadata":${metadata(1)}}`, headers)
    expect(first.status).toBe(201)
    const { id } = (await first.json()) as { id: string }
    expect(
      ((await (await send('/v1/conversations', `{"metadata":${metadata(1)}}`, headers)).json()) as { id: string }).id,
    ).toBe(id)
    expect((await send('/v1/conversations', `{"metadata":${metadata(2)}}`, headers)).status).toBe(422)
    const message = (leaf: number) => `{"id":"m","role":"user","content":"x","metadata":${metadata(leaf)}}`
    expect((await send(at(id, 'messages'), message(1))).status).toBe(200)
    expect((await send(at(id, 'messages'), message(1))).status).toBe(200)
    expect((await send(at(id, 'messages'), message(2))).status).toBe(422)
    expect(JSON.stringify((await kept(id))?.messages[0]?.metadata)).toContain('[cut: deeper than')
  })

  it('believes no moment before 1970 or after tomorrow', async () => {
    const path = at(await start(), 'messages')
    for (const timestamp of ['9999-01-01T00:00:00Z', '1800-01-01T00:00:00Z', '1969-12-31T23:59:59Z']) {
      const refused = await post(path, { role: 'user', content: 'x', timestamp })
      expect(refused).toMatchObject({ status: 400, body: { code: 'RAWI_INPUT_INVALID' } })
      expect(refused.body.errors).not.toEqual([])
      expect((await post('/v1/conversations', { started_at: timestamp })).status).toBe(400)
    }
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    expect((await post(path, { role: 'user', content: 'x', timestamp: soon })).status).toBe(200)
  })

  it('cuts a message that is too long, as the library does, and says by how much', async () => {
    const id = await start()
    expect((await post(at(id, 'messages'), { role: 'user', content: 'ا'.repeat(700_000) })).status).toBe(200)
    const content = (await kept(id))?.messages[0]?.content ?? ''
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(1_048_576)
    expect(content).toMatch(/cut/)
  })
})
