import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { RawiError } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import { newRoutes } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { limitBody, requireBody } from '../http/limit-body.ts'
import { notFound, problemSchema, RequestError } from '../http/problem.ts'
import { requireOwnPage } from './own-page.ts'
import { personasOf } from './personas.ts'
import type { Tickets } from './tickets.ts'

const BODY_MAX_BYTES = 1_024
const MINUTE = 60

const ticketSchema = z
  .object({
    ticket: z.string(),
    socket: z.string().openapi({ description: 'The path of the WebSocket; it takes this ticket once.' }),
    expires_in_seconds: z.int(),
  })
  .openapi('CallTicket')

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

const begin = createRoute({
  method: 'post',
  path: '/v1/calls',
  tags: ['calls'],
  summary: 'Get a ticket for a call',
  description:
    'For the page of a caller, who needs no key: the server chooses everything that a ticket stands for. Only pages of this server, or of an origin that it was told of, may ask.',
  security: [],
  middleware: [limitBody(BODY_MAX_BYTES), requireBody],
  request: {
    query: z.strictObject({}),
    body: { required: true, content: { 'application/json': { schema: z.strictObject({}) } } },
  },
  responses: {
    201: {
      description: 'Good once, for a short time.',
      content: { 'application/json': { schema: ticketSchema } },
    },
    400: problem('The body holds something.'),
    403: problem('A page of another origin asks.'),
    404: problem('This server takes no calls.'),
    413: problem('The body is too large.'),
    415: problem('The body is of another media type.'),
    429: problem('Too many calls from one address; `Retry-After` says how long to wait.'),
    503: problem('As many calls run as this server takes, or it stops, or no persona can be used.'),
  },
  'x-body-max-bytes': BODY_MAX_BYTES,
})

/** @throws RawiError RAWI_PERSONA_INVALID where nobody could answer; the log says which file and which line. */
function mustAnswer(house: House): void {
  try {
    personasOf(house)
  } catch (error) {
    if (!(error instanceof RawiError)) throw error
    house.log.error({ code: error.code }, `calls cannot be answered: ${error.message}`)
    throw new RequestError('RAWI_PERSONA_INVALID', 'Nobody can answer calls here at the moment.')
  }
}

/** Where a call begins. It stands before the check of keys: callers have none. */
export function callRoutes(house: House, tickets: Tickets, full: () => boolean): OpenAPIHono<HouseEnv> {
  const { settings } = house
  const routes = newRoutes()
  const perAddress = new RateLimiterMemory({ points: BOUNDS.CALLS_PER_MINUTE, duration: MINUTE })
  routes.openapi(begin, async (c) => {
    if (settings.calls === 'off') throw notFound()
    requireOwnPage(c, settings)
    try {
      await perAddress.consume(c.get('address'))
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      const headers = { 'retry-after': String(Math.max(1, Math.ceil(error.msBeforeNext / 1_000))) }
      throw new RequestError('RAWI_RATE_LIMITED', 'Too many calls from one address.', { headers })
    }
    mustAnswer(house)
    if (full()) {
      throw new RequestError('RAWI_BUSY', 'As many calls run as this server takes.', {
        headers: { 'retry-after': '30' },
      })
    }
    const ticket = tickets.create(house.tenantId)
    const socket = `/v1/calls/${ticket}/socket`
    return c.json({ ticket, socket, expires_in_seconds: BOUNDS.CALL_TICKET_SECONDS }, 201)
  })
  return routes
}
