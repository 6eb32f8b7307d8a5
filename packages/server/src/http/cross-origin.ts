import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { HouseEnv } from './house.ts'

/** Pages of the named origins may use the API with a key or token; the session's cookie stays with our own pages. */
export function crossOrigin(origins: readonly string[]): MiddlewareHandler<HouseEnv> {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin))
  return cors({
    origin: (origin) => (allowed.has(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'last-event-id', 'x-call-key'],
    exposeHeaders: ['x-request-id', 'retry-after', 'content-disposition'],
    maxAge: 600,
  })
}
