import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { BOUNDS } from 'rawi/maintenance'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { SCOPES } from './caller.ts'

const whoSchema = z
  .object({
    kind: z.enum(['key', 'session', 'token']),
    id: z.string(),
    name: z.string(),
    tenant_id: z.uuid(),
    scopes: z.array(z.enum(SCOPES)),
  })
  .openapi('Caller')
const linkSchema = z.object({ url: z.url(), expires_in_seconds: z.int() }).openapi('SignInLink')
const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } })

const who = scopedRoute(undefined, {
  method: 'get',
  path: '/v1/session',
  tags: ['access'],
  summary: 'Who you are here',
  responses: { 200: { description: 'The key, session or token that was sent.', content: json(whoSchema) } },
})
const link = scopedRoute('admin', {
  method: 'post',
  path: '/v1/sign-in-links',
  tags: ['access'],
  summary: 'Make a sign-in link',
  description: 'It signs one person in, once, as an administrator of your tenant.',
  responses: { 201: { description: 'Made.', content: json(linkSchema) } },
})

/** Who asks, and how somebody else may come in. */
export function sessionRoutes({ access, audit, origin }: House): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  routes.openapi(who, (c) => {
    const { kind, id, name, tenantId, scopes } = c.get('caller')
    return c.json({ kind, id, name, tenant_id: tenantId, scopes: [...scopes] }, 200)
  })
  routes.openapi(link, async (c) => {
    const caller = c.get('caller')
    await audit.record({ caller, action: 'sign_in_link.created', requestId: c.get('requestId') })
    const url = signInUrl(origin(), access.links.create(caller.tenantId))
    return c.json({ url, expires_in_seconds: BOUNDS.SIGN_IN_MINUTES * 60 }, 201)
  })
  return routes
}

/** Where a sign-in secret is used up. */
export function signInUrl(origin: string, secret: string): string {
  return `${origin}/sign-in?token=${secret}`
}
