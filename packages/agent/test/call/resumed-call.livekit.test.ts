import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AGENT_RATE } from '../../src/call/bounds.ts'
import { type CallDesk, hasBuiltinVoice, type OpenModels, openModels } from '../../src/index.ts'
import { openDesk, persona, recorderWithoutDatabase } from './calls-of-test.ts'

const { says } = persona
const { recorder } = recorderWithoutDatabase()
const desks: CallDesk[] = []
afterEach(() => Promise.all(desks.splice(0).map((desk) => desk.close())))

async function desk(options: Partial<Parameters<typeof openDesk>[0]> = {}) {
  const opened = await openDesk({ recorder: recorder(), ...options })
  desks.push(opened.desk)
  return opened
}

describe('a caller who comes back', () => {
  it('after a refresh finds the same call with everything that was said, and goes on', async () => {
    const { call, connect, desk: open } = await desk()
    const before = await call({ language: 'en' })
    await before.until(() => before.answers().length === 1, 'the greeting')
    await before.ask('what are your opening hours?')
    before.leave()
    const after = connect()
    await after.resume(before)
    const { captions, state, language } = after.first('resumed')
    expect(captions.map(({ text }) => text)).toEqual([
      says.greeting.en.display,
      'what are your opening hours?',
      before.answers()[1],
    ])
    expect({ state, language }).toEqual({ state: 'listening', language: 'en' })
    expect(open.calls).toHaveLength(1)
    expect(await after.ask('where are you?')).toContain('Damascus')
    after.type('bye')
    expect(await after.next('ended')).toMatchObject({ messages: 7 })
  })

  it('is told on each page where the record will be, and its key', async () => {
    const { call, connect } = await desk({ recordKey: (conversation) => `key of ${conversation}` })
    const before = await call({ language: 'en' })
    await before.until(() => before.all('record').length === 1, 'the key')
    const told = before.first('record')
    expect(told.key).toBe(`key of ${told.conversation}`)
    before.leave()
    const after = connect()
    await after.resume(before)
    expect(after.first('record')).toEqual(told)
    after.send({ type: 'end' })
    await after.next('ended')
  })

  it('from a second tab takes the call there, and the first is told', async () => {
    const { call, connect, desk: open } = await desk()
    const first = await call({ language: 'en' })
    await first.until(() => first.answers().length === 1, 'the greeting')
    const second = connect()
    await second.resume(first)
    await first.until(() => first.closed, 'the end of the first connection')
    expect(first.errors()).toEqual(['RAWI_CALL_ELSEWHERE'])
    expect(open.calls).toHaveLength(1)
    expect(await second.ask('prices?')).toContain('600,000')
    expect(first.answers()).toHaveLength(1)
  })

  it('too late finds that the call has ended, and was kept', async () => {
    const { call, connect, desk: open } = await desk({ limits: { resumeGraceMs: 50 } })
    const page = await call({ language: 'en' })
    await page.until(() => page.answers().length === 1, 'the greeting')
    await page.ask('hello')
    const [running] = open.calls
    page.leave()
    expect(await running?.ended).toMatchObject({ endReason: 'timeout', status: 'completed', messageCount: 3 })
    const late = connect()
    const { call: id, token } = page.first('welcome')
    late.send({ type: 'hello', version: 1, resume: { call: id, token } })
    await late.until(() => late.closed, 'the end of the connection')
    expect(late.errors()).toEqual(['RAWI_CALL_NOT_FOUND'])
  })

  it.each([
    ['a stolen name', (token: string) => `${token.slice(0, -1)}x`],
    ['another token', () => 'x'],
  ])('with %s finds nothing, and the call is not disturbed', async (_what, changed) => {
    const { call, connect } = await desk()
    const page = await call({ language: 'en' })
    await page.until(() => page.answers().length === 1, 'the greeting')
    const { call: id, token } = page.first('welcome')
    const thief = connect()
    thief.send({ type: 'hello', version: 1, resume: { call: id, token: changed(token) } })
    await thief.until(() => thief.closed, 'the end of the connection')
    expect(thief.errors()).toEqual(['RAWI_CALL_NOT_FOUND'])
    expect(await page.ask('hello')).toBe(says.hello.en.display)
  })
})

describe.skipIf(!hasBuiltinVoice())('an agent that is speaking when the network is lost', () => {
  let models: OpenModels
  beforeAll(async () => {
    models = await openModels({ voice: 'builtin' })
  })
  afterAll(() => models.close())

  it('holds its breath, and goes on at the sample that was heard last', async () => {
    const { call, connect } = await desk({ models })
    const sound = { up: false, down: true }
    const before = await call({ language: 'en', sound })
    await before.until(() => (before.sound.get(1)?.played ?? 0) > AGENT_RATE / 2, 'half a second of the greeting')
    const heard = before.sound.get(1)?.played ?? 0
    before.leave()
    const after = connect({ sound })
    await after.resume(before)
    await after.until(() => after.sound.has(1), 'sound')
    const { come, samples } = after.sound.get(1) ?? { come: 0, samples: [] }
    const from = come - samples.reduce((sum, { length }) => sum + length, 0)
    expect(from).toBeGreaterThan(0)
    expect(Math.abs(from - heard)).toBeLessThan(AGENT_RATE / 10)
    expect(after.all('words')[0]?.words.length).toBeGreaterThan(3)
    await after.until(() => after.answers().length === 1, 'the end of the greeting')
    expect(after.captions('agent')[0]).toMatchObject({ text: says.greeting.en.display })
    expect(after.captions('agent')[0]?.heard).toBeUndefined()
  })
})
