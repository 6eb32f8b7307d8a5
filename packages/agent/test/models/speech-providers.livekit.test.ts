import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallDesk, hasBuiltinVoice, type OpenModels, openModels, type Speaker } from '../../src/index.ts'
import { openDesk, persona, recorderWithoutDatabase } from '../call/calls-of-test.ts'
import { callerSays, joined, loudness, speechOf, voiceOfTest } from '../speech/speech-of-test.ts'
import { KEY } from './provider-stand-in.ts'
import { type SpeechStandIn, speechStandIn } from './speech-stand-in.ts'

const { recorder } = recorderWithoutDatabase()
const opened: (CallDesk | OpenModels)[] = []
/** The sentences of all three, as they left the server. */
const made: Int16Array[] = []
let stand: SpeechStandIn
let voice: Speaker

describe.skipIf(!hasBuiltinVoice())('Google, Mistral and xAI, as they hear and speak', () => {
  beforeAll(async () => {
    voice = voiceOfTest()
    stand = await speechStandIn()
    stand.transcript = 'when do you open'
    stand.speech = async (text) => {
      const samples = await speechOf(voice, text)
      made.push(samples)
      return samples
    }
  })
  afterAll(async () => {
    for (const one of opened.splice(0)) await one.close()
    await voice.close()
    await stand.close()
  })

  async function ring(settings: Parameters<typeof openModels>[0]) {
    const models = await openModels(settings)
    const { desk, call } = await openDesk({ recorder: recorder(), models })
    opened.push(desk, models)
    return call({ language: 'en', sound: { up: true, down: true } })
  }

  it.concurrent.each([
    {
      provider: 'google' as const,
      version: '',
      ears: { model: 'gemini-ears' },
      mouth: { model: 'gemini-mouth', voice: 'Kore' },
      hears: '/v1beta/models/gemini-ears:generateContent',
      speaks: '/v1beta/models/gemini-mouth:streamGenerateContent?alt=sse',
      told: { generationConfig: { speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } } } },
    },
    {
      provider: 'mistral' as const,
      version: '/v1',
      ears: { model: 'voxtral-mini' },
      mouth: { model: 'voxtral-mini-tts', voice: 'en_paul_neutral' },
      hears: '/v1/audio/transcriptions',
      speaks: '/v1/audio/speech',
      told: { model: 'voxtral-mini-tts', voice_id: 'en_paul_neutral', response_format: 'pcm', stream: true },
    },
    {
      provider: 'xai' as const,
      version: '/v1',
      ears: {},
      mouth: { voice: 'eve' },
      hears: '/v1/stt',
      speaks: '/v1/tts',
      told: { voice_id: 'eve', language: 'auto', output_format: { codec: 'pcm', sample_rate: 24_000 } },
    },
  ])('$provider hears a turn, and speaks the answer to it as it was made', async (given) => {
    const { provider, version, ears, mouth, hears, speaks, told } = given
    const address = { baseUrl: `${stand.url}${version}`, apiKey: KEY }
    const page = await ring({
      hearing: { provider, ...address, ...ears } as never,
      voice: { provider, ...address, ...mouth } as never,
    })
    await page.until(() => page.answers().length === 1, 'the greeting')
    const greeting = joined(page.sound.get(1)?.samples ?? [])
    // Silence is laid around sentences; what lies between is what came, sample by sample.
    expect(Math.max(...made.map((sentence) => correlation(greeting, sentence)))).toBeGreaterThan(0.999)
    await page.say(await callerSays(voice, 'when do you open'))
    await page.until(() => page.answers().length === 2, 'the answer', 30_000)
    expect(page.captions('caller').map(({ text }) => text)).toEqual(['when do you open'])
    expect(loudness(joined(page.sound.get(2)?.samples ?? []))).toBeGreaterThan(500)
    const heard = stand.asked.find(({ path }) => path === hears)?.body ?? ''
    expect(heard).toMatch(provider === 'google' ? /"inlineData":\{"mimeType":"audio\/wav","data":"UklGR/ : /RIFF/)
    const spoken = stand.asked.find(({ path }) => path === speaks)
    expect(JSON.parse(Buffer.from(spoken?.body ?? '{}', 'latin1').toString())).toMatchObject(told)
    expect(page.errors()).toEqual([])
  })

  it('an answer of words instead of sound is a failure, and the call goes on in text', async () => {
    const mute = await speechStandIn()
    const address = { baseUrl: mute.url, apiKey: KEY }
    const page = await ring({ voice: { provider: 'google', ...address, model: 'gemini-mouth', voice: 'Kore' } })
    await page.until(() => page.errors().includes('RAWI_VOICE_FAILED'), 'an error of the voice')
    await page.until(() => page.answers().length === 1, 'the greeting in text')
    expect(page.answers()).toEqual([persona.says.greeting.en.display])
    expect(page.closed).toBe(false)
    await mute.close()
  })
})

/** Of the sound that came with the first of what was made, from where it begins. */
function correlation(came: Int16Array, made: Int16Array): number {
  const first = (samples: Int16Array) => samples.findIndex((level) => Math.abs(level) > 200)
  const [from, at] = [first(came), first(made)]
  let [product, ours, theirs] = [0, 0, 0]
  for (let n = 0; n < Math.min(12_000, made.length - at, came.length - from); n++) {
    const [a, b] = [came[from + n] ?? 0, made[at + n] ?? 0]
    product += a * b
    ours += a * a
    theirs += b * b
  }
  return product / Math.sqrt(ours * theirs || 1)
}
