import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { RawiError } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { problemSchema } from '../http/problem.ts'
import {
  type EndedBody,
  endedSchema,
  endSchema,
  keptSchema,
  messagesSchema,
  type StartBody,
  type StartedBody,
  startedSchema,
  startSchema,
} from './ingest-schema.ts'
import { ingestOf } from './open-ingest.ts'
import { startOptions } from './start-and-end-options.ts'
import { takeMessages } from './take-messages.ts'

const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } })
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})
const MISMATCH = problem('The key or message id came with something else before (RAWI_IDEMPOTENCY_MISMATCH).')
const ENDED = problem('The conversation has ended (RAWI_CONVERSATION_ENDED), or is full (RAWI_CONFLICT).')
const params = z.object({ conversation_id: z.uuid() })
const headers = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must have 1 to 200 visible ASCII characters')
    .optional()
    .openapi({ description: 'Yours, new for each request: sent again with the same body it gets the same answer.' }),
})

const start = scopedRoute('write', {
  method: 'post',
  path: '/v1/conversations',
  tags: ['ingest'],
  summary: 'Start a conversation',
  description: `Goes on when the server restarts. One that nobody adds to ends by itself with \`timeout\`.`,
  request: { headers, body: { required: true, content: json(startSchema) } },
  responses: { 201: { description: 'Started: it is in the journal.', content: json(startedSchema) }, 422: MISMATCH },
})
const add = scopedRoute(
  'write',
  {
    method: 'post',
    path: '/v1/conversations/{conversation_id}/messages',
    tags: ['ingest'],
    summary: 'Add what was said: one message or up to 500',
    description:
      'Answered 2xx it is in the journal and survives the death of the server; with `durable=true` power loss as well. A message with an `id`, or a request with a key, can be sent again after a lost answer.',
    request: {
      headers,
      params,
      query: z.strictObject({ durable: z.enum(['true', 'false']).optional() }),
      body: { required: true, content: json(messagesSchema) },
    },
    responses: { 200: { description: 'Kept.', content: json(keptSchema) }, 409: ENDED, 422: MISMATCH },
  },
  BOUNDS.INGEST_BODY_MAX_BYTES,
)
const end = scopedRoute('write', {
  method: 'post',
  path: '/v1/conversations/{conversation_id}/end',
  tags: ['ingest'],
  summary: 'End a conversation',
  description: 'The first end stands; ended again it is told as it ended.',
  request: { headers, params, body: { required: true, content: json(endSchema) } },
  responses: { 200: { description: 'Ended.', content: json(endedSchema) }, 422: MISMATCH },
})

/** Conversations of agents in any language, with the promises that the library gives to its own. */
export function ingestRoutes(house: House): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  const ingest = ingestOf(house)

  const begin = async (tenantId: string, body: StartBody, id?: string, again = false): Promise<StartedBody> => {
    // A process died over it, perhaps only after it had begun.
    const known = id === undefined || !again ? undefined : await ingest.find(tenantId, id).catch(notThere)
    const call = known ?? (await ingest.start(tenantId, { ...startOptions(body), ...(id !== undefined && { id }) }))
    const { conversation } = call
    await mustBeJournaled(house, tenantId)
    return {
      id: conversation.id,
      conversation_id: conversation.conversationId,
      status: 'active',
      started_at: conversation.startedAt.toISOString(),
    }
  }
  routes.openapi(start, async (c) => {
    const caller = c.get('caller')
    const body = c.req.valid('json')
    const key = c.req.valid('header')['idempotency-key']
    const started =
      key === undefined
        ? await begin(caller.tenantId, body)
        : await ingest.idempotency.once({ caller, key: `start ${key}`, body }, (id, again) =>
            begin(caller.tenantId, body, id, again),
          )
    return c.json(started, 201, { location: `/v1/conversations/${started.id}` })
  })
  routes.openapi(add, async (c) => {
    const { tenantId } = c.get('caller')
    const id = c.req.valid('param').conversation_id
    const body = c.req.valid('json')
    await mustBeJournaled(house, tenantId)
    const call = await ingest.find(tenantId, id.toLowerCase())
    call.lastHeard = house.clock.monotonic()
    const messages = 'messages' in body ? body.messages : [body]
    const key = c.req.valid('header')['idempotency-key']
    const kept = takeMessages(call, messages, key, (ms) => house.metrics.addSeconds.observe(ms / 1_000))
    await mustBeJournaled(house, tenantId)
    if (c.req.valid('query').durable === 'true') await call.conversation.flush()
    return c.json(kept, 200)
  })
  routes.openapi(end, async (c) => {
    const caller = c.get('caller')
    const id = c.req.valid('param').conversation_id.toLowerCase()
    const body = c.req.valid('json')
    const key = c.req.valid('header')['idempotency-key']
    const finish = (): Promise<EndedBody> => ingest.end(caller.tenantId, id, body)
    const ended =
      key === undefined
        ? await finish()
        : await ingest.idempotency.once({ caller, key: `end ${id} ${key}`, body }, finish)
    return c.json(ended, 200)
  })
  return routes
}

/** What the disk refuses is in memory only, and nothing that was answered 2xx may be lost with it. */
async function mustBeJournaled(house: House, tenantId: string): Promise<void> {
  const { journal } = (await house.recorderOf(tenantId)).status()
  if (journal.memoryBytes === 0) return
  throw new RawiError('RAWI_JOURNAL_DISK_FULL', 'The journal cannot be written.')
}

function notThere(error: unknown): undefined {
  if (error instanceof RawiError && (error.code === 'RAWI_NOT_FOUND' || AWAY.has(error.code))) return undefined
  throw error
}

const AWAY = new Set(['RAWI_DATABASE_UNREACHABLE', 'RAWI_DATABASE_TIMEOUT'])
