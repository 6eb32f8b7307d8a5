import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agentLine, type HouseOnPage, openHouse, start, type, WHY, withoutChromium } from './house-on-page.ts'

describe.skipIf(withoutChromium)(`a house that shows no face, in a browser ${WHY}`, () => {
  let house: HouseOnPage
  beforeAll(async () => {
    house = await openHouse([], { AVATAR_PROVIDER: 'audio' })
  })
  afterAll(() => house?.close())

  it('shows a sign that swells with the voice and rests without it, and keeps that it was sound alone', async () => {
    const { page, complaints } = await house.open('?lang=en')
    const sign = page.locator('[data-sign]')
    await sign.waitFor()
    expect(await sign.getAttribute('aria-label')).toMatch(/the virtual receptionist$/)
    expect(await page.locator('canvas').count()).toBe(0)
    const level = () => sign.evaluate((element) => Number((element as HTMLElement).style.getPropertyValue('--level')))
    const ring = () =>
      sign.evaluate((element) => (element.firstElementChild as HTMLElement).getBoundingClientRect().width)
    const resting = await ring()
    expect([await level(), resting > 50]).toEqual([0, true])
    await start(page)
    await expect.poll(level, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0.5)
    expect(await ring()).toBeGreaterThan(resting * 1.1)
    await agentLine(page, 1)
    await page.waitForSelector('[data-state=listening]', { timeout: 30_000 })
    await expect.poll(level).toBe(0)
    await type(page, 'bye')
    await page.waitForSelector('dl', { timeout: 30_000 })
    const { items } = await house.ask('/v1/conversations?limit=1')
    const { avatar_provider } = await house.ask(`/v1/conversations/${items[0].id}`)
    expect(avatar_provider).toBe('audio')
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe.skipIf(withoutChromium)(`a house whose avatar needs a LiveKit room, in a browser ${WHY}`, () => {
  it('tells the caller, who talks with the drawn face', async () => {
    const house = await openHouse([], { AVATAR_PROVIDER: 'tavus', RAWI_VOICE: 'none', RAWI_RECORDINGS: 'on' })
    try {
      const { page } = await house.open('?lang=ar', { deaf: true })
      // Whoever agrees knows to what.
      expect(await page.locator('main').textContent()).toContain('مكتوباً ومسجَّلاً بالصوت')
      await start(page)
      await page.waitForSelector('text=يتعذّر هنا عرض فيديو من يجيبك')
      await agentLine(page, 1)
      await page.waitForSelector('canvas[data-alive=yes]')
      await page.close()
    } finally {
      await house.close()
    }
  })
})
