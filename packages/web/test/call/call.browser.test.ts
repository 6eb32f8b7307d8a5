import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  agentLine,
  type HouseOnPage,
  kept,
  lineWith,
  openHouse,
  start,
  type,
  WHY,
  withoutChromium,
} from './house-on-page.ts'

describe.skipIf(withoutChromium)(`a call in a browser ${WHY}`, () => {
  let house: HouseOnPage
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house?.close())

  it('in Arabic: greets, asks, notes name and number, is live while it runs, and shows what was kept', async () => {
    const { page, complaints } = await house.open()
    expect(await page.getAttribute('html', 'dir')).toBe('rtl')
    await page.evaluate(() => {
      const subtitles: string[] = []
      Object.assign(globalThis, { subtitles })
      new MutationObserver(() => {
        const text = document.querySelector('[data-subtitle]')?.textContent ?? ''
        if (text !== '' && text !== subtitles.at(-1)) subtitles.push(text)
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    await start(page)
    const greeting = 'أهلاً وسهلاً بكم في أكاديمية نارنج. أنا سارة، كيف يمكنني مساعدتكم؟'
    expect(await agentLine(page, 1)).toContain(greeting)
    // Under the picture its words appeared one after the other, while they were spoken.
    const shown = await page.evaluate(() => (globalThis as unknown as { subtitles: string[] }).subtitles)
    expect(shown.length).toBeGreaterThan(6)
    expect(shown.every((text) => greeting.startsWith(text))).toBe(true)
    expect(shown.at(-1)).toBe(greeting)

    await type(page, 'مرحبا، اسمي سامر الخطيب')
    expect(await agentLine(page, 2)).toContain('سامر')
    await type(page, 'رقمي ٠٩٣٣ ١٢٣ ٤٥٦')
    await agentLine(page, 3)
    const number = page.locator('[role=log] li[data-speaker=caller] bdi[dir=ltr]')
    expect(await number.textContent()).toBe('٠٩٣٣ ١٢٣ ٤٥٦')

    const live = await house.ask('/v1/conversations?status=active')
    expect(live.items).toMatchObject([{ channel: 'web', status: 'active', language: 'ar' }])

    await page.click('text=أنهِ المكالمة')
    const card = await kept(page)
    expect(card).toMatchObject({ الاسم: 'سامر الخطيب', الهاتف: '+963933123456' })
    expect(card.المدة).toMatch(/^\d:\d\d$/)
    expect(card.الرسائل).toMatch(/رسائل|رسالة/)
    expect(await page.locator('dd bdi[dir=ltr]', { hasText: '+963' }).count()).toBe(1)

    const { items } = await house.ask('/v1/conversations?limit=1')
    expect(items).toMatchObject([
      { channel: 'web', status: 'completed', end_reason: 'user_hangup', user_phone: '+963933123456' },
    ])
    expect(complaints).toEqual([])
    await page.close()
  })

  it('in English, where nothing can be played: the same, and the transcript is taken home', async () => {
    const { page, complaints } = await house.open('?lang=en', { deaf: true })
    await start(page)
    expect(await agentLine(page, 1)).toContain('Welcome to Naranj Academy')
    await type(page, 'Hello, my name is Sara Haddad and my number is 0991 234 567')
    await agentLine(page, 2)
    await page.click('text=End the call')
    expect(await kept(page)).toMatchObject({ Name: 'Sara Haddad', Phone: '+963991234567' })
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Download the transcript')])
    expect(download.suggestedFilename()).toBe('call.txt')
    const text = await readFile(await download.path(), 'utf8')
    expect(text).toContain('Sara: Welcome to Naranj Academy')
    expect(text).toContain('You: Hello, my name is Sara Haddad and my number is 0991 234 567')
    await page.click('text=New call')
    await page.waitForSelector('text=Start the call')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    expect(complaints).toEqual([])
    await page.close()
  })

  it('shows up among the live calls while it runs, with its words', async () => {
    const { page } = await house.open('?lang=en', { deaf: true })
    await start(page)
    await agentLine(page, 1)
    const stop = new AbortController()
    const response = await fetch(`${house.server.url}/v1/live`, {
      headers: { authorization: `Bearer ${house.server.secret}` },
      signal: stop.signal,
    })
    await type(page, 'Where are you located?')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    while (!heard.includes('Where are you located?')) heard += (await reader?.read())?.value ?? ''
    stop.abort()
    expect(heard).toContain('"status":"active"')
    await page.click('text=End the call')
    await page.waitForSelector('dl')
    await page.close()
  })

  it('shows markup as the words that were typed, and refuses a megabyte with a word on what to do', async () => {
    const { page, complaints } = await house.open('?lang=en', { deaf: true })
    await start(page)
    const payloads = [
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      '"><svg/onload=alert(1)>',
      '{{7*7}} <b>bold</b>',
    ]
    let alerts = 0
    page.on('dialog', (dialog) => {
      alerts++
      void dialog.dismiss()
    })
    for (const payload of payloads) {
      await type(page, payload)
      expect(await lineWith(page, payload, 'caller')).toContain(payload)
    }
    expect(await page.locator('[role=log] img, [role=log] script, [role=log] svg').count()).toBe(0)
    expect(alerts).toBe(0)

    await page.fill('textarea', 'x'.repeat(1_048_576))
    const alert = page.locator('[role=alert]')
    expect(await alert.textContent()).toContain('1,044,576 characters too long')
    expect(await page.isDisabled('button[type=submit]')).toBe(true)
    await page.keyboard.press('Enter')
    await type(page, 'Still here')
    expect(await lineWith(page, 'Still here', 'caller')).toContain('Still here')
    await page.click('text=End the call')
    await page.waitForSelector('dl')
    expect(complaints).toEqual([])
    await page.close()
  })

  it('takes a flood of texts one by one and loses none', async () => {
    const { page } = await house.open('?lang=en', { deaf: true })
    await start(page)
    const texts = Array.from({ length: 14 }, (_, i) => `Text number ${i}.`)
    for (const text of texts) await type(page, text)
    await expect.poll(() => page.locator('li[data-speaker=caller]').count(), { timeout: 40_000 }).toBe(14)
    const shown = await page.locator('li[data-speaker=caller] p[dir]').allTextContents()
    expect(shown).toEqual(texts)
    await page.click('text=End the call')
    await page.waitForSelector('dl')
    await page.close()
  })
})
