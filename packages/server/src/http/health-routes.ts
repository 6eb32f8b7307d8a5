import type { OpenAPIHono } from '@hono/zod-openapi'
import { newRoutes } from './define-route.ts'
import type { House, HouseEnv } from './house.ts'

/** How the house is, for machines; nothing of a caller stands in it. */
export function healthRoutes(house: House): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  routes.get('/healthz', (c) => c.json({ status: 'ok' }))
  routes.get('/readyz', (c) => {
    const status = house.recorder.status()
    const reasons = status.databaseReachable ? [] : ['RAWI_DATABASE_UNREACHABLE']
    return c.json({ status: reasons.length === 0 ? 'ready' : 'degraded', reasons }, reasons.length === 0 ? 200 : 503)
  })
  routes.get('/metrics', async (c) => {
    const { registry } = house.metrics
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
  return routes
}
