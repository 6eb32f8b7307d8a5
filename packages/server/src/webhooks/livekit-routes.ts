import type { OpenAPIHono } from '@hono/zod-openapi'
import { newRoutes } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { limitBody } from '../http/limit-body.ts'
import { notFound, RequestError } from '../http/problem.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import { livekitEventSchema } from './livekit-event.ts'
import { isFromLivekit } from './livekit-token.ts'
import { takeLivekitEvent } from './take-livekit-event.ts'

const BODY_MAX_BYTES = 262_144

/**
 * Where a LiveKit server reports what happens in its rooms. It signs each report with the API secret instead of showing
 * a key of ours; whoever does not is told that there is nothing here, and after some tries to wait.
 */
export function livekitRoutes(house: House, limits: RateLimits): OpenAPIHono<HouseEnv> {
  const { settings, clock, database, tenantId } = house
  const routes = newRoutes()
  routes.post('/v1/livekit/webhook', limitBody(BODY_MAX_BYTES), async (c) => {
    const key = settings.livekit
    const token = c.req.header('authorization')?.replace(/^Bearer +/i, '')
    if (key === undefined || token === undefined) throw notFound()
    const address = c.get('address')
    await limits.checkRefusals(address)
    const body = new Uint8Array(await c.req.arrayBuffer())
    const now = new Date(clock.now())
    if (!(await isFromLivekit(key, token, body, now))) {
      await limits.refusals(address)
      throw notFound()
    }
    const { success, data } = livekitEventSchema.safeParse(readJson(body))
    if (!success) throw new RequestError('RAWI_INPUT_INVALID', 'The body is no LiveKit webhook.')
    await takeLivekitEvent(database, tenantId, data, now)
    return c.json({ received: true }, 200)
  })
  return routes
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    return undefined
  }
}
