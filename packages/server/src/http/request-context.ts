import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { addressReader } from './client-address.ts'
import type { House, HouseEnv } from './house.ts'

/**
 * Gives every request an id, measures it and logs it by the pattern of its route: paths hold ids and labels, query
 * strings numbers and words, and neither belongs into a log.
 */
export function requestContext(
  house: Pick<House, 'settings' | 'log' | 'metrics' | 'clock'>,
): MiddlewareHandler<HouseEnv> {
  const { log, metrics, clock } = house
  const addressOf = addressReader(house.settings.trustedProxies)
  return async (c, next) => {
    const begun = clock.monotonic()
    const requestId = randomUUID()
    c.set('requestId', requestId)
    c.env?.outgoing?.setHeader('x-request-id', requestId)
    c.set('address', addressOf(c.env?.incoming?.socket.remoteAddress ?? '', c.req.header('x-forwarded-for')))
    await next()
    const seconds = (clock.monotonic() - begun) / 1_000
    const route = routePath(c, -1)
    const { status } = c.res
    metrics.requestSeconds.observe({ method: methodOf(c.req.method), route, status: String(status) }, seconds)
    const line = { requestId, method: methodOf(c.req.method), route, status, ms: Math.round(seconds * 1e5) / 100 }
    if (status >= 500) log.warn(line, 'request')
    else log.info(line, 'request')
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** A label has few values, whatever clients send. */
function methodOf(method: string): string {
  return METHODS.has(method) ? method : 'other'
}
