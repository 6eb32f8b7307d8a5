/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, WHY, withoutChromium } from '../../../web/test/chromium.ts'
import { runServer, type TestServer } from '../http/run-server.ts'

describe.skipIf(withoutChromium)(`the pages in a browser ${WHY}`, () => {
  let rawi: TestServer
  let browser: Browser
  beforeAll(async () => {
    rawi = await runServer({ RAWI_PASSWORD: 'correct horse battery' })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await rawi?.close()
  })

  /** A page whose complaints, such as those about the content security policy, are collected. */
  async function open(options: Parameters<Browser['newPage']>[0] = {}): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage(options)
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    return { page, complaints }
  }

  it('sign in by link and by password, and out again, without a script', async () => {
    const { page, complaints } = await open({ javaScriptEnabled: false })
    await page.goto(rawi.server.signInLink())
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/')
    expect(await page.textContent('[role=status]')).toContain('تم تسجيل الدخول')
    await page.click('text=تسجيل الخروج')
    expect(await page.textContent('[role=status]')).toContain('لم يتم تسجيل الدخول')
    await page.goto(`${rawi.url}/?lang=en`)
    await page.fill('input[name=password]', 'wrong horse battery')
    await page.click('button')
    expect(await page.textContent('[role=status]')).toContain('The password is wrong')
    await page.fill('input[name=password]', 'correct horse battery')
    await page.click('button')
    expect(await page.textContent('[role=status]')).toContain('Signed in')
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([])
    await page.close()
  })

  it('show the landing page from right to left, with its styles, in the dark too', async () => {
    const { page, complaints } = await open({ colorScheme: 'dark', viewport: { width: 360, height: 740 } })
    await page.goto(rawi.url)
    const seen = await page.evaluate(() => ({
      direction: getComputedStyle(document.body).direction,
      ground: getComputedStyle(document.body).backgroundColor,
      wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }))
    expect(seen).toEqual({ direction: 'rtl', ground: 'rgb(21, 23, 28)', wide: false })
    expect(complaints).toEqual([])
    await page.close()
  })

  it('show the API reference under its policy, and let a signed-in person try it', async () => {
    const { page, complaints } = await open()
    await page.goto(rawi.server.signInLink())
    await page.goto(`${rawi.url}/docs`)
    const operation = page.locator('#operations-access-get_v1_session')
    await operation.locator('button.opblock-summary-control').click()
    await operation.locator('button.execute').click()
    const answer = operation.locator('.live-responses-table .response-col_description pre').first()
    await expect.poll(() => answer.textContent(), { timeout: 10_000 }).toContain('"kind": "session"')
    expect(complaints).toEqual([])
    await page.close()
  })
})
