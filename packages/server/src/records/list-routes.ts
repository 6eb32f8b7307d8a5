import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { HouseEnv } from '../http/house.ts'
import { listBody, listQuery } from './filters.ts'
import { EXAMPLE_ITEM, itemSchema } from './item.ts'
import { type ListDesk, listPage } from './list-page.ts'
import { json } from './values.ts'

export const pageSchema = z
  .object({
    items: z.array(itemSchema),
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
    total: z.int().optional().openapi({ description: 'With `include=total` only.' }),
  })
  .openapi('ConversationPage')

const responses = {
  200: {
    description: 'A page.',
    content: json(pageSchema, { items: [EXAMPLE_ITEM], next_cursor: null, has_more: false }),
  },
}
const list = scopedRoute('read', {
  method: 'get',
  path: '/v1/conversations',
  tags: ['conversations'],
  summary: 'List conversations',
  description:
    'Running ones too. Pages hang together whatever is added meanwhile: go on with `next_cursor` and the same filters.',
  request: { query: listQuery },
  responses,
})
const search = scopedRoute('read', {
  method: 'post',
  path: '/v1/conversations/search',
  tags: ['conversations'],
  summary: 'List conversations, with the filters in the body',
  description: 'Numbers and words stay out of addresses and of the logs of proxies.',
  request: { body: { required: true, content: json(listBody, { phone: '0991234567', limit: 20, sort: 'newest' }) } },
  responses,
})

export function listRoutes(desk: ListDesk): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  routes.openapi(list, async (c) => c.json(await listPage(desk, c.get('caller').tenantId, c.req.valid('query')), 200))
  routes.openapi(search, async (c) => c.json(await listPage(desk, c.get('caller').tenantId, c.req.valid('json')), 200))
  return routes
}
