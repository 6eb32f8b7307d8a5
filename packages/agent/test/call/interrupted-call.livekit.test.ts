import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AGENT_RATE } from '../../src/call/bounds.ts'
import { type CallDesk, hasBuiltinVoice, type OpenModels, openModels, type Speaker } from '../../src/index.ts'
import { type OpenaiStandIn, openaiStandIn } from '../models/openai-stand-in.ts'
import { callerSays, voiceOfTest } from '../speech/speech-of-test.ts'
import { openDesk, persona, recorderWithoutDatabase } from './calls-of-test.ts'
import type { PageOptions } from './page.ts'

const { says } = persona
const SPEAKS = { up: true, down: true } as const
const { recorder } = recorderWithoutDatabase()
const desks: CallDesk[] = []
let models: OpenModels
let stand: OpenaiStandIn
let voice: Speaker

describe.skipIf(!hasBuiltinVoice())('an agent that is speaking', () => {
  beforeAll(async () => {
    voice = voiceOfTest()
    stand = await openaiStandIn()
    models = await openModels({ hearing: { baseUrl: stand.baseUrl, model: 'whisper-1' } })
  })
  afterAll(async () => {
    await models.close()
    await voice.close()
    await stand.close()
  })
  afterEach(() => Promise.all(desks.splice(0).map((desk) => desk.close())))

  async function greeting(options: PageOptions = {}) {
    const opened = await openDesk({ recorder: recorder(), models })
    desks.push(opened.desk)
    const page = await opened.call({ language: 'en', sound: SPEAKS, ...options })
    await page.until(() => (page.sound.get(1)?.samples.length ?? 0) > 0, 'sound')
    const [call] = opened.desk.calls
    if (!call) throw new Error('no call runs')
    return { page, call }
  }

  const halfASecond = (page: Awaited<ReturnType<typeof greeting>>['page']) =>
    page.until(() => (page.sound.get(1)?.played ?? 0) > AGENT_RATE / 2, 'half a second of the greeting')

  it('is interrupted by typing, and keeps what was heard', async () => {
    const { page, call } = await greeting()
    await halfASecond(page)
    expect(await page.ask('when do you open?')).toBe(says.greeting.en.display)
    await page.beginsToSay('Saturday to Thursday')
    expect(page.all('playback').find(({ action }) => action === 'clear')).toMatchObject({ utterance: 1 })
    const [greeted] = call.conversation.messages
    expect(greeted).toMatchObject({ interrupted: true, content: says.greeting.en.display })
    expect(says.greeting.en.display.startsWith(greeted?.heard ?? '-')).toBe(true)
  })

  it('keeps the delays of an answer that was broken off', async () => {
    const { page, call } = await greeting()
    page.type('when do you open?')
    await page.until(() => (page.sound.get(2)?.played ?? 0) > AGENT_RATE / 2, 'half a second of the answer')
    page.type('my name is Sara Haddad')
    await page.until(() => (page.sound.get(3)?.played ?? 0) > AGENT_RATE / 2, 'half a second of the next answer')
    page.send({ type: 'end' })
    await page.until(() => page.closed, 'the end')
    const answers = call.conversation.messages.filter(({ role }) => role === 'assistant').slice(1)
    expect(answers).toHaveLength(2)
    for (const { interrupted, metadata } of answers) {
      expect(interrupted).toBe(true)
      expect(metadata).toMatchObject({
        typed_turn: true,
        first_audio_ms: expect.any(Number),
        heard_ms: expect.any(Number),
      })
    }
  })

  it.each([0, 30, 120, 400])(
    'is known by page and record alike to have been heard, whatever is typed %i ms apart',
    async (gap) => {
      const { page, call } = await greeting()
      const asked = ['when do you open?', 'how much is IELTS?', 'where are you?', 'hello']
      for (let n = 0; n < 8; n++) {
        page.type(`${asked[n % asked.length]} ${n}`)
        await wait(gap)
      }
      page.type('my name is Sara Haddad')
      await page.beginsToSay('Nice to meet you')
      await page.until(
        () => (page.sound.get(Math.max(...page.sound.keys()))?.played ?? 0) > AGENT_RATE,
        'a second of it',
      )
      page.send({ type: 'end' })
      await page.until(() => page.closed, 'the end')
      const shown = page.captions('agent').map(({ text, heard }) => heard ?? text)
      const kept = call.conversation.messages.filter(({ role }) => role === 'assistant')
      expect(kept.map(({ heard, content }) => heard ?? content).filter(Boolean)).toEqual(shown.filter(Boolean))
      expect(kept.every(({ interrupted }) => interrupted)).toBe(true)
      expect(page.captions('caller')).toHaveLength(9)
    },
  )

  it('is kept while it speaks with what has been heard so far, should its process die', async () => {
    const { page, call } = await greeting()
    await page.until(() => (call.conversation.messages[0]?.heard ?? '') !== '', 'what has been heard so far')
    expect(call.conversation.messages[0]).toMatchObject({ provisional: true, content: says.greeting.en.display })
    expect(says.greeting.en.display.startsWith(call.conversation.messages[0]?.heard ?? '-')).toBe(true)
    await page.until(() => page.answers().length === 1, 'the end of the greeting')
    expect(call.conversation.messages[0]).not.toHaveProperty('provisional')
    expect(call.conversation.messages[0]).not.toHaveProperty('heard')
  })

  it('is interrupted by what the browser itself has heard', async () => {
    const { page, call } = await greeting()
    await halfASecond(page)
    page.send({ type: 'heard', text: 'wait', final: false })
    await page.until(() => page.all('playback').some(({ action }) => action === 'clear'), 'silence')
    page.send({ type: 'heard', text: 'wait, when do you open', final: true })
    await page.beginsToSay('Saturday to Thursday')
    expect(page.captions('caller').map(({ text }) => text)).toEqual(['wait, when do you open'])
    expect(call.conversation.messages.map(({ role }) => role).slice(0, 2)).toEqual(['assistant', 'user'])
  })

  it('holds its breath at a noise, and goes on where it was', async () => {
    stand.transcripts = ['']
    const { page, call } = await greeting()
    await halfASecond(page)
    const cough = Int16Array.from({ length: 1_600 }, (_, at) => (at % 37 < 18 ? 9_000 : -9_000))
    await page.say(cough)
    await page.until(() => page.all('playback').some(({ action }) => action === 'pause'), 'a pause')
    await page.until(() => page.answers().length === 1, 'the end of the greeting')
    const actions = page.all('playback').map(({ action }) => action)
    expect(actions).toContain('resume')
    expect(actions).not.toContain('clear')
    expect(call.conversation.messages[0]?.interrupted).toBeUndefined()
    expect(page.captions('agent')[0]?.heard).toBeUndefined()
  })

  it('is not disturbed by a caller who is muted', async () => {
    const { page } = await greeting()
    page.send({ type: 'mute', muted: true })
    await page.say(await callerSays(voice, 'hello hello hello'))
    await page.until(() => page.answers().length === 1, 'the end of the greeting')
    expect(page.all('playback').map(({ action }) => action)).toEqual(['end'])
  })

  it('is believed to be heard by a page that plays without telling', async () => {
    const { page, call } = await greeting({ mute: true })
    await page.until(() => page.answers().length === 1, 'the end of the greeting')
    expect(call.conversation.messages[0]).toMatchObject({ content: says.greeting.en.display })
    expect(call.conversation.messages[0]?.interrupted).toBeUndefined()
  })

  it('goes on in text when the loudspeaker is gone, and aloud when it is back', async () => {
    const { page } = await greeting()
    await page.until(() => page.answers().length === 1, 'the greeting')
    page.send({ type: 'sound', sound: { up: false, down: false } })
    expect(await page.ask('hello')).toBe(says.hello.en.display)
    expect(page.sound.size).toBe(1)
    page.send({ type: 'sound', sound: { up: false, down: true } })
    await page.ask('hello again')
    expect(page.sound.size).toBe(2)
  })

  it('speaks Latin words in an Arabic sentence, and knows when they are said', async () => {
    const { page } = await greeting({ language: 'ar', sound: { up: false, down: true } })
    page.type('كم سعر دورة IELTS؟')
    await page.beginsToSay('تجريبيان')
    // The greeting was the first one.
    const utterance = 2
    const placed = () =>
      page
        .all('words')
        .filter((message) => message.utterance === utterance)
        .flatMap(({ words }) => words)
    const said = () => page.all('caption').findLast(({ text }) => text.includes('تجريبيان'))?.text ?? ''
    await page.until(() => placed().length > 0 && placed().length === said().split(' ').length, 'a place for each word')
    const words = placed()
    const answer = said()
    expect(words.map(({ start, end }) => answer.slice(start, end))).toContain('IELTS')
    const places = words.map(({ position }) => position)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
})
