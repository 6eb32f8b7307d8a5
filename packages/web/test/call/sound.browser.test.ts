import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../chromium.ts'
import { agentLine, type HouseOnPage, lineWith, openHouse, start, type, WHY, withoutChromium } from './house-on-page.ts'
import { clearedAt, correlation, listenIn, moments } from './listen-in.ts'
import { serveCall } from './server-of-test.ts'

const FAKES = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']

describe.skipIf(withoutChromium)(`the sound of a call in a browser ${WHY}`, () => {
  let house: HouseOnPage
  beforeAll(async () => {
    house = await openHouse(FAKES)
  })
  afterAll(() => house?.close())

  /** A page that is not there yet, so that a test may stand between it and the world. */
  async function blank(options: Parameters<typeof house.browser.newPage>[0] = {}) {
    const page = await house.browser.newPage(options)
    return { page, goto: () => page.goto(`${house.server.url}/call?lang=en`) }
  }

  it('shows a caller in the device check that they are heard', async () => {
    const { page, complaints } = await house.open('?lang=en')
    await page.click('text=Test the microphone')
    await page.waitForSelector('text=We hear you well')
    expect(await page.locator('select option').count()).toBeGreaterThan(1)
    await page.click('text=Stop the test')
    await page.waitForSelector('text=Test the microphone')
    expect(complaints).toEqual([])
    await page.close()
  })

  it('of the microphone goes up in frames of 20 ms at 16 kHz, and as silence while it is muted', async () => {
    const { page, goto } = await blank()
    const server = await serveCall(page)
    await goto()
    await start(page)
    expect(await server.until('start')).toMatchObject({ sound: { up: true, down: true }, language: 'en' })
    await expect.poll(() => server.frames.length, { timeout: 10_000 }).toBeGreaterThan(20)
    const [from, begun] = [performance.now(), server.frames.length]
    await page.waitForTimeout(2_500)
    const perSecond = ((server.frames.length - begun) * 1_000) / (performance.now() - from)
    // A busy machine hands some on late; frames of 10 ms, or of sound at 48 kHz, would be 100 or 150.
    expect(perSecond).toBeGreaterThan(35)
    expect(perSecond).toBeLessThan(65)
    expect(new Set(server.frames.map((frame) => frame.length))).toEqual(new Set([320]))
    // The fake device beeps once a second.
    expect(Math.max(...server.frames.flatMap((frame) => [...frame]))).toBeGreaterThan(1_000)

    await page.click('[aria-label="Mute the microphone"]')
    await server.until('mute', ({ muted }) => muted)
    await page.waitForTimeout(200)
    server.frames.length = 0
    await expect.poll(() => server.frames.length, { timeout: 10_000 }).toBeGreaterThan(60)
    expect(server.frames.every((frame) => frame.every((sample) => sample === 0))).toBe(true)
    await page.close()
  })

  it('says on the page that a person was asked for, that one speaks, and at the end that the call was theirs', async () => {
    const { page, goto } = await blank()
    const server = await serveCall(page)
    await goto()
    await start(page)
    await server.until('start')
    server.say({ type: 'transferred', to: 'wants the manager' })
    await page.waitForSelector('[role=status]:text-is("A colleague was asked to help")')
    server.say({ type: 'state', state: 'thinking' })
    server.say({ type: 'operator', present: true })
    await page.waitForSelector('[role=status]:text-is("A colleague is with you now")')
    server.say({ type: 'error', code: 'RAWI_MODEL_FAILED', message: '' })
    await page.waitForSelector('text=There was no answer. Please say it again.')
    server.say({ type: 'ended', reason: 'transferred', conversation: 'c', saved: true, seconds: 65, messages: 2 })
    await page.waitForSelector('text=The call was handed to a colleague.')
    // Nobody can say anything again.
    expect(await page.locator('text=There was no answer').count()).toBe(0)
    await page.close()
  })

  it('of the agent is reported as it is played, held, and silent within 150 ms when the caller interrupts', async () => {
    const { page, goto } = await blank()
    await listenIn(page, false)
    const server = await serveCall(page)
    await goto()
    await start(page)
    server.speak(1, 6)
    const first = await server.until('played', ({ position }) => position > 4_800)
    expect(first.utterance).toBe(1)

    server.say({ type: 'playback', action: 'pause', utterance: 1, position: first.position })
    const reports = () => server.said.filter((message) => message.type === 'played')
    let held = first
    const isHeld = async () => {
      const before = reports().at(-1)
      await page.waitForTimeout(300)
      held = reports().at(-1) ?? first
      return held === before
    }
    await expect.poll(isHeld, { timeout: 10_000 }).toBe(true)
    server.say({ type: 'playback', action: 'resume', utterance: 1, position: 0 })
    await server.until('played', ({ position }) => position > held.position + 12_000)

    server.say({ type: 'playback', action: 'clear', utterance: 1, position: 0 })
    await expect.poll(() => clearedAt(page), { timeout: 10_000 }).toBeDefined()
    await page.waitForTimeout(500)
    // From the moment the message is there: how long a busy machine of a test takes to hand it on is not the page's.
    const cut = (await clearedAt(page)) ?? Number.NaN
    const heard = await moments(page)
    const sounding = heard.filter(({ now }) => now > 0.01)
    expect(sounding.some(({ at }) => at > cut - 100)).toBe(true)
    expect((sounding.at(-1)?.at ?? 0) - cut).toBeLessThan(150)

    server.speak(2, 0.2)
    expect(
      await server.until('played', ({ utterance, position }) => utterance === 2 && position === 4_800),
    ).toBeDefined()
    await page.close()
  })

  it('moves the lips: what is drawn at the mouth goes with what is played', async () => {
    // With reduced motion nothing but the mouth moves.
    const { page, goto } = await blank({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } })
    await listenIn(page, true)
    await goto()
    await page.waitForSelector('canvas[data-alive]')
    await start(page)
    await agentLine(page, 1)
    await type(page, 'What are your opening hours?')
    await agentLine(page, 2)
    const heard = await moments(page)
    const spoken = heard.slice(
      heard.findIndex(({ loud }) => loud > 0.01),
      heard.findLastIndex(({ loud }) => loud > 0.01),
    )
    expect(spoken.length).toBeGreaterThan(60)
    // Speech is loud with lips nearly shut, too, and silent with them open: what tells is that both agree best when the
    // picture is compared with the sound of the same moment, and much less with that of a fifth of a second away.
    const shifts = Array.from({ length: 31 }, (_, i) => i - 15)
    const agreement = new Map(shifts.map((shift) => [shift, correlation(spoken, shift)]))
    const best = shifts.toSorted((a, b) => (agreement.get(b) ?? -1) - (agreement.get(a) ?? -1))[0] ?? 99
    const most = agreement.get(best) ?? -1
    expect(best).toBeGreaterThanOrEqual(-2)
    expect(best).toBeLessThanOrEqual(6)
    console.log(`the whole page: r ${most.toFixed(2)}, ${best} frames later, over ${spoken.length} frames`)
    expect(most).toBeGreaterThan(0.5)
    expect(most - Math.max(agreement.get(best - 12) ?? -1, agreement.get(best + 12) ?? -1)).toBeGreaterThan(0.45)
    await page.close()
  })

  it('is not needed: without permission the same call goes on in writing, with the way to mend it', async () => {
    const strict = await launchChromium('--deny-permission-prompts', '--use-fake-device-for-media-stream')
    const page = await strict.newPage()
    const server = await serveCall(page)
    await page.goto(`${house.server.url}/call?lang=en`)
    await page.click('text=Test the microphone')
    await page.waitForSelector('text=The microphone is not allowed')
    await start(page)
    expect(await server.until('start')).toMatchObject({ sound: { up: false, down: true } })
    await page.waitForSelector('text=press the icon beside the address')
    await type(page, 'I am writing')
    const { id, text } = await server.until('text')
    server.say({ type: 'caption', id: `typed-${id}`, speaker: 'caller', status: 'final', text })
    server.say({ type: 'taken', id })
    expect(await lineWith(page, 'I am writing', 'caller')).toContain('You')
    await strict.close()
  })

  it('is not needed: without a microphone the page says how to get one', async () => {
    const poor = await launchChromium('--use-fake-ui-for-media-stream')
    const page = await poor.newPage()
    const server = await serveCall(page)
    await page.goto(`${house.server.url}/call?lang=en`)
    await start(page)
    expect(await server.until('start')).toMatchObject({ sound: { up: false } })
    await page.waitForSelector('text=There is no microphone')
    await poor.close()
  })

  it('can be the browser’s own hearing: its guesses and words go to the agent, its echo does not', async () => {
    const { page, goto } = await blank()
    await page.addInitScript(() => {
      class Recognition extends EventTarget {
        start() {
          Object.assign(globalThis, {
            hear: (transcript: string, isFinal: boolean) =>
              this.dispatchEvent(
                Object.assign(new Event('result'), {
                  resultIndex: 0,
                  results: [Object.assign([{ transcript }], { isFinal })],
                }),
              ),
          })
        }
        abort() {}
      }
      Object.assign(globalThis, { SpeechRecognition: Recognition, webkitSpeechRecognition: Recognition })
    })
    await goto()
    await start(page)
    await page.click('button:has-text("Speak")')
    await page.waitForSelector('text=may send the sound to the company')
    await agentLine(page, 1)
    await page.evaluate('hear("What are your", false)')
    await page.evaluate('hear("What are your opening hours", true)')
    expect(await lineWith(page, 'What are your opening hours', 'caller')).toContain('You')
    await page.waitForSelector('[data-state=speaking]')
    await page.waitForSelector('[data-subtitle]:has-text("open")')
    const echo = await page.textContent('[data-subtitle]')
    await page.evaluate(
      (words) => (globalThis as unknown as { hear(words: string, final: boolean): void }).hear(words, true),
      echo ?? '',
    )
    expect(await agentLine(page, 2)).not.toContain('interrupted')
    expect(await page.locator('li[data-speaker=caller]').count()).toBe(1)
    await page.close()
  })
})
