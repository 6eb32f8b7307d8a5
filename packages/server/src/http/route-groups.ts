import type { OpenAPIHono } from '@hono/zod-openapi'
import { auditRoutes } from '../access/audit-routes.ts'
import { keyRoutes } from '../access/key-routes.ts'
import { sessionRoutes } from '../access/session-routes.ts'
import { signInRoutes } from '../access/sign-in-routes.ts'
import { ingestRoutes } from '../ingest/ingest-routes.ts'
import { controlRoutes } from '../live/control-routes.ts'
import { liveRoutes } from '../live/live-routes.ts'
import { pageRoutes } from '../pages/page-routes.ts'
import { recordRoutes } from '../records/record-routes.ts'
import { deliveryRoutes } from '../webhooks/delivery-routes.ts'
import { webhookRoutes } from '../webhooks/webhook-routes.ts'
import { retentionRoutes } from '../work/retention-routes.ts'
import { healthRoutes } from './health-routes.ts'
import type { House, HouseEnv } from './house.ts'
import type { RateLimits } from './rate-limits.ts'

/** Every group of routes; a new one is named here and nowhere else. */
export function routeGroups(house: House, limits: RateLimits): OpenAPIHono<HouseEnv>[] {
  return [
    healthRoutes(house, limits),
    pageRoutes(house, limits),
    signInRoutes(house, limits),
    sessionRoutes(house),
    keyRoutes(house),
    auditRoutes(house),
    liveRoutes(house, limits),
    controlRoutes(house),
    ingestRoutes(house),
    webhookRoutes(house),
    deliveryRoutes(house),
    retentionRoutes(house),
    recordRoutes(house),
  ]
}
