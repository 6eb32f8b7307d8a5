import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CallDesk, hasBuiltinVoice, type OpenModels, openModels, type Speaker } from '../../src/index.ts'
import { loadPlugin } from '../../src/models/load-plugin.ts'
import { openDesk, persona, recorderWithoutDatabase } from '../call/calls-of-test.ts'
import { callerSays, joined, loudness, speechOf, voiceOfTest } from '../speech/speech-of-test.ts'
import { KEY, type ProviderStandIn, providerStandIn } from './provider-stand-in.ts'

const { recorder } = recorderWithoutDatabase()
const opened: (CallDesk | OpenModels)[] = []
let stand: ProviderStandIn
let voice: Speaker

describe.skipIf(!hasBuiltinVoice())('Deepgram and ElevenLabs, as they speak', () => {
  beforeAll(async () => {
    voice = voiceOfTest()
    stand = await providerStandIn()
  })
  afterAll(async () => {
    await voice.close()
    await stand.close()
  })
  beforeEach(() => {
    stand.speech = (text) => speechOf(voice, text)
  })
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
    stand.asked.length = 0
  })

  async function call(apiKey: string) {
    const models = await openModels({
      hearing: { provider: 'deepgram', baseUrl: stand.url, apiKey, model: 'nova-2' },
      voice: { provider: 'elevenlabs', baseUrl: `${stand.url}/v1`, apiKey, model: 'eleven_flash_v2_5', voice: 'v 1' },
    })
    const { desk, call: ring } = await openDesk({ recorder: recorder(), models })
    opened.push(desk, models)
    return ring({ language: 'en', sound: { up: true, down: true } })
  }

  it('hear a turn and speak the answer to it', async () => {
    stand.transcript = 'when do you open'
    const page = await call(KEY)
    await page.until(() => page.answers().length === 1, 'the greeting')
    await page.say(await callerSays(voice, 'when do you open'))
    await page.until(() => page.answers().length === 2, 'the answer', 30_000)
    expect(page.captions('caller').map(({ text }) => text)).toEqual(['when do you open'])
    expect(loudness(joined(page.sound.get(2)?.samples ?? []))).toBeGreaterThan(500)
    const heard = stand.asked.find(({ path }) => path.startsWith('/v1/listen'))
    expect(heard?.path).toContain('model=nova-2')
    expect(heard?.path).toContain('detect_language=true')
    expect(heard?.body.subarray(0, 4).toString()).toBe('RIFF')
    const spoken = stand.asked.find(({ path }) => path.startsWith('/v1/text-to-speech'))
    expect(spoken?.path).toBe('/v1/text-to-speech/v%201/stream?output_format=pcm_24000')
    expect(JSON.parse(spoken?.body.toString() ?? '{}')).toMatchObject({ model_id: 'eleven_flash_v2_5' })
  })

  it('change parts: one hears Arabic and says so, the other speaks', async () => {
    stand.transcript = 'متى تفتحون'
    // An English voice would spell Arabic letter by letter.
    stand.speech = () => speechOf(voice, 'we open at nine')
    const models = await openModels({
      hearing: { provider: 'elevenlabs', baseUrl: `${stand.url}/v1`, apiKey: KEY, model: 'scribe_v2' },
      voice: { provider: 'deepgram', baseUrl: stand.url, apiKey: KEY, model: 'aura-2-thalia-en' },
    })
    const { desk, call: ring } = await openDesk({ recorder: recorder(), models })
    opened.push(desk, models)
    const page = await ring({ language: 'en', sound: { up: true, down: true } })
    await page.until(() => page.answers().length === 1, 'the greeting')
    await page.say(await callerSays(voice, 'when do you open'))
    await page.until(() => page.answers().length === 2, 'the answer', 30_000)
    expect(page.captions('caller').map(({ text }) => text)).toEqual(['متى تفتحون'])
    expect(page.answers()[1]).toMatch(/[ء-ي]/)
    expect(loudness(joined(page.sound.get(2)?.samples ?? []))).toBeGreaterThan(500)
    const heard = stand.asked.find(({ path }) => path === '/v1/speech-to-text')?.body.toString('latin1') ?? ''
    expect(heard.match(/(?<= name=")\w+/g)).toEqual(['model_id', 'tag_audio_events', 'file'])
    const spoken = stand.asked.find(({ path }) => path.startsWith('/v1/speak'))
    expect(spoken?.path).toBe('/v1/speak?model=aura-2-thalia-en&encoding=linear16&container=none&sample_rate=24000')
    expect(Object.keys(JSON.parse(spoken?.body.toString() ?? '{}'))).toEqual(['text'])
  })

  it('refuse a wrong key: the caller is told of both, and the call goes on in text', async () => {
    const page = await call('another')
    await page.until(() => page.errors().includes('RAWI_VOICE_FAILED'), 'an error of the voice')
    await page.until(() => page.answers().length === 1, 'the greeting in text', 5_000)
    expect(page.answers()).toEqual([persona.says.greeting.en.display])
    await page.say(await callerSays(voice, 'hello are you there'))
    await page.until(() => page.errors().includes('RAWI_HEARING_FAILED'), 'an error of hearing', 30_000)
    expect(await page.ask('when do you open?')).not.toBe(persona.says.failed.en.display)
    expect(page.closed).toBe(false)
  })
})

describe('other providers', () => {
  it.each([
    [{ hearing: { provider: 'deepgram', model: 'nova-3' } }, 'hearing.apiKey'],
    [{ hearing: { provider: 'whisperers', model: 'm' } }, 'hearing.provider'],
  ])('%j are refused, and the fault named', async (settings, named) => {
    await expect(openModels(settings as never)).rejects.toMatchObject({
      code: 'RAWI_CONFIG_INVALID',
      message: expect.stringContaining(named),
    })
  })

  it('whose package is missing say how it is installed', async () => {
    const absent = '@livekit/agents-plugin-absent'
    await expect(loadPlugin('absent', () => import(absent))).rejects.toMatchObject({
      code: 'RAWI_CONFIG_INVALID',
      message: expect.stringContaining('npm install @livekit/agents-plugin-absent@1.9.0'),
    })
  })
})
