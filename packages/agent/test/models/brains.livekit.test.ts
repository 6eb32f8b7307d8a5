import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type CallDesk,
  hasBuiltinVoice,
  type ModelSettingsInput,
  type OpenModels,
  openModels,
} from '../../src/index.ts'
import { openDesk, persona, recorderWithoutDatabase } from '../call/calls-of-test.ts'
import { callerSays, voiceOfTest } from '../speech/speech-of-test.ts'
import { GOOGLE_KEY, type GoogleStandIn, googleStandIn } from './google-stand-in.ts'
import { type OpenaiStandIn, openaiStandIn } from './openai-stand-in.ts'

/** Of Mistral's reference of chat completions, what a client may send; anything else is answered 422. */
const MISTRAL_KNOWS = [
  ...['model', 'messages', 'stream', 'tools', 'tool_choice', 'parallel_tool_calls', 'temperature', 'top_p'],
  ...[
    'max_tokens',
    'stop',
    'random_seed',
    'response_format',
    'presence_penalty',
    'frequency_penalty',
    'n',
    'safe_prompt',
  ],
]

const { recorder } = recorderWithoutDatabase()
const opened: (CallDesk | OpenModels)[] = []
let openai: OpenaiStandIn
let google: GoogleStandIn

beforeAll(async () => {
  openai = await openaiStandIn()
  google = await googleStandIn()
})
afterAll(async () => {
  await openai.close()
  await google.close()
})
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
  delete openai.knows
  openai.answers = []
  openai.asked.length = 0
  google.asked.length = 0
})

async function call(settings: ModelSettingsInput, up = false) {
  const models = await openModels({ voice: 'none', ...settings })
  const { desk, call: ring } = await openDesk({ recorder: recorder(), models })
  opened.push(desk, models)
  const page = await ring({ language: 'en', sound: { up, down: false } })
  await page.until(() => page.answers().length === 1, 'the greeting')
  return { page, desk }
}

const SCRIPT = [{ tool: 'note_contact', args: { name: 'John Smith', phone: '0933 123 456' } }, 'Noted, John.'] as const

describe('brains of other providers', () => {
  it.each(['mistral', 'xai'] as const)(
    '%s answers and uses its tools, and is asked what it knows',
    async (provider) => {
      if (provider === 'mistral') openai.knows = MISTRAL_KNOWS
      openai.answers = [...SCRIPT]
      const brain = { provider, baseUrl: openai.baseUrl, model: 'm', apiKey: 'key-of-test', temperature: 0.3 }
      const { page, desk } = await call({ brain })
      expect(await page.ask('I am John Smith, 0933123456')).toBe('Noted, John.')
      expect(openai.asked.map(({ path, key }) => `${path} ${key}`)).toContain('brain Bearer key-of-test')
      const tools = desk.calls[0]?.conversation.messages.filter(({ role }) => role === 'tool')
      expect(tools?.map(({ metadata }) => metadata?.name)).toEqual(['note_contact'])
    },
  )

  it('Google answers and uses its tools', async () => {
    google.answers = [...SCRIPT]
    const brain = { provider: 'google', baseUrl: google.url, model: 'gemini-2.5-flash', apiKey: GOOGLE_KEY } as const
    const { page, desk } = await call({ brain })
    expect(await page.ask('I am John Smith, 0933123456')).toBe('Noted, John.')
    expect(google.asked[0]).toMatchObject({
      path: '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
      key: GOOGLE_KEY,
    })
    expect(google.asked[0]?.body).toContain('note_contact')
    const tools = desk.calls[0]?.conversation.messages.filter(({ role }) => role === 'tool')
    expect(tools?.map(({ metadata }) => metadata?.name)).toEqual(['note_contact'])
  })

  it('Google turns a wrong key away: the caller is told, and asked to say it again', async () => {
    const brain = { provider: 'google', baseUrl: google.url, model: 'gemini-2.5-flash', apiKey: 'another' } as const
    const { page } = await call({ brain })
    expect(await page.ask('hello')).toBe(persona.says.failed.en.display)
    expect(page.errors()).toContain('RAWI_MODEL_FAILED')
    expect(page.closed).toBe(false)
  })

  it.each([
    [{ brain: { provider: 'google', model: 'm' } }, 'brain.apiKey'],
    [{ brain: { provider: 'oracle', model: 'm' } }, 'brain.provider'],
  ])('%j is refused, and the fault named', async (settings, named) => {
    await expect(openModels(settings as never)).rejects.toMatchObject({
      code: 'RAWI_CONFIG_INVALID',
      message: expect.stringContaining(named),
    })
  })
})

describe.skipIf(!hasBuiltinVoice())('hearing by Mistral', () => {
  it('recognises a turn, asked with nothing but the model and the sound', async () => {
    const voice = voiceOfTest()
    openai.transcripts = ['when do you open']
    const hearing = { provider: 'mistral', baseUrl: openai.baseUrl, model: 'voxtral', apiKey: 'key-of-test' } as const
    try {
      const { page } = await call({ hearing }, true)
      await page.say(await callerSays(voice, 'when do you open'))
      await page.until(() => page.answers().length === 2, 'the answer', 30_000)
      expect(page.captions('caller').map(({ text }) => text)).toEqual(['when do you open'])
      expect(openai.asked[0]).toMatchObject({ path: 'hearing', key: 'Bearer key-of-test', body: 'model file' })
      expect(openai.asked[0]?.seconds).toBeGreaterThan(0.5)
    } finally {
      await voice.close()
    }
  })
})
