import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { BOUNDS, foldName, phoneRegion } from 'rawi/maintenance'
import { newRoutes } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { limitBody, requireBody } from '../http/limit-body.ts'
import { notFound, problemSchema, RequestError } from '../http/problem.ts'
import { changeConversation } from '../records/change-conversation.ts'
import { json } from '../records/values.ts'
import { requireOwnPage } from './own-page.ts'
import { keepComment, readOwnRecord } from './own-record.ts'
import { EXAMPLE_OWN_RECORD, type OwnChange, ownChangeBody, ownRecordSchema } from './own-record-schema.ts'
import type { RecordKeys } from './record-keys.ts'

const BODY_MAX_BYTES = 16_384
const MINUTE = 60

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})
const common = {
  path: '/v1/calls/{conversation_id}/record',
  tags: ['calls'],
  security: [],
}
const request = {
  params: z.object({ conversation_id: z.uuid().openapi({ description: 'The id that the call was told.' }) }),
  query: z.strictObject({}),
  headers: z.object({
    'x-call-key': z.string().max(200).optional().openapi({ description: 'The key that the call was told with it.' }),
  }),
}
const responses = {
  200: { description: 'What was kept.', content: json(ownRecordSchema, EXAMPLE_OWN_RECORD) },
  400: problem(
    'A value is wrong or unknown; `errors` names each. A number that cannot be dialled: `RAWI_PHONE_INVALID`.',
  ),
  403: problem('A page of another origin asks.'),
  404: problem('There is nothing here: no such call, not saved yet, or another key.'),
  409: problem('The call still runs, or the time for changes is over: `RAWI_CALL_RECORD_CLOSED`.'),
  429: problem('Too often; `Retry-After` says how long to wait.'),
  503: problem('The database is away or the server stops.'),
}

const read = createRoute({
  ...common,
  method: 'get',
  summary: 'What was kept of one’s own call',
  description:
    'For the page of a caller, who needs no key of the house: the call told the page the id and a key for it in the message `record`. Only until an hour after the call.',
  request,
  responses,
})
const change = createRoute({
  ...common,
  method: 'patch',
  summary: 'Rate one’s own call, correct name, phone and e-mail',
  description:
    'What is not told stays, null takes a value away. The contact of the conversation is then a person’s word, as staff’s would be; of the caller behind the number, what staff or other calls told holds.',
  middleware: [limitBody(BODY_MAX_BYTES), requireBody],
  request: {
    ...request,
    body: { required: true, content: json(ownChangeBody, { rating: 5, contact: { name: 'أحمد محمد' } }) },
  },
  responses: {
    ...responses,
    408: problem('The request came too slowly.'),
    413: problem('The body is too large.'),
    415: problem('The body is of another media type.'),
  },
  'x-body-max-bytes': BODY_MAX_BYTES,
})

/** What a caller may do with their call once it is over. It stands before the check of keys, as their calls do. */
export function ownRecordRoutes(house: House, keys: RecordKeys): OpenAPIHono<HouseEnv> {
  const { settings, database, tenantId, clock, audit } = house
  const region = phoneRegion(settings.recorder.defaultRegion ?? 'SY')
  const perCall = new RateLimiterMemory({ points: BOUNDS.CALL_RECORD_PER_MINUTE, duration: MINUTE })
  const routes = newRoutes()

  /** @throws RequestError RAWI_NOT_FOUND, RAWI_RATE_LIMITED */
  async function admit(id: string, key: string | undefined): Promise<void> {
    if (settings.calls === 'off' || key === undefined || !keys.fits(tenantId, id, key)) throw notFound()
    try {
      await perCall.consume(id.toLowerCase())
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      const headers = { 'retry-after': String(Math.max(1, Math.ceil(error.msBeforeNext / 1_000))) }
      throw new RequestError('RAWI_RATE_LIMITED', 'The record of this call is asked for too often.', { headers })
    }
  }
  const open = async (id: string) => {
    const record = await readOwnRecord(database, tenantId, id, clock.now())
    if (!record) throw notFound()
    return record
  }

  routes.openapi(read, async (c) => {
    requireOwnPage(c, settings)
    const { conversation_id: id } = c.req.valid('param')
    await admit(id, c.req.valid('header')['x-call-key'])
    c.header('cache-control', 'no-store')
    return c.json(await open(id), 200)
  })

  routes.openapi(change, async (c) => {
    requireOwnPage(c, settings)
    const { conversation_id: asked } = c.req.valid('param')
    await admit(asked, c.req.valid('header')['x-call-key'])
    const { rating, comment, contact } = plainly(c.req.valid('json'))
    const { id } = await open(asked)
    const fields = Object.entries({ rating, comment, ...contact }).filter(([, value]) => value !== undefined)
    await changeConversation(database, tenantId, id, {
      change: { ...(rating !== undefined && { rating }), ...(contact && { contact }) },
      region,
      ifMatch: undefined,
      word: 'caller',
      async also(query) {
        if (comment === undefined) return
        await keepComment(query, tenantId, id, { text: comment, at: new Date(clock.now()) })
      },
      tell: (changed) =>
        audit.statement({
          caller: { tenantId, kind: 'call', id: changed },
          action: 'conversation.changed',
          target: { kind: 'conversation', id: changed },
          requestId: c.get('requestId'),
          detail: { fields: fields.map(([name]) => name).join(' ') },
        }),
    })
    c.header('cache-control', 'no-store')
    return c.json(await open(id), 200)
  })
  return routes
}

/** Marks that nobody sees and that turn the text around them do not come in by a form. @throws RequestError RAWI_INPUT_INVALID */
function plainly({ rating, comment, contact }: OwnChange): OwnChange {
  const line = (text: string | null | undefined) =>
    typeof text === 'string' ? withoutMarks(text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')).trim() : text
  const name = line(contact?.name)
  if (typeof name === 'string' && foldName(name) === '') {
    const errors = [{ in: 'body', path: 'contact.name', message: 'must hold a letter' }]
    throw new RequestError('RAWI_INPUT_INVALID', 'A name holds letters.', { errors })
  }
  const words = typeof comment === 'string' ? withoutMarks(comment).trim() : comment
  return {
    ...(rating !== undefined && { rating }),
    ...(words !== undefined && { comment: words === '' ? null : words }),
    ...(contact && { contact: { ...contact, ...(name !== undefined && { name }) } }),
  }
}

function withoutMarks(text: string): string {
  return text.replaceAll(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
}
