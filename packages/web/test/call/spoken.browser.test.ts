import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBuiltinVoice } from '../../../agent/src/index.ts'
import { type OpenaiStandIn, openaiStandIn } from '../../../agent/test/models/openai-stand-in.ts'
import { callerFile, callerSays, joined, voiceOfTest } from '../../../agent/test/speech/speech-of-test.ts'
import { type HouseOnPage, kept, lineWith, openHouse, start, WHY, withoutChromium } from './house-on-page.ts'
import { listenIn, type Moment, moments, pausedAt } from './listen-in.ts'

const RATE = 16_000
const QUIET_S = 3
const QUESTION = 'What are your opening hours?'
/** As loud as speech, or as quiet as none. */
const SOUNDS = 0.01
/** Between two looks of a page that keeps up. */
const LOOKS_MS = 50

describe.skipIf(withoutChromium || !hasBuiltinVoice())(`a caller who speaks into a microphone ${WHY}`, () => {
  let house: HouseOnPage
  let stand: OpenaiStandIn
  let folder: string

  beforeAll(async () => {
    const voice = voiceOfTest()
    const quiet = new Int16Array(QUIET_S * RATE)
    const asked = joined([quiet, await callerSays(voice, QUESTION), quiet])
    await voice.close()
    folder = await mkdtemp(join(tmpdir(), 'rawi-microphone-'))
    const file = join(folder, 'caller.wav')
    await writeFile(file, callerFile(asked))
    stand = await openaiStandIn()
    stand.transcripts = [QUESTION]
    house = await openHouse(
      // The browser plays the file into its microphone again and again: the caller asks every few seconds.
      [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${file}`,
      ],
      { RAWI_HEARING_URL: stand.baseUrl, RAWI_HEARING_MODEL: 'whisper-1' },
    )
  })
  afterAll(async () => {
    await house?.close()
    await stand?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('hears the greeting, is heard and answered, and cuts the agent short by speaking; all of that is kept', async () => {
    const page = await house.browser.newPage()
    await listenIn(page, false)
    const measured = async () => interruptions(await moments(page), await pausedAt(page))
    await page.goto(`${house.server.url}/call?lang=en`)
    await start(page)
    await lineWith(page, 'Welcome to Naranj Academy', 'agent')
    await lineWith(page, QUESTION, 'caller')
    await lineWith(page, 'Saturday to Thursday', 'agent')
    const cut = page.locator('[role=log] li[data-speaker=agent]', { hasText: 'interrupted' })
    await cut.first().waitFor({ timeout: 40_000 })
    // A machine that is busy elsewhere for a moment holds one of them up.
    const least = async () => Math.min(...(await measured()))
    await expect.poll(least, { timeout: 60_000, interval: 1_000 }).toBeLessThan(150)
    console.log(`silent ${(await measured()).map(Math.round).join(', ')} ms after the caller began`)
    await page.click('text=End the call')
    expect(await kept(page)).toHaveProperty('Name')

    // What reached the stand-in was the question, not a click of the line.
    expect(stand.asked.filter(({ path }) => path === 'hearing').every(({ seconds = 0 }) => seconds > 1)).toBe(true)
    const { items } = await house.ask('/v1/conversations')
    const { messages } = await house.ask(`/v1/conversations/${items[0].id}`)
    const said = messages.filter(({ role }: Said) => role === 'user')
    expect(said.length).toBeGreaterThan(1)
    expect(said.every(({ content }: Said) => content === QUESTION)).toBe(true)
    const short = messages.find(({ interrupted }: Said) => interrupted)
    expect(short.heard.length).toBeLessThan(short.content.length)
    expect(short.content.startsWith(short.heard)).toBe(true)
    await page.close()
  })
})

interface Said {
  readonly role: string
  readonly content: string
  readonly heard: string
  readonly interrupted: boolean
}

/**
 * Milliseconds from each beginning of the caller's voice that cut the agent short to the agent's silence, which may fall between two
 * words. Of a page that did not look often enough nothing is known.
 */
function interruptions(heard: readonly Moment[], paused: readonly number[]): number[] {
  return paused.flatMap((pause) => {
    const around = heard.filter(({ at }) => at > pause - 1_000 && at < pause + 500)
    const begins = around.findIndex(({ said }) => said > SOUNDS)
    const [before, begin] = [around[begins - 1]?.at, around[begins]?.at]
    const silent = around.findLast(({ now }) => now > SOUNDS)?.at
    const known = before !== undefined && begin !== undefined && silent !== undefined && begin - before < LOOKS_MS
    return known ? [Math.max(silent, pause) - before] : []
  })
}
