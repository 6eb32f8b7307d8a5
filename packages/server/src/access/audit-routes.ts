import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { cursorSchema, readCursor, writeCursor } from '../http/page-cursor.ts'
import { momentSchema, momentText, textSchema } from '../http/value-schemas.ts'
import { readAs } from './as-caller.ts'

const LIMIT = { usual: 50, max: 100 }
const entrySchema = z
  .object({
    id: z.uuid(),
    occurred_at: momentText,
    actor_kind: z.string(),
    actor_id: z.string(),
    action: z.string().openapi({ example: 'conversation.read' }),
    target_kind: z.string().nullable(),
    target_id: z.string().nullable(),
    request_id: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditEntry')
type Entry = Omit<z.infer<typeof entrySchema>, 'occurred_at'> & { occurred_at: Date }
const pageSchema = z
  .object({ items: z.array(entrySchema), next_cursor: z.string().nullable(), has_more: z.boolean() })
  .openapi('AuditPage')

const list = scopedRoute('admin', {
  method: 'get',
  path: '/v1/audit',
  tags: ['access'],
  summary: 'Who read and changed what, newest first',
  request: {
    query: z.strictObject({
      target_id: textSchema(1_024).optional(),
      actor_id: textSchema(1_024).optional(),
      from: momentSchema.optional(),
      to: momentSchema.optional(),
      limit: z.coerce.number().int().min(1).max(LIMIT.max).default(LIMIT.usual),
      cursor: cursorSchema.optional(),
    }),
  },
  responses: { 200: { description: 'A page.', content: { 'application/json': { schema: pageSchema } } } },
})

/** The audit log of the caller's tenant. */
export function auditRoutes({ database }: House): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  routes.openapi(list, async (c) => {
    const { target_id, actor_id, from, to, limit, cursor } = c.req.valid('query')
    const after = cursor === undefined ? undefined : readCursor(cursor)
    const [result] = await readAs(database, c.get('caller'), {
      text: `select id, occurred_at, actor_kind, actor_id, action, target_kind, target_id, request_id, detail from audit_log
        where tenant_id = (select rawi.tenant_id()) and ($1::text is null or target_id = $1) and ($2::text is null or actor_id = $2)
          and ($3::timestamptz is null or occurred_at >= $3) and ($4::timestamptz is null or occurred_at < $4)
          and ($5::timestamptz is null or (occurred_at, id) < ($5, $6::uuid))
        order by occurred_at desc, id desc limit $7`,
      values: [
        target_id ?? null,
        actor_id ?? null,
        from ?? null,
        to ?? null,
        after?.at ?? null,
        after?.id ?? null,
        limit + 1,
      ],
    })
    const rows = (result?.rows ?? []) as Entry[]
    const items = rows.slice(0, limit).map((row) => ({ ...row, occurred_at: row.occurred_at.toISOString() }))
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const next_cursor = last ? writeCursor({ at: last.occurred_at, id: last.id }) : null
    return c.json({ items, next_cursor, has_more: last !== undefined }, 200)
  })
  return routes
}
