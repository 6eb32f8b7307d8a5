import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { ErrorCode } from 'rawi'
import { holdsScope } from '../access/caller.ts'
import { callerOf } from '../access/require-caller.ts'
import { isLoopback } from './client-address.ts'
import { newRoutes } from './define-route.ts'
import type { House, HouseEnv } from './house.ts'
import { notFound } from './problem.ts'
import type { RateLimits } from './rate-limits.ts'

/**
 * How the house is, for machines; nothing of a caller stands in it. While the database is away a server stays in
 * service: what comes in is journaled. One whose journal does not reach the disk does not.
 */
export function healthRoutes(house: House, limits: RateLimits): OpenAPIHono<HouseEnv> {
  const { recorder, metrics } = house
  const routes = newRoutes()
  routes.get('/healthz', (c) => c.json({ status: 'ok' }))
  routes.get('/readyz', (c) => {
    const { databaseReachable, journal } = recorder.status()
    const reasons: ErrorCode[] = []
    if (!databaseReachable) reasons.push('RAWI_DATABASE_UNREACHABLE')
    if (journal.memoryBytes > 0) reasons.push('RAWI_JOURNAL_WRITE_FAILED')
    const status = reasons.length === 0 ? 'ready' : 'degraded'
    return c.json({ status, reasons }, journal.memoryBytes > 0 ? 503 : 200)
  })
  routes.get('/metrics', async (c) => {
    if (!fromThisMachine(c)) {
      const caller = await callerOf(c, house, limits)
      if (caller === undefined || !holdsScope(caller, 'read')) throw notFound()
    }
    return c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType })
  })
  return routes
}

/** Straight from a program on this machine, not passed on by one. */
function fromThisMachine(c: Context<HouseEnv>): boolean {
  const peer = c.env?.incoming?.socket.remoteAddress ?? ''
  return isLoopback(peer) && c.req.header('x-forwarded-for') === undefined && c.req.header('forwarded') === undefined
}
