/// <reference lib="dom" />
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agentLine, type HouseOnPage, kept, openHouse, start, type, WHY, withoutChromium } from './house-on-page.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe finds against WCAG 2.2 AA, by rule and place. */
async function faults(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself beside the page's own globals
    const { axe } = globalThis as any
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { target: string[] }[] }) =>
      nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    )
  })
}

describe.skipIf(withoutChromium)(`the call page under axe ${WHY}`, () => {
  let house: HouseOnPage
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  test.each([
    ['ar', 'light'],
    ['ar', 'dark'],
    ['en', 'light'],
    ['en', 'dark'],
  ] as const)('has no fault in %s, %s, before, during and after a call', async (language, colorScheme) => {
    const { page } = await house.open('', {
      locale: language,
      colorScheme,
      reducedMotion: 'reduce',
      deaf: true,
      // The page's own policy lets no other script in, not even this one.
      bypassCSP: true,
    })
    await page.addScriptTag({ path: AXE })
    expect({ state: 'before', faults: await faults(page) }).toEqual({ state: 'before', faults: [] })
    await start(page)
    await agentLine(page, 1)
    await type(page, language === 'ar' ? 'اسمي أحمد محمد' : 'My name is Sara Haddad')
    await agentLine(page, 2)
    expect({ state: 'during', faults: await faults(page) }).toEqual({ state: 'during', faults: [] })
    await page.locator('button.button-hangup').click()
    await kept(page)
    expect({ state: 'after', faults: await faults(page) }).toEqual({ state: 'after', faults: [] })
    await page.close()
  })
})
