import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { notFound, RequestError } from '../http/problem.ts'
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  getEndpoint,
  listEndpoints,
  rotateSecret,
} from './endpoints.ts'
import { urlCheck } from './guarded-dispatcher.ts'
import { sendTest } from './send-test.ts'
import { endpointBody } from './webhook-bodies.ts'
import { changeSchema, createdEndpointSchema, endpointSchema, newEndpointSchema } from './webhook-schemas.ts'

const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } })
const params = z.object({ webhook_id: z.uuid() })
const tags = ['webhooks']
const ONE = '/v1/webhooks/{webhook_id}'

const list = scopedRoute('admin', {
  method: 'get',
  path: '/v1/webhooks',
  tags,
  summary: 'The endpoints that your tenant tells of its calls',
  responses: { 200: { description: 'All of them.', content: json(z.object({ items: z.array(endpointSchema) })) } },
})
const create = scopedRoute('admin', {
  method: 'post',
  path: '/v1/webhooks',
  tags,
  summary: 'Tell an endpoint',
  description: 'Events are signed as Standard Webhooks are; the secret stands in this answer and nowhere else.',
  request: { body: { required: true, content: json(newEndpointSchema) } },
  responses: { 201: { description: 'Made.', content: json(createdEndpointSchema) } },
})
const get = scopedRoute('admin', {
  method: 'get',
  path: ONE,
  tags,
  summary: 'One endpoint',
  request: { params },
  responses: { 200: { description: 'It.', content: json(endpointSchema) } },
})
const change = scopedRoute('admin', {
  method: 'patch',
  path: ONE,
  tags,
  summary: 'Change an endpoint, or switch it off and on',
  request: { params, body: { required: true, content: json(changeSchema) } },
  responses: { 200: { description: 'Changed.', content: json(endpointSchema) } },
})
const remove = scopedRoute('admin', {
  method: 'delete',
  path: ONE,
  tags,
  summary: 'Delete an endpoint with its deliveries',
  request: { params },
  responses: { 204: { description: 'Deleted.' } },
})
const rotate = scopedRoute('admin', {
  method: 'post',
  path: `${ONE}/rotate`,
  tags,
  summary: 'A new secret',
  description: 'The secret before it goes on signing beside it for 24 hours.',
  request: { params },
  responses: { 200: { description: 'Made.', content: json(createdEndpointSchema) } },
})
const test = scopedRoute('admin', {
  method: 'post',
  path: `${ONE}/test`,
  tags,
  summary: 'Send a test event',
  description: 'The delivery shows how it went.',
  request: { params },
  responses: {
    202: { description: 'On its way.', content: json(z.object({ event_id: z.string() }).openapi('WebhookTest')) },
  },
})

/** Endpoints of the caller's tenant; what an admin does to them stands in the audit log. */
export function webhookRoutes({ database, audit, clock, settings }: House): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  const mayCall = urlCheck(settings.webhookAllow)
  const now = () => new Date(clock.now())
  const told = (c: Context<HouseEnv>, verb: string, id: string) =>
    audit.statement({
      caller: c.get('caller'),
      action: `webhook.${verb}`,
      target: { kind: 'webhook', id },
      requestId: c.get('requestId'),
    })
  const known = async (c: Context<HouseEnv>, id: string): Promise<string> => {
    const endpoint = await getEndpoint(database, c.get('caller').tenantId, id)
    if (endpoint === undefined) throw notFound()
    return endpoint.id
  }
  const checkUrl = (url: string | undefined): void => {
    if (url === undefined || mayCall(new URL(url))) return
    throw new RequestError('RAWI_INPUT_INVALID', 'Webhooks go to public addresses, by https.', {
      errors: [
        { in: 'body', path: 'url', message: 'must be an https address that is public, without a password in it' },
      ],
    })
  }

  routes.openapi(list, async (c) => {
    const endpoints = await listEndpoints(database, c.get('caller').tenantId)
    return c.json({ items: endpoints.map(endpointBody) }, 200)
  })
  routes.openapi(create, async (c) => {
    const caller = c.get('caller')
    const { url, events, description } = c.req.valid('json')
    checkUrl(url)
    const given = { url, description, events: [...new Set(events)], createdBy: `${caller.kind} ${caller.id}` }
    const { endpoint, secret } = await createEndpoint(database, caller.tenantId, given, now(), (id) =>
      told(c, 'created', id),
    )
    return c.json({ ...endpointBody(endpoint), secret }, 201)
  })
  routes.openapi(get, async (c) => {
    const endpoint = await getEndpoint(database, c.get('caller').tenantId, c.req.valid('param').webhook_id)
    if (endpoint === undefined) throw notFound()
    return c.json(endpointBody(endpoint), 200)
  })
  routes.openapi(change, async (c) => {
    const id = await known(c, c.req.valid('param').webhook_id)
    const { url, events, description, enabled } = c.req.valid('json')
    checkUrl(url)
    const wanted = {
      ...(url !== undefined && { url }),
      ...(events !== undefined && { events: [...new Set(events)] }),
      ...(description !== undefined && { description }),
      ...(enabled !== undefined && { enabled }),
    }
    const changed = await changeEndpoint(database, c.get('caller').tenantId, id, wanted, now(), told(c, 'changed', id))
    if (changed === undefined) throw notFound()
    return c.json(endpointBody(changed), 200)
  })
  routes.openapi(remove, async (c) => {
    const id = await known(c, c.req.valid('param').webhook_id)
    await deleteEndpoint(database, c.get('caller').tenantId, id, told(c, 'deleted', id))
    return c.body(null, 204)
  })
  routes.openapi(rotate, async (c) => {
    const id = await known(c, c.req.valid('param').webhook_id)
    const rotated = await rotateSecret(database, c.get('caller').tenantId, id, now(), told(c, 'rotated', id))
    if (rotated === undefined) throw notFound()
    return c.json({ ...endpointBody(rotated.endpoint), secret: rotated.secret }, 200)
  })
  routes.openapi(test, async (c) => {
    const id = await known(c, c.req.valid('param').webhook_id)
    const event = await sendTest(database, { tenantId: c.get('caller').tenantId, endpoint: id }, now())
    if (event === undefined) throw new RequestError('RAWI_CONFLICT', 'The endpoint is switched off.')
    return c.json({ event_id: event }, 202)
  })
  return routes
}
