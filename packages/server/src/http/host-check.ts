import type { MiddlewareHandler } from 'hono'
import type { Settings } from '../settings/read-settings.ts'
import { isLoopback } from './client-address.ts'
import type { HouseEnv } from './house.ts'
import { RequestError } from './problem.ts'

/**
 * A server of this machine answers to this machine's names only: a page of somebody else's could otherwise give its
 * own name our address and read what it likes (DNS rebinding).
 */
export function hostCheck({ host, publicUrl }: Settings): MiddlewareHandler<HouseEnv> {
  const own = new Set(['localhost', '127.0.0.1', '[::1]', host, `[${host}]`])
  if (publicUrl !== undefined) own.add(new URL(publicUrl).hostname)
  const everywhere = !isLoopback(host) && host !== 'localhost'
  return async (c, next) => {
    const asked = new URL(c.req.url).hostname
    if (!everywhere && !own.has(asked)) throw new RequestError('RAWI_HOST_REFUSED', 'This server has another name.')
    await next()
  }
}
