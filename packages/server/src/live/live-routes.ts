import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type ErrorCode, RawiError } from 'rawi'
import { holdsScope } from '../access/caller.ts'
import { callerOf } from '../access/require-caller.ts'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import { type EventSource, eventStream } from './event-stream.ts'
import { liveOf } from './open-live.ts'
import { callEvents, heardAll, tenantEvents } from './sources.ts'
import { streamPlaces } from './stream-places.ts'

const stream = {
  description: 'Server-sent events; each has an `id` for `Last-Event-ID`. A comment every 15 s is a sign of life.',
  content: { 'text/event-stream': { schema: z.unknown() } },
}
const headers = z.object({
  'last-event-id': z.string().max(100).optional().openapi({ description: 'The last event that was received.' }),
})

const all = scopedRoute('read', {
  method: 'get',
  path: '/v1/live',
  tags: ['live'],
  summary: 'All calls as they happen',
  description:
    'Begins with `snapshot`, the calls that run (`person_asked_at` where a caller was handed to a person); then `started`, `message`, `contact`, `event` (such as `hand_over`), `claimed`, `ended`, `saved`, `pending`, `recovered`, `erased`, `alarm`. A listener who comes back gets what it missed, or `reset` and a fresh `snapshot`.',
  request: { headers },
  responses: { 200: stream },
})
const one = scopedRoute('read', {
  method: 'get',
  path: '/v1/conversations/{conversation_id}/events',
  tags: ['live'],
  summary: 'One call as it happens',
  description:
    'Replays what happened so far, then goes on; the stream ends after `ended`. A listener who comes back after that is answered 204.',
  request: { headers, params: z.object({ conversation_id: z.string().min(1).max(1_024) }) },
  responses: { 200: stream, 204: { description: 'The call has ended, and this listener has heard all of it.' } },
})

/** Live events, to callers who may read what they hold. */
export function liveRoutes(house: House, limits: RateLimits): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  const live = liveOf(house)
  const takePlace = streamPlaces()

  /** A key that was revoked or a session that ended listens no longer. */
  const allowed = (c: Context<HouseEnv>) => async (): Promise<ErrorCode | undefined> => {
    try {
      const caller = await callerOf(c, house, limits)
      if (caller?.tenantId === c.get('caller').tenantId && holdsScope(caller, 'read')) return undefined
      return 'RAWI_ACCESS_REFUSED'
    } catch (error) {
      return error instanceof RawiError && error.code === 'RAWI_ACCESS_REFUSED' ? error.code : undefined
    }
  }
  const open = (c: Context<HouseEnv>, makeSource: () => EventSource) => {
    const onClose = takePlace(c.get('caller'))
    return eventStream(c, makeSource(), { stopping: house.stopping, allowed: allowed(c), onClose })
  }
  routes.openapi(all, async (c) => {
    const caller = c.get('caller')
    const hub = await live.hubOf(caller.tenantId)
    house.audit.note({ caller, action: 'live.watched', requestId: c.get('requestId') })
    return open(c, () => tenantEvents(hub, c.req.valid('header')['last-event-id'])) as never
  })
  routes.openapi(one, async (c) => {
    const caller = c.get('caller')
    const hub = await live.hubOf(caller.tenantId)
    const log = await hub.logOf(c.req.valid('param').conversation_id)
    if (!log) throw notFound()
    const last = c.req.valid('header')['last-event-id']
    if (heardAll(log, last)) return c.body(null, 204)
    const target = { kind: 'conversation', id: log.conversation }
    house.audit.note({ caller, action: 'conversation.watched', target, requestId: c.get('requestId') })
    return open(c, () => callEvents(log, last)) as never
  })
  return routes
}
