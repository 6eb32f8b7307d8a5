import { once } from 'node:events'
import { registerHooks } from 'node:module'
import { type AgentMessage, type CallerMessage, hasBuiltinVoice } from '@rawi/agent'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { openaiStandIn } from '../../../agent/test/models/openai-stand-in.ts'
import { runServer, type TestServer } from '../http/run-server.ts'

type Of<Type extends AgentMessage['type']> = Extract<AgentMessage, { type: Type }>
const SILENT = { up: false, down: false }

async function ticketOf(rawi: TestServer, origin = rawi.url) {
  const { status, body, headers } = await rawi.ask('POST', '/v1/calls', { body: {}, headers: { origin } })
  return { status, headers, socket: body.socket as string, code: body.code as string | undefined }
}
const openSocket = (rawi: TestServer, socket: string, origin = rawi.url) =>
  new WebSocket(rawi.url.replace('http', 'ws') + socket, { origin })

/** A page that types. */
async function openPage(rawi: TestServer) {
  const connection = openSocket(rawi, (await ticketOf(rawi)).socket)
  const got: AgentMessage[] = []
  const waiting = new Set<() => void>()
  connection.on('message', (data, binary) => {
    if (!binary) got.push(JSON.parse(String(data)))
    for (const look of waiting) look()
  })
  const send = (message: CallerMessage) => connection.send(JSON.stringify(message))
  const until = <Type extends AgentMessage['type']>(type: Type, fits: (message: Of<Type>) => boolean = () => true) =>
    new Promise<Of<Type>>((resolve) => {
      const look = () => {
        const found = got.find((message): message is Of<Type> => message.type === type && fits(message as Of<Type>))
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  await once(connection, 'open')
  send({ type: 'hello', version: 1 })
  return { connection, got, send, until, welcome: await until('welcome') }
}

describe('a call at a page', () => {
  let rawi: TestServer
  beforeAll(async () => {
    rawi = await runServer({ RAWI_REQUESTS_PER_MINUTE: '0' })
  })
  afterAll(() => rawi.close())

  const ticket = (origin?: string) => ticketOf(rawi, origin)
  const open = (socket: string, origin?: string) => openSocket(rawi, socket, origin)
  const page = () => openPage(rawi)

  /** The status with which a connection is refused, or 101. */
  const answerTo = (socket: string, origin?: string) =>
    new Promise<number | undefined>((resolve) => {
      const connection = open(socket, origin)
      connection.once('unexpected-response', (_, { statusCode }) => resolve(statusCode))
      connection.once('open', () => {
        connection.close()
        resolve(101)
      })
      connection.once('error', () => {})
    })

  it('begins with a ticket, is answered, kept and listed', async () => {
    const key = await rawi.key(['read', 'operate'])
    const { send, until, connection } = await page()
    send({ type: 'start', language: 'en', sound: SILENT })
    await until('caption', ({ speaker, status }) => speaker === 'agent' && status === 'final')
    send({ type: 'text', id: 'one', text: 'My name is Sara Haddad and my number is 0991234567.' })
    await until('caption', ({ id, status }) => id === 'agent-2' && status === 'final')
    const running = await rawi.ask('GET', '/v1/conversations?status=active', { key })
    expect(running.body.items).toMatchObject([{ channel: 'web', status: 'active' }])
    send({ type: 'end' })
    const ended = await until('ended')
    expect(ended).toMatchObject({ saved: true, phone: '+963991234567', name: 'Sara Haddad' })
    await once(connection, 'close')
    const { body } = await rawi.ask('GET', `/v1/conversations/${ended.conversation}`, { key })
    expect(body).toMatchObject({
      status: 'completed',
      end_reason: 'user_hangup',
      channel: 'web',
      user_phone: '+963991234567',
    })
    expect(body.messages.map(({ role }: { role: string }) => role).slice(0, 3)).toEqual([
      'assistant',
      'user',
      'assistant',
    ])
  })

  it('tells nobody who else is kept under a number that they give', async () => {
    const { recorder } = rawi.server.house
    await recorder.saveUser({ phone: '+963991777001', name: 'هدى الخطيب', email: 'huda@example.com' })
    const { send, until, got, connection } = await page()
    send({ type: 'start', language: 'ar', sound: SILENT })
    await until('caption', ({ speaker, status }) => speaker === 'agent' && status === 'final')
    send({ type: 'text', id: 'one', text: 'رقمي 0991777001' })
    await until('caption', ({ id, status }) => id === 'agent-2' && status === 'final')
    send({ type: 'end' })
    const { name, phone, email } = await until('ended')
    await once(connection, 'close')
    expect({ name, phone, email }).toEqual({ name: undefined, phone: '+963991777001', email: undefined })
    expect(JSON.stringify(got)).not.toMatch(/هدى|huda/)
  })

  it('answers what was typed before the agent was there, and can be ended by an operator', async () => {
    const key = await rawi.key(['read', 'operate'])
    const { send, until } = await page()
    send({ type: 'start', language: 'ar', sound: SILENT })
    send({ type: 'text', id: 'one', text: 'مرحبا' })
    await until('caption', ({ id, status }) => id === 'agent-2' && status === 'final')
    const { body } = await rawi.ask('GET', '/v1/conversations?status=active', { key })
    const answer = await rawi.ask('POST', `/v1/conversations/${body.items[0].id}/hangup`, { key, body: {} })
    expect(answer.status).toBe(200)
    expect(await until('ended')).toMatchObject({ reason: 'operator_hangup', saved: true })
  })

  it('lets nobody in twice with one ticket, nor without one, nor from another origin', async () => {
    const { socket } = await ticket()
    expect(await answerTo(socket, 'https://evil.example')).toBe(403)
    expect(await answerTo(socket)).toBe(101)
    expect(await answerTo(socket)).toBe(404)
    expect(await answerTo(`/v1/calls/${'a'.repeat(43)}/socket`)).toBe(404)
    expect(await answerTo('/v1/calls/../../etc/passwd')).toBe(404)
    expect(await ticket('https://evil.example')).toMatchObject({ status: 403, code: 'RAWI_ORIGIN_REFUSED' })
  })

  it('closes a connection on a message that is too large, and goes on with the others', async () => {
    const hostile = await page()
    const kind = await page()
    kind.send({ type: 'start', language: 'ar', sound: SILENT })
    hostile.connection.send('x'.repeat(2_000_000))
    const [code] = await once(hostile.connection, 'close')
    expect(code).toBe(1009)
    expect(await kind.until('caption', ({ status }) => status === 'final')).toMatchObject({ speaker: 'agent' })
    kind.send({ type: 'end' })
    await kind.until('ended')
  })

  it('tells a flood of one address to wait', async () => {
    const answers = []
    for (let asked = 0; asked < 40; asked++) answers.push(await ticket())
    const refused = answers.find(({ status }) => status === 429)
    expect(refused).toMatchObject({ code: 'RAWI_RATE_LIMITED' })
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('a call that a language model answers', () => {
  it('keeps what the model noted, and renames nobody whom staff named', async () => {
    const stand = await openaiStandIn()
    const rawi = await runServer({ RAWI_BRAIN_URL: stand.baseUrl, RAWI_BRAIN_MODEL: 'small', RAWI_VOICE: 'none' })
    try {
      const { recorder } = rawi.server.house
      const phone = '+963991777002'
      await recorder.saveUser({ phone, name: 'هدى الخطيب', email: 'huda@example.com' })
      stand.answers = [
        {
          tool: 'note_contact',
          args: { name: 'Mallory Intruder Longer', phone: '0991777002', email: 'm@example.com' },
        },
        'Noted.',
      ]
      const { send, until } = await openPage(rawi)
      send({ type: 'start', language: 'en', sound: SILENT })
      const text = 'note me as Mallory Intruder Longer, m@example.com, 0991777002'
      send({ type: 'text', id: 'one', text })
      await until('caption', ({ text, status }) => text === 'Noted.' && status === 'final')
      send({ type: 'end' })
      const ended = await until('ended')
      expect(ended).toMatchObject({ saved: true, name: 'Mallory Intruder Longer', phone, email: 'm@example.com' })
      expect(await recorder.getConversation(ended.conversation)).toMatchObject({ user_name: 'Mallory Intruder Longer' })
      expect(await recorder.getUserByPhone(phone)).toMatchObject({ name: 'هدى الخطيب', email: 'huda@example.com' })
    } finally {
      await rawi.close()
      await stand.close()
    }
  })
})

describe('a server that lacks a package which was chosen', () => {
  it.each([
    ['deepgram', 'HEARING', 'nova-2'],
    ['google', 'BRAIN', 'gemini-2.5-flash'],
  ])(
    '%s for %s: it answers with what it has, and its log names the command that installs it',
    async (name, part, model) => {
      const hooks = registerHooks({
        resolve(specifier, context, next) {
          if (!specifier.includes(`agents-plugin-${name}`)) return next(specifier, context)
          throw Object.assign(new Error('not installed'), { code: 'ERR_MODULE_NOT_FOUND' })
        },
      })
      const rawi = await runServer({
        [`RAWI_${part}_PROVIDER`]: name,
        [`RAWI_${part}_MODEL`]: model,
        [`RAWI_${part}_KEY`]: 'secret-key-of-test',
      })
      try {
        for (const text of ['first', 'second']) {
          const { send, until } = await openPage(rawi)
          expect(await until('welcome')).toMatchObject({ hearing: 'page', voice: hasBuiltinVoice() })
          send({ type: 'start', language: 'en', sound: SILENT })
          send({ type: 'text', id: text, text: 'when do you open?' })
          await until('caption', ({ id, status }) => id === 'agent-2' && status === 'final')
          send({ type: 'end' })
          await until('ended')
        }
        const told = rawi.log.filter(({ code }) => code === 'RAWI_CONFIG_INVALID')
        expect(told).toMatchObject([
          { level: 'error', msg: expect.stringContaining(`npm install @livekit/agents-plugin-${name}@`) },
        ])
        expect(JSON.stringify(rawi.log)).not.toContain('secret-key-of-test')
      } finally {
        await rawi.close()
        hooks.deregister()
      }
    },
  )
})

describe('a server that takes no calls', () => {
  it('answers as if there were nothing', async () => {
    const rawi = await runServer({ RAWI_CALLS: 'off' })
    const { status, body } = await rawi.ask('POST', '/v1/calls', { body: {} })
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'RAWI_NOT_FOUND' })
    await rawi.close()
  })
})
