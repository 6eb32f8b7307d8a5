import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agentLine, type HouseOnPage, kept, openHouse, start, type, WHY, withoutChromium } from './house-on-page.ts'
import { outOfReach } from './reach.ts'

const SAYS = {
  ar: {
    words: 'اسمي سامر الخطيب ورقمي 0933 123 456',
    kept: { الاسم: 'سامر الخطيب', الهاتف: '+963933123456' },
    correct: 'صحّح الاسم والهاتف',
    phoneWrong: 'لا يمكن الاتصال بهذا الرقم. اكتبه كاملاً مع رمز البلد، مثل +963 991 234 567.',
    saved: 'حُفظ التصحيح. شكراً لك.',
    corrected: { الاسم: 'سامر علي', الهاتف: '+963944000001', 'البريد الإلكتروني': 'samer@example.com' },
    stars: '4 نجوم',
    rated: 'شكراً لك، حُفظ تقييمك.',
    tooLate: 'انتهى وقت التعديل على هذه المكالمة. أخبر موظفينا بما تريد تصحيحه.',
    consent: 'ببدء المكالمة توافق على ذلك.',
    failed: 'تعذّر الحفظ. تحقق من اتصالك ثم حاول مرة أخرى.',
  },
  en: {
    words: 'I am Sara Haddad, 0991 234 567',
    kept: { Name: 'Sara Haddad', Phone: '+963991234567' },
    correct: 'Correct name and phone',
    phoneWrong: 'This number cannot be dialled. Write all of it with its country code, such as +963 991 234 567.',
    saved: 'The correction is kept. Thank you.',
    corrected: { Name: 'سامر علي', Phone: '+963944000001', 'E-mail': 'samer@example.com' },
    stars: '4 stars',
    rated: 'Thank you, your rating is kept.',
    tooLate: 'The time for changes to this call is over. Tell our staff what to correct.',
    consent: 'By starting the call you agree.',
    failed: 'It could not be saved. Check your connection, then try again.',
  },
} as const
const LANGUAGES = ['ar', 'en'] as const

describe.skipIf(withoutChromium)(`after a call ${WHY}`, () => {
  let house: HouseOnPage
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house?.close())

  async function called(language: 'ar' | 'en'): Promise<Page> {
    const { page } = await house.open(`?lang=${language}`, { deaf: true })
    await start(page)
    await agentLine(page, 1)
    await type(page, SAYS[language].words)
    await agentLine(page, 2)
    await page.click('.button-hangup')
    await page.waitForSelector('dl')
    return page
  }
  const latest = async () => {
    const { items } = await house.ask('/v1/conversations?limit=1')
    return house.ask(`/v1/conversations/${items[0].id}`)
  }
  const contact = 'form:has([name=phone])'
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('name'))

  it.each(LANGUAGES)('the caller mends name, number and e-mail in place (%s)', async (language) => {
    const says = SAYS[language]
    const page = await called(language)
    expect(await kept(page)).toMatchObject(says.kept)
    await page.click(`text=${says.correct}`)
    expect(await focused(page)).toBe('name')
    await page.keyboard.press('Escape')
    expect(await kept(page)).toMatchObject(says.kept)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(says.correct)

    await page.keyboard.press('Enter')
    await page.fill('[name=name]', 'سامر علي')
    await page.fill('[name=phone]', '12')
    await page.click(`${contact} [type=submit]`)
    const alert = page.locator(`${contact} [role=alert]`)
    expect(await alert.textContent()).toBe(says.phoneWrong)
    expect(await alert.locator('bdi[dir=ltr]').textContent()).toBe('+963 991 234 567')
    expect(await focused(page)).toBe('phone')
    const described = await page.getAttribute('[name=phone]', 'aria-describedby')
    expect([await page.getAttribute('[name=phone]', 'aria-invalid'), described]).toEqual([
      'true',
      expect.stringContaining((await alert.getAttribute('id')) ?? 'no id'),
    ])

    await page.fill('[name=phone]', '٠٩٤٤ ٠٠٠ ٠٠١')
    await page.fill('[name=email]', 'samer@example.com')
    await page.keyboard.press('Enter')
    await page.waitForSelector(`text=${says.saved}`)
    expect(await kept(page)).toMatchObject(says.corrected)
    const record = await latest()
    expect(record.contact).toEqual({ name: 'سامر علي', phone: '+963944000001', email: 'samer@example.com' })
    expect(record.contact_evidence.slice(-3).map(({ source }: { source: string }) => source)).toEqual(
      Array(3).fill('human'),
    )
    await page.close()
  })

  it.each(LANGUAGES)('the caller rates it by keyboard, with a word beside it (%s)', async (language) => {
    const says = SAYS[language]
    const page = await called(language)
    const checked = () => page.locator('[type=radio]:checked').getAttribute('value')
    await page.focus('[type=radio]')
    await page.keyboard.press('Space')
    expect(await checked()).toBe('1')
    // The stars go the way of the language, and so do the keys.
    const on = language === 'ar' ? 'ArrowLeft' : 'ArrowRight'
    for (let n = 0; n < 4; n++) await page.keyboard.press(on)
    expect(await checked()).toBe('5')
    await page.keyboard.press(language === 'ar' ? 'ArrowRight' : 'ArrowLeft')
    expect(await checked()).toBe('4')
    expect(await page.locator('fieldset > div > span').textContent()).toBe(says.stars)
    await page.keyboard.press('Tab')
    await page.keyboard.type('Clear & <b>kind</b>')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForSelector(`text=${says.rated}`)
    expect(await latest()).toMatchObject({
      rating: 4,
      notes: [{ author_kind: 'caller', text: 'Clear & <b>kind</b>' }],
    })
    await page.close()
  })

  it.each(LANGUAGES)('what cannot be saved is told, and stays to be sent again (%s)', async (language) => {
    const says = SAYS[language]
    const page = await called(language)
    expect(await outOfReach(page)).toEqual([])
    await page.locator('label:has([type=radio])').nth(1).click()
    await page.click(`text=${says.correct}`)
    await page.fill('[name=name]', 'سامر')
    await page.context().setOffline(true)
    await page.click(`${contact} [type=submit]`)
    await page.waitForSelector(`${contact} >> text=${says.failed}`)
    await page.context().setOffline(false)
    await page.route('**/record', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: '{"code":"RAWI_CALL_RECORD_CLOSED"}',
      }),
    )
    await page.click('form:has([type=radio]) [type=submit]')
    await page.waitForSelector(`form:has([type=radio]) >> text=${says.tooLate}`)
    // The page is at its longest.
    expect(await outOfReach(page)).toEqual([])
    await page.unroute('**/record')
    expect(await page.inputValue('[name=name]')).toBe('سامر')
    await page.click(`${contact} [type=submit]`)
    await page.waitForSelector(`text=${says.saved}`)
    expect((await latest()).user_name).toBe('سامر')
    await page.close()
  })

  it.each(LANGUAGES)('a refresh shows it again, until a new call or the end of its hour (%s)', async (language) => {
    const says = SAYS[language]
    const page = await called(language)
    const heading = await page.textContent('h1')
    await page.locator('label:has([type=radio])').nth(3).click()
    await page.fill('form textarea', 'Kind')
    await page.click('form:has([type=radio]) [type=submit]')
    await page.waitForSelector(`text=${says.rated}`)
    const shown = await kept(page)

    await page.reload()
    expect(await kept(page)).toEqual(shown)
    expect(shown).toMatchObject(says.kept)
    expect(await page.textContent('h1')).toBe(heading)
    expect(await page.locator('[type=radio]:checked').getAttribute('value')).toBe('4')
    expect(await page.locator('form [role=status]').textContent()).toBe(says.rated)
    // It is as open to changes as it was.
    await page.locator('label:has([type=radio])').nth(4).click()
    expect(await page.inputValue('form textarea')).toBe('Kind')
    await page.click(`text=${says.correct}`)
    await page.fill('[name=name]', 'سامر علي')
    await page.keyboard.press('Enter')
    await page.waitForSelector(`text=${says.saved}`)
    expect(await latest()).toMatchObject({ user_name: 'سامر علي', rating: 4 })

    const remembered = () => page.evaluate(() => sessionStorage.getItem('rawi.record'))
    const place = (await remembered()) ?? ''
    await page.click('section > div > .button-main')
    await page.waitForSelector(`text=${says.consent}`)
    expect(await remembered()).toBeNull()
    await page.reload()
    await page.waitForSelector(`text=${says.consent}`)

    await page.route('**/record', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: '{"code":"RAWI_CALL_RECORD_CLOSED"}',
      }),
    )
    await page.evaluate((key) => sessionStorage.setItem('rawi.record', key), place)
    const asked = page.waitForResponse('**/record')
    await page.reload()
    await asked
    await expect.poll(remembered).toBeNull()
    await page.waitForSelector('button.button-main:enabled')
    expect(await page.locator('dl').count()).toBe(0)
    await page.close()
  })

  it('and before the next one its page shows the face and the name of whoever will answer', async () => {
    const seen = async (search: string) => {
      const { page } = await house.open(search, { viewport: { width: 390, height: 800 } })
      await page.waitForSelector('canvas[data-alive]')
      const name = await page.getAttribute('canvas', 'aria-label')
      const blue = await page.evaluate(() => {
        const canvas = document.querySelector('canvas')
        if (!canvas) return Number.NaN
        const { width, height } = canvas
        const jacket = canvas.getContext('2d')?.getImageData(width * 0.7, height * 0.95, 1, 1).data
        return jacket ? (jacket[2] ?? 0) - (jacket[0] ?? 0) : Number.NaN
      })
      await page.close()
      return [name, blue > 40 ? 'a blue jacket' : 'a grey jacket']
    }
    expect(await seen('?lang=en&persona=support')).toEqual(['Karim, the virtual receptionist', 'a grey jacket'])
    expect(await seen('?lang=ar')).toEqual(['سارة، الاستقبال الافتراضي', 'a blue jacket'])
    expect(await seen('?lang=en&persona=nobody')).toEqual(['The virtual receptionist', 'a blue jacket'])
  })
})
