import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, runServer, type TestServer } from '../http/run-server.ts'

const PASSWORD = 'correct horse battery'

describe('signing in', () => {
  let rawi: TestServer
  beforeAll(async () => {
    rawi = await runServer({ RAWI_PASSWORD: PASSWORD })
  })
  afterAll(() => rawi.close())

  /** Opens a sign-in link as a browser does and gives its cookie. */
  async function signIn(): Promise<string> {
    const entered = await ask(rawi.server.signInLink(), 'GET')
    expect(entered).toMatchObject({ status: 303 })
    return (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  }

  it('works with the link, in plain HTTP, with a cookie that no script can read', async () => {
    const entered = await ask(rawi.server.signInLink(), 'GET')
    const cookie = entered.headers.get('set-cookie') ?? ''
    expect(entered.headers.get('location')).toBe('/')
    expect(cookie).toMatch(/^rawi_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
    const page = await rawi.ask('GET', '/', { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(page.text).toContain('تم تسجيل الدخول')
    expect(page.text).toContain('dir="rtl"')
    expect((await rawi.ask('GET', '/')).text).toContain('لم يتم تسجيل الدخول')
  })

  it('works with a link once', async () => {
    const link = rawi.server.signInLink()
    expect((await ask(link, 'GET')).status).toBe(303)
    const again = await ask(link, 'GET')
    expect(again.status).toBe(401)
    expect(again.headers.get('set-cookie')).toBeNull()
  })

  it('is not used up by programs that look ahead', async () => {
    const link = rawi.server.signInLink()
    await ask(link, 'HEAD')
    await ask(link, 'GET', { headers: { 'sec-purpose': 'prefetch' } })
    expect((await ask(link, 'GET')).status).toBe(303)
  })

  it('works with the password, from our own page only', async () => {
    const enter = (password: string, origin: string) =>
      rawi.ask('POST', '/sign-in', {
        body: new URLSearchParams({ password }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
      })
    expect(await enter(PASSWORD, rawi.url)).toMatchObject({ status: 303 })
    expect(await enter('wrong horse battery', rawi.url)).toMatchObject({ status: 401 })
    expect(await enter(PASSWORD, 'https://evil.example')).toMatchObject({
      status: 403,
      body: { code: 'RAWI_ORIGIN_REFUSED' },
    })
  })

  it('ends with signing out', async () => {
    const cookie = await signIn()
    expect((await rawi.ask('GET', '/v1/session', { headers: { cookie } })).body).toMatchObject({ kind: 'session' })
    await rawi.ask('POST', '/sign-out', { headers: { cookie, origin: rawi.url } })
    expect(await rawi.ask('GET', '/v1/session', { headers: { cookie } })).toMatchObject({ status: 401 })
  })

  it('lets changes come from our own pages only, as JSON or with a header that no form can send', async () => {
    const cookie = await signIn()
    const make = (headers: Record<string, string>, body?: object) =>
      rawi.ask('POST', '/v1/sign-in-links', { headers: { cookie, ...headers }, ...(body && { body }) })
    const refused = { status: 403, body: { code: 'RAWI_ORIGIN_REFUSED' } }
    expect(await make({ 'content-type': 'application/json' })).toMatchObject(refused)
    expect(await make({ origin: 'null', 'content-type': 'application/json' })).toMatchObject(refused)
    expect(await make({ origin: 'https://evil.example', 'content-type': 'application/json' })).toMatchObject(refused)
    expect(await make({ origin: rawi.url })).toMatchObject(refused)
    expect(await make({ origin: rawi.url, 'content-type': 'text/plain' })).toMatchObject(refused)
    expect(await make({ origin: rawi.url, 'content-type': 'application/json' })).toMatchObject({ status: 201 })
    expect(await make({ origin: rawi.url, 'x-csrf-token': '1' })).toMatchObject({ status: 201 })
  })

  it('is nothing that a key needs', async () => {
    const key = await rawi.key(['admin'])
    expect(await rawi.ask('POST', '/v1/sign-in-links', { key })).toMatchObject({ status: 201 })
  })

  it('leaves no link, password or cookie in the log', async () => {
    const text = JSON.stringify(rawi.log)
    expect(rawi.log.length).toBeGreaterThan(10)
    for (const secret of ['token=', PASSWORD, 'rawi_session']) expect(text).not.toContain(secret)
  })
})
