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

describe.skipIf(withoutChromium)(`a call that is interrupted ${WHY}`, () => {
  let house: HouseOnPage
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house?.close())

  const running = async () => (await house.ask('/v1/conversations?status=active')).items.length as number

  it('goes on after a refresh, with everything that was said', async () => {
    const { page, complaints } = await house.open('?lang=en', { deaf: true })
    await start(page)
    await agentLine(page, 1)
    await type(page, 'My name is Sara Haddad')
    await agentLine(page, 2)
    await page.reload()
    await page.waitForSelector('[role=timer]')
    expect(await lineWith(page, 'My name is Sara Haddad', 'caller')).toContain('You')
    expect(await running()).toBe(1)
    await type(page, 'My number is 0991234567')
    await agentLine(page, 3)
    await page.click('text=End the call')
    expect(await page.textContent('dl')).toContain('+963991234567')
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual(['rawi.record'])
    expect(complaints).toEqual([])
    await page.close()
  })

  it('goes on after the network was away, and what was typed meanwhile arrives once', async () => {
    const { page } = await house.open('?lang=en', { deaf: true })
    await start(page)
    await agentLine(page, 1)
    await page.context().setOffline(true)
    await page.waitForSelector('text=The connection is lost')
    await type(page, 'Typed in a tunnel')
    expect(await page.locator('text=sending…').count()).toBe(1)
    await page.context().setOffline(false)
    expect(await lineWith(page, 'Typed in a tunnel', 'caller')).toContain('You')
    await page.waitForSelector('text=The connection is lost', { state: 'detached' })
    await agentLine(page, 2)
    expect(await page.locator('li', { hasText: 'Typed in a tunnel' }).count()).toBe(1)
    await page.click('text=End the call')
    await page.waitForSelector('dl')
    await page.close()
  })

  it('is in one tab at a time: the second one takes it over, the first one may have it back', async () => {
    const context = await house.browser.newContext()
    const open = async () => {
      const page = await context.newPage()
      await page.addInitScript('delete globalThis.AudioContext')
      await page.goto(`${house.server.url}/call?lang=en`)
      return page
    }
    const first = await open()
    await start(first)
    await agentLine(first, 1)
    const second = await open()
    await second.click('text=Go on here')
    expect(await agentLine(second, 1)).toContain('Welcome to Naranj Academy')
    await first.waitForSelector('text=The call goes on in another tab')
    expect(await running()).toBe(1)
    await first.click('text=Bring it back here')
    await second.waitForSelector('text=The call goes on in another tab')
    await type(first, 'I am back')
    await lineWith(first, 'I am back', 'caller')
    expect(await running()).toBe(1)
    await first.click('text=End the call')
    await first.waitForSelector('dl')
    // The tab that no longer has it says the same.
    await second.waitForSelector('dl')
    await context.close()
  })

  it('has ended when the server was killed; its words are there, and a new call is offered', async () => {
    const { page } = await house.open('?lang=en', { deaf: true })
    await start(page)
    await agentLine(page, 1)
    await type(page, 'My name is Sara Haddad')
    await agentLine(page, 2)
    await house.killAndRestart(async () => {
      await page.waitForSelector('text=The connection is lost')
      await type(page, 'My number is 0991234567')
    })
    await page.waitForSelector('text=This call has ended, and what was said is kept', { timeout: 20_000 })
    expect(await page.locator('text=Download the transcript').count()).toBe(1)
    // What was written meanwhile reached nobody, and is not lost either.
    expect(await page.locator('section[aria-labelledby=unsent] li').allTextContents()).toEqual([
      'My number is 0991234567',
    ])
    // What was kept is found with the key that the page still has, and may be mended.
    expect(await kept(page)).toMatchObject({ Messages: '3 messages', Phone: 'not given' })
    await page.click('text=Correct name and phone')
    await page.fill('[name=name]', 'Sara Al-Haddad')
    await page.click('text=Save')
    await page.waitForSelector('text=The correction is kept')
    const { items } = await house.ask('/v1/conversations?limit=1')
    const whole = await house.ask(`/v1/conversations/${items[0].id}`)
    expect(whole.status).not.toBe('active')
    expect(whole.user_name).toBe('Sara Al-Haddad')
    expect(whole.messages.map(({ content }: { content: string }) => content)).toContain('My name is Sara Haddad')
    await page.click('button:text("New call")')
    await start(page)
    await agentLine(page, 1)
    await page.click('text=End the call')
    await page.waitForSelector('dl')
    await page.close()
  })

  it('cannot be had where the server takes none: the page says what to do', async () => {
    const { page } = await house.open('?lang=en', { deaf: true })
    await page.route('**/v1/calls', (route) =>
      route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{"code":"RAWI_NOT_FOUND"}' }),
    )
    await page.click('button.button-main')
    await page.waitForSelector('text=This server takes no calls from this page')
    await page.unroute('**/v1/calls')
    await page.click('button:text("New call")')
    await start(page)
    await page.click('text=End the call')
    await page.close()
  })
})
