import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { cursorSchema, readCursor, writeCursor } from '../http/page-cursor.ts'
import { notFound } from '../http/problem.ts'
import { DELIVERY_STATES, listDeliveries, replayDelivery } from './deliveries.ts'
import { getEndpoint } from './endpoints.ts'
import { deliveryBody } from './webhook-bodies.ts'
import { deliveryPageSchema, deliverySchema } from './webhook-schemas.ts'

const LIMIT = { usual: 20, max: 100 }
const DELIVERIES = '/v1/webhooks/{webhook_id}/deliveries'

const list = scopedRoute('admin', {
  method: 'get',
  path: DELIVERIES,
  tags: ['webhooks'],
  summary: 'What was sent to an endpoint and how it went, newest first',
  request: {
    params: z.object({ webhook_id: z.uuid() }),
    query: z.strictObject({
      state: z.enum(DELIVERY_STATES).optional(),
      limit: z.coerce.number().int().min(1).max(LIMIT.max).default(LIMIT.usual),
      cursor: cursorSchema.optional(),
    }),
  },
  responses: { 200: { description: 'A page.', content: { 'application/json': { schema: deliveryPageSchema } } } },
})
const replay = scopedRoute('admin', {
  method: 'post',
  path: `${DELIVERIES}/{delivery_id}/replay`,
  tags: ['webhooks'],
  summary: 'Send a delivery once more, under its own webhook-id',
  description: 'One that is under way is left alone.',
  request: { params: z.object({ webhook_id: z.uuid(), delivery_id: z.uuid() }) },
  responses: { 202: { description: 'On its way.', content: { 'application/json': { schema: deliverySchema } } } },
})

/** What became of each event at each endpoint of the caller's tenant. */
export function deliveryRoutes({ database, audit, clock }: House): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  routes.openapi(list, async (c) => {
    const { tenantId } = c.get('caller')
    const endpoint = await getEndpoint(database, tenantId, c.req.valid('param').webhook_id)
    if (endpoint === undefined) throw notFound()
    const { state, limit, cursor } = c.req.valid('query')
    const rows = await listDeliveries(database, tenantId, {
      endpoint: endpoint.id,
      limit: limit + 1,
      ...(state !== undefined && { state }),
      ...(cursor !== undefined && { after: readCursor(cursor) }),
    })
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const next_cursor = last ? writeCursor({ at: last.created_at, id: last.id }) : null
    return c.json({ items: rows.slice(0, limit).map(deliveryBody), next_cursor, has_more: last !== undefined }, 200)
  })
  routes.openapi(replay, async (c) => {
    const caller = c.get('caller')
    const { webhook_id, delivery_id } = c.req.valid('param')
    if ((await getEndpoint(database, caller.tenantId, webhook_id)) === undefined) throw notFound()
    const audited = audit.statement({
      caller,
      action: 'webhook.replayed',
      target: { kind: 'webhook', id: webhook_id },
      requestId: c.get('requestId'),
      detail: { delivery: delivery_id },
    })
    const place = { endpoint: webhook_id, delivery: delivery_id }
    const delivery = await replayDelivery(database, caller.tenantId, place, new Date(clock.now()), audited)
    if (delivery === undefined) throw notFound()
    return c.json(deliveryBody(delivery), 202)
  })
  return routes
}
