import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { AGENT_RATE } from '../../src/call/bounds.ts'
import { type CallDesk, hasBuiltinVoice, type OpenModels, openModels, type Speaker } from '../../src/index.ts'
import { openDesk, persona, recorderWithoutDatabase } from '../call/calls-of-test.ts'
import { callerSays, joined, loudness, speechOf, voiceOfTest } from '../speech/speech-of-test.ts'
import { type OpenaiStandIn, openaiStandIn } from './openai-stand-in.ts'

const { says } = persona
const { recorder } = recorderWithoutDatabase()
const desks: CallDesk[] = []
let stand: OpenaiStandIn
let models: OpenModels
let voice: Speaker

describe.skipIf(!hasBuiltinVoice())('models behind OpenAI’s API on this machine', () => {
  beforeAll(async () => {
    voice = voiceOfTest()
    stand = await openaiStandIn()
    stand.speech = (text) => speechOf(voice, text)
    const { baseUrl } = stand
    models = await openModels({
      brain: { baseUrl, model: 'small', apiKey: 'key-of-test' },
      hearing: { baseUrl, model: 'whisper-1' },
      voice: { baseUrl, model: 'tts', voice: 'anna', apiKey: 'key-of-test' },
    })
  })
  afterAll(async () => {
    await models.close()
    await voice.close()
    await stand.close()
  })
  afterEach(async () => {
    await Promise.all(desks.splice(0).map((desk) => desk.close()))
    Object.assign(stand.fault, { brain: undefined, hearing: undefined, voice: undefined })
    stand.answers = []
    stand.transcripts = []
    stand.asked.length = 0
  })

  async function greeted(sound = { up: true, down: true }) {
    const opened = await openDesk({ recorder: recorder(), models })
    desks.push(opened.desk)
    const page = await opened.call({ language: 'en', sound })
    await page.until(() => page.answers().length === 1, 'the greeting')
    const [call] = opened.desk.calls
    if (!call) throw new Error('no call runs')
    return { page, call }
  }

  it('hear, think and speak a turn', async () => {
    stand.transcripts = ['do you repair violins']
    stand.answers = ['Violins we do not repair, but a colleague can tell you who does.']
    const { page } = await greeted()
    const hears = await callerSays(voice, 'do you repair violins')
    await page.say(hears)
    await page.until(() => page.answers().length === 2, 'the answer', 30_000)
    expect(page.captions('caller').map(({ text }) => text)).toEqual(['do you repair violins'])
    expect(page.answers()[1]).toBe('Violins we do not repair, but a colleague can tell you who does.')
    const sound = joined(page.sound.get(2)?.samples ?? [])
    expect(sound.length / AGENT_RATE).toBeGreaterThan(2)
    expect(loudness(sound)).toBeGreaterThan(500)
    const spoken = stand.asked.filter(({ path }) => path === 'voice').map(({ body }) => JSON.parse(body))
    expect(spoken.at(-1)).toMatchObject({ model: 'tts', voice: 'anna', response_format: 'pcm' })
    expect(spoken.map(({ input }) => input).join(' ')).toContain(says.greeting.en.display.split('.')[0])
    const asked = stand.asked.find(({ path }) => path === 'brain')
    expect(asked?.key).toBe('Bearer key-of-test')
    expect(
      JSON.parse(asked?.body ?? '{}').tools.map((tool: { function: { name: string } }) => tool.function.name),
    ).toEqual(expect.arrayContaining(['end_call', 'search_knowledge', 'note_contact', 'hand_over']))
  })

  it('use what the agent can do: look up, note what the caller said, and nothing that was not said', async () => {
    const { page, call } = await greeted({ up: false, down: false })
    stand.answers = [
      { tool: 'search_knowledge', args: { query: 'opening hours' } },
      { tool: 'note_contact', args: { name: 'John Smith', phone: '0933 123 456' } },
      { tool: 'note_contact', args: { email: 'made@up.example' } },
      'We open at nine, John.',
    ]
    await page.ask('I am John Smith, 0933123456, when do you open')
    const tools = call.conversation.messages.filter(({ role }) => role === 'tool').map(({ metadata }) => metadata)
    expect(tools.map((tool) => tool?.name)).toEqual(['search_knowledge', 'note_contact', 'note_contact'])
    expect(tools[0]?.output).toContain('Saturday to Thursday')
    expect(tools[1]?.output).toContain('noted')
    expect(tools[2]?.output).toContain('not_said_by_the_caller')
    page.send({ type: 'end' })
    expect(await page.next('ended')).toMatchObject({ name: 'John Smith', phone: '+963933123456' })
  })

  it('ask a person to join: the page is told and an event kept, once, and the call goes on', async () => {
    const { page, call } = await greeted({ up: false, down: false })
    stand.answers = [
      { tool: 'hand_over', args: { reason: 'wants the manager' } },
      { tool: 'hand_over', args: { reason: 'again' } },
      'We close at six.',
    ]
    const happened: string[] = []
    recorder().on('event', ({ id, event }) => happened.push(`${id} ${event.kind} ${event.detail.reason}`))
    page.type('let me talk to the manager')
    expect(await page.next('transferred')).toMatchObject({ to: 'wants the manager' })
    page.type('and now?')
    page.type('when do you close?')
    await vi.waitFor(() => expect(call.conversation.messages.at(-1)?.content).toBe('We close at six.'), {
      timeout: 20_000,
    })
    page.send({ type: 'end' })
    expect(await call.ended).toMatchObject({ endReason: 'user_hangup', status: 'completed' })
    expect(happened).toEqual([`${call.conversation.id} hand_over wants the manager`])
  })

  it('that break: without a voice the call goes on in text', async () => {
    const { page } = await greeted()
    stand.fault.voice = 500
    stand.answers = ['First answer.', 'Second answer.']
    expect(await page.ask('hello')).toBe('First answer.')
    expect(await page.ask('are you there?')).toBe('Second answer.')
    expect(page.errors()).toEqual(['RAWI_VOICE_FAILED'])
    expect(page.answers()).toHaveLength(3)
    expect(page.closed).toBe(false)
  })

  it.each([401, 500])(
    'that break: a greeting whose voice answers %d stands in full at once, and is kept',
    async (status) => {
      stand.fault.voice = status
      stand.answers = ['Yes, in text.']
      const { desk, call } = await openDesk({ recorder: recorder(), models })
      desks.push(desk)
      const page = await call({ language: 'en', sound: { up: true, down: true } })
      await page.until(() => page.answers().length === 1, 'the greeting', 5_000)
      expect(page.answers()).toEqual([says.greeting.en.display])
      expect(page.errors()).toEqual(['RAWI_VOICE_FAILED'])
      expect(await page.ask('are you there?')).toBe('Yes, in text.')
      expect(desk.calls[0]?.conversation.messages.map(({ content }) => content)).toEqual([
        says.greeting.en.display,
        'are you there?',
        'Yes, in text.',
      ])
    },
  )

  it('that break: an answer whose voice fails in the middle of it stands in full, as soon as what was heard is over', async () => {
    const { page } = await greeted()
    stand.answers = ['This is the first sentence of it. And this is the second one.']
    const whole = stand.speech
    stand.speech = async (text) => {
      if (text.includes('second')) throw new Error('gone')
      return whole(text)
    }
    expect(await page.ask('hello')).toBe('This is the first sentence of it. And this is the second one.')
    stand.speech = whole
    stand.answers = ['And on in text.']
    expect(await page.ask('are you there?')).toBe('And on in text.')
    expect(page.errors()).toEqual(['RAWI_VOICE_FAILED'])
    expect(page.answers()).toHaveLength(3)
  })

  it('that break: without hearing the caller is told, and types', async () => {
    const { page } = await greeted()
    stand.fault.hearing = 500
    stand.answers = ['Yes, I am.']
    await page.say(await callerSays(voice, 'hello are you there'))
    await page.until(() => page.errors().includes('RAWI_HEARING_FAILED'), 'an error', 30_000)
    expect(await page.ask('are you there?')).toBe('Yes, I am.')
  })

  it('that break: without a brain the caller is asked to say it again', async () => {
    const { page } = await greeted({ up: false, down: false })
    stand.fault.brain = 400
    expect(await page.ask('hello')).toBe(says.failed.en.display)
    expect(page.errors()).toContain('RAWI_MODEL_FAILED')
    stand.fault.brain = undefined
    stand.answers = ['Here again.']
    expect(await page.ask('hello?')).toBe('Here again.')
  })
})

describe('settings of models', () => {
  it.each([
    [{ brain: { baseUrl: 'ftp://x', model: 'm' } }, 'brain.baseUrl'],
    [{ hearing: { baseUrl: 'http://x' } }, 'hearing.model'],
    [{ ears: 'large' }, 'Unrecognized key'],
  ])('%j are refused, and the fault named', async (settings, named) => {
    await expect(openModels(settings as never)).rejects.toMatchObject({
      code: 'RAWI_CONFIG_INVALID',
      message: expect.stringContaining(named),
    })
  })

  it('without any there is the built-in voice, and nothing else', async () => {
    const opened = await openModels()
    expect(Object.keys(opened).sort()).toEqual(hasBuiltinVoice() ? ['close', 'voice'] : ['close'])
    await opened.close()
    expect((await openModels({ voice: 'none' })).voice).toBeUndefined()
  })
})
