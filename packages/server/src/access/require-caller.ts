import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { RawiError } from 'rawi'
import { isLoopback } from '../http/client-address.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import type { Caller } from './caller.ts'
import { checkOrigin } from './check-origin.ts'

export const SESSION_COOKIE = 'rawi_session'

type Needs = Pick<House, 'access' | 'settings'>

/** Who sends a request, or undefined for a stranger. @throws RawiError RAWI_ACCESS_REFUSED, RAWI_RATE_LIMITED */
export async function callerOf(
  c: Context<HouseEnv>,
  { access }: Needs,
  limits: RateLimits,
): Promise<Caller | undefined> {
  const bearer = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const cookie = getCookie(c, SESSION_COOKIE)
  if (bearer === undefined && cookie === undefined) return undefined
  const address = c.get('address')
  // Who guesses too often is not listened to; who is known to be good is, also beside them behind one address.
  const unknown = () => limits.checkRefusals(address)
  const { remoteAddress = '', localAddress } = c.env?.incoming?.socket ?? {}
  const local = isLoopback(remoteAddress) || remoteAddress === localAddress
  try {
    return await access.identify({ bearer, cookie, local, unknown })
  } catch (error) {
    if (error instanceof RawiError && error.code === 'RAWI_ACCESS_REFUSED') await limits.refusals(address)
    throw error
  }
}

/** Nobody passes without a name: strangers are told that there is nothing here, whatever they ask for. */
export function requireCaller(house: Needs, limits: RateLimits): MiddlewareHandler<HouseEnv> {
  return async (c, next) => {
    const caller = await callerOf(c, house, limits)
    if (caller === undefined) throw notFound()
    await limits.requests(`${caller.kind} ${caller.tenantId} ${caller.id}`)
    if (caller.kind === 'session') checkOrigin(c, house.settings.publicUrl)
    c.set('caller', caller)
    await next()
  }
}
