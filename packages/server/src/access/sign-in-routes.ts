import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { newRoutes } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { limitBody } from '../http/limit-body.ts'
import { RequestError } from '../http/problem.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import { sendLanding } from '../pages/landing-page.ts'
import { isOwn } from './check-origin.ts'
import { callerOf, SESSION_COOKIE } from './require-caller.ts'
import { createSession, endSession } from './sessions.ts'

const FORM_MAX_BYTES = 4_096

/** How people at a browser come in and go out; all of it works without a script. */
export function signInRoutes(house: House, limits: RateLimits): OpenAPIHono<HouseEnv> {
  const { access, settings, audit } = house
  const routes = newRoutes()
  const withPassword = settings.password !== undefined
  const isPassword = passwordCheck(settings.password)

  const letIn = async (c: Context<HouseEnv>, tenantId: string, name: string): Promise<Response> => {
    const { database, clock } = house
    const { secret, caller, seconds } = await createSession(database, clock, { tenantId, name, scopes: ['admin'] })
    await audit.record({ caller, action: 'session.began', requestId: c.get('requestId') })
    setCookie(c, SESSION_COOKIE, secret, { ...cookieOptions(c, settings.publicUrl), maxAge: seconds })
    return c.redirect(home(c), 303)
  }

  routes.get('/sign-in', async (c) => {
    await limits.checkRefusals(c.get('address'))
    const { token } = c.req.query()
    // Browsers and messengers look at links before people do: that must not use one up.
    const ahead = c.req.method === 'HEAD' || /prefetch|prerender/.test(c.req.header('sec-purpose') ?? '')
    if (ahead) return c.body(null, 204)
    const tenantId = token === undefined ? undefined : access.links.use(token)
    if (tenantId !== undefined) return letIn(c, tenantId, 'sign-in link')
    await limits.refusals(c.get('address'))
    return sendLanding(c, { caller: undefined, withPassword, trouble: 'linkUsed' })
  })

  routes.post('/sign-in', limitBody(FORM_MAX_BYTES), async (c) => {
    fromOwnPage(c, settings.publicUrl)
    await limits.checkRefusals(c.get('address'))
    const { password } = await c.req.parseBody()
    if (typeof password === 'string' && (await isPassword(password))) return letIn(c, house.tenantId, 'password')
    await limits.refusals(c.get('address'))
    return sendLanding(c, { caller: undefined, withPassword, trouble: 'wrongPassword' })
  })

  routes.post('/sign-out', limitBody(FORM_MAX_BYTES), async (c) => {
    fromOwnPage(c, settings.publicUrl)
    const caller = await callerOf(c, house, limits).catch(() => undefined)
    if (caller?.kind === 'session') {
      await endSession(house.database, caller.id)
      access.forget(caller.id)
      await audit.record({ caller, action: 'session.ended', requestId: c.get('requestId') })
    }
    deleteCookie(c, SESSION_COOKIE, cookieOptions(c, settings.publicUrl))
    return c.redirect(home(c), 303)
  })
  return routes
}

/** The page that a sign-in leads to, in the language that was asked for. */
function home(c: Context<HouseEnv>): string {
  return c.req.query('lang') === 'en' ? '/?lang=en' : '/'
}

/** `Secure` wherever the page is not this machine's own. */
function cookieOptions(c: Context<HouseEnv>, publicUrl: string | undefined) {
  const { hostname } = new URL(publicUrl ?? c.req.url)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure: !here } as const
}

/** @throws RequestError RAWI_ORIGIN_REFUSED */
function fromOwnPage(c: Context<HouseEnv>, publicUrl: string | undefined): void {
  const origin = c.req.header('origin')
  if (origin !== undefined && isOwn(origin, c.req.header('host'), publicUrl)) return
  throw new RequestError('RAWI_ORIGIN_REFUSED', 'Signing in and out works from the page of this server.')
}

const SALT_BYTES = 16
const HASH_BYTES = 32

/** Compares with a slow hash: guesses cost time, and the time does not tell how near they come. */
function passwordCheck(password: string | undefined): (given: string) => Promise<boolean> {
  if (password === undefined) return async () => false
  const slowHash = promisify<string, Uint8Array, number, Buffer>(scrypt)
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const right = slowHash(password, salt, HASH_BYTES)
  return async (given) => timingSafeEqual(await slowHash(given, salt, HASH_BYTES), await right)
}
