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

/**
 * Headers of every answer, given to Node before it is made: whoever answers and however, they stand. A page sets its own
 * policy over these.
 */
export function securityHeaders(overHttps: boolean): MiddlewareHandler<HouseEnv> {
  const headers = Object.entries({
    'content-security-policy': NOTHING,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(overHttps && { 'strict-transport-security': 'max-age=31536000' }),
  })
  return (c, next) => {
    for (const [name, value] of headers) c.env?.outgoing?.setHeader(name, value)
    return next()
  }
}
