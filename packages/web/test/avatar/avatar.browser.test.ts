import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, WHY, withoutChromium } from '../chromium.ts'
import type {} from './stage-page.ts'

const FRAMES = 200

describe.skipIf(withoutChromium)(`the avatar in a browser ${WHY}`, () => {
  let server: ViteDevServer
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    server = await createServer({
      configFile: false,
      root: fileURLToPath(new URL('../..', import.meta.url)),
      logLevel: 'error',
      server: { host: '127.0.0.1', port: 0, hmr: false, ws: false },
      optimizeDeps: { noDiscovery: true },
    })
    await server.listen()
    browser = await launchChromium('--autoplay-policy=no-user-gesture-required')
    page = await browser.newPage({ viewport: { width: 800, height: 800 } })
    await page.goto(`${server.resolvedUrls?.local[0]}test/avatar/stage.html`)
    await page.waitForFunction('globalThis.stage !== undefined')
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  /** Milliseconds that all threads of the page have computed: a busy machine makes frames late, not dear. */
  async function processorTime(): Promise<number> {
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    const { metrics } = await session.send('Performance.getMetrics')
    await session.detach()
    return (metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN) * 1000
  }

  it('tells a screen reader who is there', async () => {
    await page.evaluate(() => stage.open({ label: 'سارة، موظفة الاستقبال' }))
    expect(await page.evaluate(() => stage.canvas())).toEqual({
      role: 'img',
      label: 'سارة، موظفة الاستقبال',
      width: 720,
      height: 720,
    })
  })

  it('refuses a look that nobody painted', async () => {
    const error = await page.evaluate(() => stage.open({ look: 'nobody' }).catch((error: Error) => error.name))
    expect(error).toBe('RangeError')
  })

  it('moves its lips with the audio that is played, from visemes', async () => {
    await page.evaluate(() => stage.open({}))
    const { rms, aperture } = await page.evaluate(() => stage.follow('visemes'))
    const r = bestCorrelation(rms, aperture)
    console.log(`visemes: r ${r.toFixed(2)} over ${rms.length} frames`)
    expect(rms.length).toBeGreaterThan(60)
    expect(r).toBeGreaterThan(0.6)
  })

  it('moves its lips with the audio that is played, from the audio alone', async () => {
    await page.evaluate(() => stage.open({}))
    const { rms, aperture } = await page.evaluate(() => stage.follow('audio'))
    const r = bestCorrelation(rms, aperture)
    console.log(`audio: r ${r.toFixed(2)} over ${rms.length} frames`)
    expect(r).toBeGreaterThan(0.6)
  })

  it('draws nothing while it is scrolled away, and goes on afterwards', async () => {
    await page.evaluate(() => stage.open({}))
    await page.evaluate(() => scrollTo(0, 2000))
    await page.waitForFunction(`(async () => {
      const before = stage.frames()
      await new Promise((resolve) => setTimeout(resolve, 150))
      return stage.frames() === before
    })()`)
    const before = await page.evaluate(() => stage.frames())
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)))
    expect(await page.evaluate(() => stage.frames())).toBe(before)
    await page.evaluate(() => scrollTo(0, 0))
    await page.waitForFunction((count) => stage.frames() > count + 3, before)
  })

  it('draws nothing while its page is hidden', async () => {
    await page.evaluate(() => stage.open({}))
    const hide = (state: string) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
      return stage.frames()
    }
    const before = await page.evaluate(hide, 'hidden')
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)))
    expect(await page.evaluate(() => stage.frames())).toBe(before)
    await page.evaluate(hide, 'visible')
    await page.waitForFunction((count) => stage.frames() > count + 3, before)
  })

  it('with reduced motion keeps every pixel while idle, and still shows its state and its mouth', async () => {
    await page.evaluate(() => stage.open({ reducedMotion: true }))
    const connecting = await page.evaluate(() => stage.pixels())
    await page.evaluate(() => stage.avatar()?.setState('listening'))
    await page.waitForFunction((before) => stage.pixels() !== before, connecting)
    const idle = await page.evaluate(() => stage.pixels())
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)))
    expect(await page.evaluate(() => stage.pixels())).toBe(idle)
    await page.evaluate(() => stage.avatar()?.setState('thinking'))
    await page.waitForFunction((before) => stage.pixels() !== before, idle)
  })

  it('is ready only when the person stands there, even if the canvas changed its size meanwhile', async () => {
    const [resized, painted] = await page.evaluate(() => stage.openAndResize(600))
    expect(resized).toEqual([600, 600])
    expect(painted).toBeGreaterThan(20)
  })

  it('without reduced motion is never quite still', async () => {
    await page.evaluate(() => stage.open({}))
    const before = await page.evaluate(() => stage.pixels())
    await page.waitForFunction((pixels) => stage.pixels() !== pixels, before)
  })

  it('keeps its chin as it was painted while the jaw is closed, however high the face is', async () => {
    for (let height = 100; height < 109; height++)
      expect(await page.evaluate((high) => stage.closedJaw(high), height)).toBe(0)
  })

  it('leaves nothing behind where the head was, though only what moved is drawn', async () => {
    const [first, aside, again] = await page.evaluate(() => stage.thereAndBack())
    expect(aside).not.toBe(first)
    expect(again).toBe(first)
  })

  it('gives its picture away as PNG and draws no more once closed', async () => {
    await page.evaluate(() => stage.open({}))
    expect(await page.evaluate(async () => (await stage.avatar()?.snapshot())?.type)).toBe('image/png')
    const frames = await page.evaluate(() => {
      stage.avatar()?.close()
      return stage.frames()
    })
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)))
    expect(await page.evaluate(() => stage.frames())).toBe(frames)
  })

  it.each(['layla', 'noor', 'karim', 'sami'])('draws %s at 720 by 720 in software', async (look) => {
    await page.evaluate((name) => stage.prepare(name), look)
    const before = await processorTime()
    const times = (await page.evaluate((count) => stage.time(count), FRAMES)).sort((a, b) => a - b)
    const processor = ((await processorTime()) - before) / FRAMES
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length
    const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN
    console.log(
      `${look}: mean ${mean.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms a frame by the clock, ${processor.toFixed(2)} ms of processor`,
    )
    // The budget is 4 ms; how much faster or slower this machine is, nobody knows, so only three times as much fails.
    expect(processor).toBeLessThan(12)
  })
})

/** Pearson's r of two series, at the shift of up to 6 frames that suits best: lips lead and are smoothed. */
function bestCorrelation(loudness: readonly number[], aperture: readonly number[]): number {
  const shifts = Array.from({ length: 13 }, (_, i) => i - 6)
  return Math.max(
    ...shifts.map((shift) =>
      shift < 0 ? pearson(loudness.slice(-shift), aperture) : pearson(loudness, aperture.slice(shift)),
    ),
  )
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const count = Math.min(a.length, b.length)
  const mean = (values: readonly number[]) => values.slice(0, count).reduce((sum, value) => sum + value, 0) / count
  const [meanA, meanB] = [mean(a), mean(b)]
  let [both, squareA, squareB] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    const [fromA, fromB] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB]
    both += fromA * fromB
    squareA += fromA * fromA
    squareB += fromB * fromB
  }
  return both / Math.sqrt(squareA * squareB)
}
