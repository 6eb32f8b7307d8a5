import type { Context } from 'hono'
import { isOwn } from '../access/check-origin.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { RequestError } from '../http/problem.ts'

/** A browser says which page asks: one of this server, or of an origin that it was told of. @throws RequestError RAWI_ORIGIN_REFUSED */
export function requireOwnPage(c: Context<HouseEnv>, { publicUrl, corsOrigins }: House['settings']): void {
  const origin = c.req.header('origin')
  if (origin === undefined || isOwn(origin, c.req.header('host'), publicUrl) || corsOrigins.includes(origin)) return
  throw new RequestError('RAWI_ORIGIN_REFUSED', 'A call belongs to a page of this server.')
}
