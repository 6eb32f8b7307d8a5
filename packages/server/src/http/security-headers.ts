import type { MiddlewareHandler } from 'hono'
import type { HouseEnv } from './house.ts'

/** What answers that are no pages may load: nothing. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** What our own pages may load: files of ours, and the API. No script and no style stands in a page itself. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers of every answer; a page sets its own policy before. */
export function securityHeaders(overHttps: boolean): MiddlewareHandler<HouseEnv> {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    const set = (name: string, value: string) => {
      if (!headers.has(name)) c.header(name, value)
    }
    set('content-security-policy', NOTHING)
    set('x-content-type-options', 'nosniff')
    set('referrer-policy', 'no-referrer')
    set('x-frame-options', 'DENY')
    set('cross-origin-opener-policy', 'same-origin')
    set('cross-origin-resource-policy', 'same-origin')
    set('cache-control', 'no-store')
    if (overHttps) set('strict-transport-security', 'max-age=31536000')
  }
}
