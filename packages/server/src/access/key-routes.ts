import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import { lineSchema, momentSchema, momentText } from '../http/value-schemas.ts'
import { type Caller, SCOPES } from './caller.ts'
import { type ApiKey, createKey, listKeys, revokeKey } from './keys.ts'

const keySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    created_at: momentText,
    created_by: z.string(),
    last_used_at: momentText.nullable(),
    expires_at: momentText.nullable(),
    revoked_at: momentText.nullable(),
  })
  .openapi('ApiKey')
const createdSchema = keySchema.extend({ key: z.string() }).openapi('NewApiKey')
const newKeySchema = z.strictObject({
  name: lineSchema(200),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  expires_at: momentSchema.optional(),
})
const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } })

const list = scopedRoute('admin', {
  method: 'get',
  path: '/v1/keys',
  tags: ['keys'],
  summary: 'The API keys of your tenant',
  responses: { 200: { description: 'All keys.', content: json(z.object({ items: z.array(keySchema) })) } },
})
const create = scopedRoute('admin', {
  method: 'post',
  path: '/v1/keys',
  tags: ['keys'],
  summary: 'Make an API key',
  description: 'The key itself stands in this answer and nowhere else.',
  request: { body: { required: true, content: json(newKeySchema) } },
  responses: { 201: { description: 'Made.', content: json(createdSchema) } },
})
const revoke = scopedRoute('admin', {
  method: 'delete',
  path: '/v1/keys/{key_id}',
  tags: ['keys'],
  summary: 'Revoke an API key',
  request: { params: z.object({ key_id: z.uuid() }) },
  responses: { 200: { description: 'Revoked.', content: json(keySchema) } },
})

/** Keys of the caller's tenant; what an admin does to them stands in the audit log. */
export function keyRoutes({ database, audit, access }: House): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  const tell = (caller: Caller, action: string, id: string, requestId: string) =>
    audit.record({ caller, action, target: { kind: 'key', id }, requestId })
  routes.openapi(list, async (c) => {
    const keys = await listKeys(database, c.get('caller').tenantId)
    return c.json({ items: keys.map(bodyOf) }, 200)
  })
  routes.openapi(create, async (c) => {
    const caller = c.get('caller')
    const { name, scopes, expires_at } = c.req.valid('json')
    const { key, row } = await createKey(database, caller.tenantId, {
      name,
      scopes: [...new Set(scopes)],
      ...(expires_at !== undefined && { expiresAt: expires_at }),
      createdBy: `${caller.kind} ${caller.id}`,
    })
    await tell(caller, 'key.created', row.id, c.get('requestId'))
    return c.json({ ...bodyOf(row), key }, 201)
  })
  routes.openapi(revoke, async (c) => {
    const caller = c.get('caller')
    const row = await revokeKey(database, caller.tenantId, c.req.valid('param').key_id)
    if (row === undefined) throw notFound()
    access.forget(row.id)
    await tell(caller, 'key.revoked', row.id, c.get('requestId'))
    return c.json(bodyOf(row), 200)
  })
  return routes
}

function bodyOf(row: ApiKey) {
  const iso = (moment: Date | null) => moment?.toISOString() ?? null
  return {
    ...row,
    scopes: [...row.scopes],
    created_at: row.created_at.toISOString(),
    last_used_at: iso(row.last_used_at),
    expires_at: iso(row.expires_at),
    revoked_at: iso(row.revoked_at),
  }
}
