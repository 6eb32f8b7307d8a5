import type { Context } from 'hono'
import type { HouseEnv } from '../http/house.ts'
import { RequestError } from '../http/problem.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A browser sends the session's cookie along whoever made it ask: changes must come from a page of ours, and in a form
 * that no other page can send without being asked first (https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
 * @throws RequestError RAWI_ORIGIN_REFUSED
 */
export function checkOrigin(c: Context<HouseEnv>, publicUrl: string | undefined): void {
  if (READING.has(c.req.method)) return
  const origin = c.req.header('origin')
  if (origin === undefined || !isOwn(origin, c.req.header('host'), publicUrl)) {
    throw new RequestError('RAWI_ORIGIN_REFUSED', 'A change with a session must come from a page of this server.')
  }
  const json = /^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')
  if (!json && c.req.header('x-csrf-token') === undefined) {
    throw new RequestError(
      'RAWI_ORIGIN_REFUSED',
      'A change with a session needs a JSON body or the header x-csrf-token.',
    )
  }
}

/** The same host, behind whatever proxy, or the address that people are told. */
export function isOwn(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  if (origin === publicUrl) return true
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}
