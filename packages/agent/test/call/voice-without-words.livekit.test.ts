import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { CALLER_RATE } from '../../src/call/bounds.ts'
import { type CallDesk, type OpenModels, openModels } from '../../src/index.ts'
import { DEEPGRAM_KEY, deepgramStandIn } from '../models/deepgram-stand-in.ts'
import { openaiStandIn } from '../models/openai-stand-in.ts'
import { ScriptedBrain, type Step } from '../session/brains.ts'
import { openDesk, recorderWithoutDatabase } from './calls-of-test.ts'
import { EarsOfTest } from './ears-of-test.ts'

const { recorder } = recorderWithoutDatabase()
const opened: (CallDesk | OpenModels)[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

/** A brain that counts how often it is asked. */
class CountingBrain extends ScriptedBrain {
  asked = 0
  onAsked: (time: number) => void = () => {}
  override chat(options: Parameters<ScriptedBrain['chat']>[0]): ReturnType<ScriptedBrain['chat']> {
    this.onAsked(++this.asked)
    return super.chat(options)
  }
}

const HEARING = {
  'a whole turn at a time': async () => {
    const stand = await openaiStandIn()
    onTestFinished(() => stand.close())
    return { hearing: { baseUrl: stand.baseUrl, model: 'whisper-1' }, voice: 'none' } as const
  },
  'word by word': async (transcript = '') => {
    const stand = await deepgramStandIn()
    stand.transcript = transcript
    onTestFinished(() => stand.close())
    const baseUrl = stand.url.replace('ws:', 'http:')
    return { hearing: { provider: 'deepgram', baseUrl, apiKey: DEEPGRAM_KEY, model: 'nova-3' }, voice: 'none' } as const
  },
}

/** A call without an agent's voice whose caller has a microphone. */
async function call(settings: Parameters<typeof openModels>[0], ...turns: Step[][]) {
  const models = await openModels(settings)
  const ears = new EarsOfTest()
  onTestFinished(() => ears.hush())
  const brain = new CountingBrain(...turns)
  const { desk, call: ring } = await openDesk({ recorder: recorder(), models: { ...models, brain, ears } })
  opened.push(desk, models)
  const page = await ring({ language: 'en', sound: { up: true, down: false } })
  await page.until(() => page.answers().length === 1, 'the greeting')
  const states = () => page.all('state').map(({ state }) => state)
  /** Resolves when a reply has begun and is over after the states so far. */
  const interrupted = async (since: number) => {
    const later = () => states().slice(since)
    const thought = () => later().indexOf('thinking')
    await page.until(() => thought() >= 0 && later().indexOf('listening', thought()) >= 0, 'the end of a reply')
  }
  const [running] = desk.calls
  const kept = () => running?.conversation.messages.slice(1).map(({ role, content }) => [role, content])
  return { page, ears, brain, states, interrupted, kept }
}

describe.each(Object.entries(HEARING))('a voice that gives no words, heard %s', (_, hearing) => {
  it('does not take the answer from what was typed meanwhile', async () => {
    const { page, ears, brain, states, interrupted, kept } = await call(await hearing(), ['We open at nine.'])
    ears.speak()
    const before = states().length
    page.type('when do you open?')
    await interrupted(before)
    expect(page.answers()).toHaveLength(1)
    ears.hush()
    await page.until(() => page.answers().length === 2, 'the answer')
    expect(page.answers()[1]).toBe('We open at nine.')
    expect(brain.asked).toBe(2)
    expect(kept()).toEqual([
      ['user', 'when do you open?'],
      ['assistant', 'We open at nine.'],
    ])
  })

  it('is answered once more, not for ever', async () => {
    const again = Promise.withResolvers<void>()
    const { page, ears, brain, states, interrupted } = await call(
      await hearing(),
      ['One.'],
      [again.promise, 'Two.'],
      ['Three.'],
    )
    ears.speak()
    let before = states().length
    page.type('when do you open?')
    await interrupted(before)
    before = states().length
    brain.onAsked = () => ears.speak()
    ears.hush()
    await interrupted(before)
    brain.onAsked = () => {}
    again.resolve()
    ears.hush()
    expect(await page.ask('hello?')).toBe('Three.')
    expect(brain.asked).toBe(3)
  })
})

it('a voice that gives words is a turn of its own: both are answered by one reply', async () => {
  const { page, ears, brain, states, interrupted } = await call(
    await HEARING['word by word']('and on Friday'),
    ['We open at nine.'],
    ['On Friday we are closed.'],
  )
  ears.speak()
  const before = states().length
  page.type('when do you open?')
  await interrupted(before)
  await page.say(new Int16Array(CALLER_RATE / 2).fill(8_000))
  await page.until(() => page.captions('caller').length === 2, 'the words of the voice')
  ears.hush()
  await page.until(() => page.answers().length === 2, 'the answer')
  expect(page.answers()[1]).toBe('On Friday we are closed.')
  expect(brain.asked).toBe(2)
})
