import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { phoneQuery } from 'rawi/maintenance'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import { positionOf } from './cursors.ts'
import { limitQuery } from './filters.ts'
import { EXAMPLE_ITEM, itemOf } from './item.ts'
import { pageSchema } from './list-routes.ts'
import type { RecordDesk } from './record-desk.ts'
import { EXAMPLE_USER, userChange, userOf, userSchema } from './user-schema.ts'
import { changeUser, listUsers, readUser } from './users.ts'
import { json, microsOf, plainText } from './values.ts'

export const userParams = z.object({ user_id: z.uuid() })
const cursorQuery = z.string().min(1).max(512).optional()
const pageOfUsers = z
  .object({ items: z.array(userSchema), next_cursor: z.string().nullable(), has_more: z.boolean() })
  .openapi('UserPage')
const userWithCalls = userSchema.extend({ conversations: pageSchema }).openapi('UserWithConversations')

const list = scopedRoute('read', {
  method: 'get',
  path: '/v1/users',
  tags: ['callers'],
  summary: 'List callers, who called last first',
  request: {
    query: z.strictObject({
      phone: plainText(64).optional().openapi({ description: 'A whole number in any form, or its last digits.' }),
      limit: limitQuery,
      cursor: cursorQuery,
    }),
  },
  responses: {
    200: {
      description: 'A page.',
      content: json(pageOfUsers, { items: [EXAMPLE_USER], next_cursor: null, has_more: false }),
    },
  },
})
const read = scopedRoute('read', {
  method: 'get',
  path: '/v1/users/{user_id}',
  tags: ['callers'],
  summary: 'A caller and their conversations, newest first',
  request: { params: userParams, query: z.strictObject({ limit: limitQuery, cursor: cursorQuery }) },
  responses: {
    200: {
      description: 'The caller.',
      content: json(userWithCalls, {
        ...EXAMPLE_USER,
        conversations: { items: [EXAMPLE_ITEM], next_cursor: null, has_more: false },
      }),
    },
  },
})
const change = scopedRoute('write', {
  method: 'patch',
  path: '/v1/users/{user_id}',
  tags: ['callers'],
  summary: 'Correct a caller’s name, e-mail or language',
  description: 'A person’s word: nothing found in a later call replaces it. The last change holds.',
  request: { params: userParams, body: { required: true, content: json(userChange, { name: 'أحمد محمد' }) } },
  responses: { 200: { description: 'Changed.', content: json(userSchema, EXAMPLE_USER) } },
})

export function userRoutes({ house, database, region, cursors }: RecordDesk): OpenAPIHono<HouseEnv> {
  const { audit } = house
  const routes = newRoutes()
  routes.openapi(list, async (c) => {
    const { tenantId } = c.get('caller')
    const { phone, limit, cursor } = c.req.valid('query')
    const after = cursor === undefined ? undefined : positionOf(cursors.read('users', tenantId, cursor))
    const rows = await listUsers(database, tenantId, {
      phone: phone === undefined ? undefined : phoneQuery(phone, region),
      limit: limit + 1,
      ...(after && { after }),
    })
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const next = last ? cursors.write('users', tenantId, [last.micros, last.id]) : null
    return c.json({ items: rows.slice(0, limit).map(userOf), next_cursor: next, has_more: last !== undefined }, 200)
  })
  routes.openapi(read, async (c) => {
    const { tenantId } = c.get('caller')
    const { user_id } = c.req.valid('param')
    const { limit, cursor } = c.req.valid('query')
    const calls = `conversations of ${user_id.toLowerCase()}`
    const after = cursor === undefined ? undefined : positionOf(cursors.read(calls, tenantId, cursor))
    const found = await readUser(database, tenantId, user_id, { limit: limit + 1, ...(after && { after }) })
    if (!found) throw notFound()
    const rows = found.conversations
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const conversations = {
      items: rows.slice(0, limit).map(itemOf),
      next_cursor: last ? cursors.write(calls, tenantId, [microsOf(last.started_at), last.id]) : null,
      has_more: last !== undefined,
    }
    return c.json({ ...userOf(found.user), conversations }, 200)
  })
  routes.openapi(change, async (c) => {
    const caller = c.get('caller')
    const { user_id: id } = c.req.valid('param')
    const asked = c.req.valid('json')
    const entry = audit.statement({
      ...{ caller, action: 'user.changed', target: { kind: 'user', id }, requestId: c.get('requestId') },
      detail: { fields: Object.keys(asked).join(' ') },
    })
    const row = await changeUser(database, caller.tenantId, id, asked, entry)
    if (!row) throw notFound()
    return c.json(userOf(row), 200)
  })
  return routes
}
