import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AGENT_RATE } from '../../src/call/bounds.ts'
import { type CallDesk, hasBuiltinVoice, type OpenModels, openModels, type Speaker } from '../../src/index.ts'
import { type OpenaiStandIn, openaiStandIn } from '../models/openai-stand-in.ts'
import { callerSays, joined, loudness, voiceOfTest } from '../speech/speech-of-test.ts'
import { openDesk, persona, recorderWithoutDatabase } from './calls-of-test.ts'
import type { Page } from './page.ts'

const { says } = persona
const SPEAKS = { up: true, down: true } as const
const { recorder } = recorderWithoutDatabase()
const desks: CallDesk[] = []
let models: OpenModels
let stand: OpenaiStandIn
let voice: Speaker

describe.skipIf(!hasBuiltinVoice())('a spoken call', () => {
  beforeAll(async () => {
    voice = voiceOfTest()
    stand = await openaiStandIn()
    models = await openModels({ hearing: { baseUrl: stand.baseUrl, model: 'whisper-1' }, voice: 'builtin' })
  })
  afterAll(async () => {
    await models.close()
    await voice.close()
    await stand.close()
  })
  afterEach(async () => {
    await Promise.all(desks.splice(0).map((desk) => desk.close()))
    stand.transcripts = []
  })

  async function desk(options: Partial<Parameters<typeof openDesk>[0]> = {}) {
    const opened = await openDesk({ recorder: recorder(), models, ...options })
    desks.push(opened.desk)
    return opened
  }

  const soundOf = (page: Page, utterance: number) => joined(page.sound.get(utterance)?.samples ?? [])

  it('begins with a greeting that is heard, captioned, and has a place for each word and each movement of the mouth', async () => {
    const { call } = await desk()
    const page = await call({ language: 'ar', sound: SPEAKS })
    await page.until(() => page.answers().length === 1, 'the greeting')
    const sound = soundOf(page, 1)
    expect(sound.length / AGENT_RATE).toBeGreaterThan(2)
    expect(loudness(sound)).toBeGreaterThan(500)
    expect(page.sound.get(1)?.end).toBe(sound.length)
    expect(page.captions('agent')).toMatchObject([{ text: says.greeting.ar.display, utterance: 1, language: 'ar' }])
    const interim = page.all('caption').filter(({ status }) => status === 'interim')
    expect(interim.length).toBeGreaterThan(0)
    expect(interim.map(({ utterance }) => utterance)).toEqual(interim.map(() => 1))
    const words = page.all('words').flatMap((message) => message.words)
    const shown = words.map(({ start, end }) => says.greeting.ar.display.slice(start, end))
    expect(shown).toEqual(says.greeting.ar.display.split(' '))
    const places = words.map(({ position }) => position)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    const sounds = page.all('visemes').flatMap(({ timeline }) => timeline)
    expect(sounds.length).toBeGreaterThan(30)
    expect(sounds.at(-1)?.ms).toBeLessThanOrEqual((sound.length / AGENT_RATE) * 1_000)
    expect(page.all('state').map(({ state }) => state)).toEqual(['listening', 'speaking', 'listening'])
  })

  it('hears the caller, answers aloud, and keeps both with every delay on the way', async () => {
    stand.transcripts = ['what are your opening hours']
    const { call, desk: open } = await desk()
    const page = await call({ language: 'en', sound: SPEAKS })
    await page.until(() => page.answers().length === 1, 'the greeting')
    await page.say(await callerSays(voice, 'what are your opening hours'))
    await page.until(() => page.answers().length === 2, 'the answer', 30_000)
    expect(page.captions('caller').map(({ text }) => text)).toEqual(['what are your opening hours'])
    expect(page.answers()[1]).toContain('Saturday to Thursday')
    expect(loudness(soundOf(page, 2))).toBeGreaterThan(500)
    expect(stand.asked.findLast(({ path }) => path === 'hearing')?.seconds).toBeGreaterThan(1)
    const [running] = open.calls
    const kept = running?.conversation.messages ?? []
    expect(kept.map(({ role }) => role)).toEqual(['assistant', 'user', 'assistant'])
    expect(kept[2]?.metadata).toMatchObject({
      latency_ms: expect.any(Number),
      llm_first_token_ms: expect.any(Number),
      tts_first_byte_ms: expect.any(Number),
      playback_ms: expect.any(Number),
      first_audio_ms: expect.any(Number),
      heard_ms: expect.any(Number),
    })
    expect(kept[1]?.metadata).toMatchObject({
      transcription_ms: expect.any(Number),
      end_of_turn_ms: expect.any(Number),
    })
  })

  it('is silent 150 ms after the caller begins to speak, and keeps what was heard beside what was meant', async () => {
    stand.transcripts = ['stop please']
    const { call, desk: open } = await desk()
    const page = await call({ language: 'en', sound: SPEAKS })
    await page.until(() => (page.sound.get(1)?.played ?? 0) > AGENT_RATE, 'a second of the greeting')
    const words = await callerSays(voice, 'stop please, I have a question')
    const onset = words.findIndex((sample) => Math.abs(sample) > 1_000)
    await page.say(words)
    await page.until(() => page.answers().length === 2, 'the answer', 30_000)
    const silentAt = page.gotAt[page.got.findIndex(({ type }) => type === 'playback')] ?? 0
    expect(page.all('playback')[0]).toMatchObject({ action: 'pause', utterance: 1 })
    // Where the machine holds up page and agent alike, the sound that has left meanwhile tells.
    const left = page.leftAt.slice(Math.floor(onset / 320)).filter((at) => at <= silentAt)
    expect(left.length).toBeGreaterThan(0)
    expect(Math.min(silentAt - (left[0] ?? Number.NaN), left.length * 20)).toBeLessThan(150)
    expect(page.playedAt.filter((at) => at > silentAt + 40 && at < silentAt + 400)).toEqual([])
    const [greeting] = open.calls[0]?.conversation.messages ?? []
    expect(greeting).toMatchObject({ role: 'assistant', content: says.greeting.en.display, interrupted: true })
    const heard = greeting?.heard ?? ''
    expect(says.greeting.en.display.startsWith(heard)).toBe(true)
    expect(heard.split(' ').length).toBeGreaterThan(1)
    expect(heard.length).toBeLessThan(says.greeting.en.display.length)
    expect(page.captions('agent')[0]).toMatchObject({ text: says.greeting.en.display, heard })
  })
})
