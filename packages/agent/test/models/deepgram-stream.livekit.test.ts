import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type CallDesk, hasBuiltinVoice, type OpenModels, openModels, type Speaker } from '../../src/index.ts'
import { openDesk, recorderWithoutDatabase } from '../call/calls-of-test.ts'
import { callerSays, voiceOfTest } from '../speech/speech-of-test.ts'
import { DEEPGRAM_KEY, type DeepgramStandIn, deepgramStandIn } from './deepgram-stand-in.ts'

const { recorder } = recorderWithoutDatabase()
const opened: (CallDesk | OpenModels)[] = []
let stand: DeepgramStandIn
let voice: Speaker

describe.skipIf(!hasBuiltinVoice())('Deepgram’s stream, as it hears a call', () => {
  beforeAll(async () => {
    voice = voiceOfTest()
    stand = await deepgramStandIn()
    stand.transcript = 'when do you open'
  })
  afterAll(async () => {
    await voice.close()
    await stand.close()
  })
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
    stand.asked.length = 0
  })

  async function call(apiKey = DEEPGRAM_KEY, up = true) {
    const hearing = {
      provider: 'deepgram',
      baseUrl: stand.url.replace('ws:', 'http:'),
      apiKey,
      model: 'nova-3',
    } as const
    const models = await openModels({ hearing, voice: 'none' })
    const { desk, call: ring } = await openDesk({ recorder: recorder(), models })
    opened.push(desk, models)
    const page = await ring({ language: 'en', sound: { up, down: false } })
    await page.until(() => page.answers().length === 1, 'the greeting')
    return page
  }
  const question = () => callerSays(voice, 'when do you open')

  it('guesses while the caller speaks and is sure at the end, in both languages, over one line', async () => {
    const page = await call()
    await page.say(await question())
    await page.until(() => page.answers().length === 2, 'the answer', 20_000)
    const lines = page.all('caption').filter(({ speaker }) => speaker === 'caller')
    expect(lines.map(({ text, status }) => `${status} ${text}`)).toEqual([
      'interim when',
      'interim when do',
      'interim when do you',
      'final when do you open',
    ])
    expect(new Set(lines.map(({ id }) => id)).size).toBe(1)
    await page.say(await question())
    await page.until(() => page.answers().length === 3, 'the second answer', 20_000)
    expect(stand.asked).toHaveLength(1)
    const asked = new URL(stand.asked[0]?.path ?? '', 'ws://x').searchParams
    expect([asked.get('model'), asked.get('language'), asked.getAll('language_hint').sort()]).toEqual([
      'nova-3',
      'multi',
      ['ar', 'en'],
    ])
  })

  it('takes no line for a caller who types', async () => {
    const page = await call(DEEPGRAM_KEY, false)
    await page.ask('when do you open?')
    expect(stand.asked).toEqual([])
  })

  it('whose line goes: the caller is told, and is heard again on another', async () => {
    const page = await call()
    await page.say(await question())
    await page.until(() => page.answers().length === 2, 'the answer', 20_000)
    stand.cut()
    await page.until(() => page.errors().includes('RAWI_HEARING_FAILED'), 'an error of hearing')
    // What is said before there is another line is lost, as the caller was told: they say it again.
    for (let times = 0; times < 3 && page.answers().length < 3; times++) {
      await page.say(await question())
      await page.until(() => page.answers().length === 3, 'the next answer', 4_000).catch(() => {})
    }
    expect(page.answers()).toHaveLength(3)
    expect(stand.asked).toHaveLength(2)
    expect(page.errors()).toEqual(['RAWI_HEARING_FAILED'])
    expect(page.closed).toBe(false)
  })

  it('that turns a wrong key away: the caller is told, and types', async () => {
    const page = await call('another')
    await page.until(() => page.errors().includes('RAWI_HEARING_FAILED'), 'an error of hearing', 20_000)
    expect(await page.ask('when do you open?')).toContain('Saturday to Thursday')
    expect(page.closed).toBe(false)
  })
})
