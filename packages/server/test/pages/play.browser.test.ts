/// <reference lib="dom" />
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ffmpegOfLiveKit } from '../../../agent/src/voice/tape/opus-encoder.ts'
import { CHROMIUM, launchChromium, withoutChromium } from '../../../web/test/chromium.ts'
import { runServer, type TestServer } from '../http/run-server.ts'
import { keepSound } from '../records/keep-sound.ts'

const AXE = createRequire(import.meta.resolve('@rawi/web/package.json')).resolve('axe-core/axe.min.js')
const runs = !withoutChromium && ffmpegOfLiveKit() !== undefined

describe.skipIf(!runs)(`the page of a recording (skipped where there is no ${CHROMIUM} or no encoder)`, () => {
  let rawi: TestServer
  let browser: Browser
  let id: string
  beforeAll(async () => {
    rawi = await runServer()
    browser = await launchChromium()
    const turns = [
      { role: 'assistant', content: 'Hello there caller', from: 0.5, to: 2 },
      { role: 'user', content: 'مرحبا <b>كيف</b> الحال', from: 2.5, to: 4 },
    ] as const
    id = (await keepSound(rawi, 4.5, turns)).id
  })
  afterAll(async () => {
    await browser?.close()
    await rawi?.close()
  })

  async function open(query = '', options: Parameters<Browser['newPage']>[0] = {}) {
    const page = await browser.newPage(options)
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(rawi.server.signInLink())
    await page.goto(`${rawi.url}/play/${id}${query}`)
    await page.waitForFunction(() => (document.querySelector('audio')?.readyState ?? 0) >= 1)
    return { page, complaints }
  }
  const seek = (page: Page, seconds: number) =>
    page.evaluate((to) => {
      const sound = document.querySelector('audio') as HTMLAudioElement
      sound.currentTime = to
    }, seconds)
  const now = (page: Page) =>
    page.evaluate(() => ({
      word: document.querySelector('.word.now')?.textContent ?? null,
      turn: document.querySelector('.turn[aria-current] strong')?.textContent ?? null,
    }))
  const time = (page: Page) => page.evaluate(() => document.querySelector('audio')?.currentTime ?? -1)

  it('highlights the word that is heard, wherever the sound is moved to', async () => {
    const { page, complaints } = await open('?lang=en')
    expect(await page.evaluate(() => document.querySelector('audio')?.duration)).toBeCloseTo(4.5, 0)
    // 6, 6 and 7 of 19 letters share 1.5 s.
    const heard = { 0.6: 'Hello', 1.1: 'there', 1.6: 'caller', 2.6: 'مرحبا', 3.9: 'الحال' }
    for (const [at, word] of Object.entries(heard)) {
      await seek(page, Number(at))
      const turn = Number(at) < 2 ? 'Agent' : 'Caller'
      await expect.poll(() => now(page)).toEqual({ word, turn })
    }
    for (const silence of [0.1, 2.3, 4.3]) {
      await seek(page, silence)
      await expect.poll(() => page.locator('.word.now').count()).toBe(0)
    }
    expect(complaints).toEqual([])
    await page.close()
  })

  it('plays from a word that is pressed, and follows the sound from word to word', async () => {
    const { page, complaints } = await open()
    await page.click('.word:text-is("there")')
    await expect.poll(() => page.evaluate(() => document.querySelector('audio')?.paused)).toBe(false)
    expect(await time(page)).toBeGreaterThan(0.95)
    await expect.poll(async () => (await now(page)).word).toBe('caller')
    const at = await time(page)
    expect(at).toBeGreaterThan(1.4)
    expect(at).toBeLessThan(2.1)
    // What was said is text, whatever it looks like.
    expect(await page.locator('.turn b').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('is worked with the keyboard alone, in any layout', async () => {
    const { page } = await open()
    await page.keyboard.press('KeyJ')
    await expect.poll(async () => Math.abs((await time(page)) - 0.5) < 0.1).toBe(true)
    await expect.poll(async () => (await now(page)).turn).toBe('الوكيل')
    await page.keyboard.press('KeyJ')
    await expect.poll(async () => Math.abs((await time(page)) - 2.5) < 0.1).toBe(true)
    await expect.poll(async () => (await now(page)).turn).toBe('المتصل')
    await page.keyboard.press('KeyK')
    await expect.poll(async () => Math.abs((await time(page)) - 0.5) < 0.1).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('seek')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.querySelector('audio')?.paused)).toBe(false)
    await page.close()
  })

  it.each([
    ['', 'light', 'rtl'],
    ['', 'dark', 'rtl'],
    ['?lang=en', 'light', 'ltr'],
    ['?lang=en', 'dark', 'ltr'],
  ] as const)('is readable for everybody: %s %s %s', async (query, colorScheme, direction) => {
    const { page } = await open(query, { colorScheme, viewport: { width: 360, height: 740 }, bypassCSP: true })
    await seek(page, 1.1)
    await expect.poll(async () => (await now(page)).word).toBe('there')
    await page.addScriptTag({ path: AXE })
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      const { violations } = await axe.run()
      return {
        violations: violations.map(({ id }) => id),
        direction: getComputedStyle(document.body).direction,
        wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      }
    })
    expect(found).toEqual({ violations: [], direction, wide: false })
    await page.close()
  })
})
