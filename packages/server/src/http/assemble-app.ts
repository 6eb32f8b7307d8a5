import type { OpenAPIHono } from '@hono/zod-openapi'
import { requireCaller } from '../access/require-caller.ts'
import type { Calls } from '../calls/open-calls.ts'
import { livekitRoutes } from '../webhooks/livekit-routes.ts'
import { methodsAt } from './allowed-methods.ts'
import { crossOrigin } from './cross-origin.ts'
import { newRoutes } from './define-route.ts'
import { documentOf } from './document.ts'
import type { Drain } from './drain.ts'
import { hostCheck } from './host-check.ts'
import type { House, HouseEnv } from './house.ts'
import { answerProblem, codedOf, notFound, RequestError } from './problem.ts'
import { openRateLimits } from './rate-limits.ts'
import { requestContext } from './request-context.ts'
import { routeGroups } from './route-groups.ts'
import { securityHeaders } from './security-headers.ts'
import { statusOf } from './status-of.ts'

/** The whole application: what holds for every request, then the groups of routes. */
export function assembleApp(house: House, drain: Drain, calls: Calls): OpenAPIHono<HouseEnv> {
  const { settings, log } = house
  const limits = openRateLimits(house.database, settings, house.stopping)
  const app = newRoutes()
  app.use(requestContext(house))
  app.use(securityHeaders(settings.publicUrl?.startsWith('https:') === true))
  app.use(drain.gate)
  app.use(hostCheck(settings))
  if (settings.corsOrigins.length > 0) app.use('/v1/*', crossOrigin(settings.corsOrigins))
  // LiveKit shows no key of ours: it signs what it reports, and its route looks at that itself.
  app.route('/', livekitRoutes(house, limits))
  // Callers have no key either: what they may do is bounded by their tickets.
  app.route('/', calls.routes)
  app.use('/v1/*', requireCaller(house, limits))
  for (const group of routeGroups(house, limits)) app.route('/', group)
  let document: object | undefined
  app.get('/openapi.json', (c) => {
    document ??= documentOf(app, house.version)
    return c.json(document)
  })
  const methods = methodsAt(app.routes)
  app.notFound((c) => {
    const allowed = methods(c.req.path)
    if (allowed.length === 0) return answerProblem(notFound(), c)
    const headers = { allow: allowed.join(', ') }
    return answerProblem(new RequestError('RAWI_METHOD_REFUSED', 'This method is not taken here.', { headers }), c)
  })
  app.onError((error, c) => {
    const coded = codedOf(error)
    if (statusOf(coded.code) === 500)
      log.error({ requestId: c.get('requestId'), ...faultOf(coded) }, 'a request failed')
    return answerProblem(coded, c)
  })
  return app
}

/** Where a defect is: its code and the lines of code it went through, never its message, which may hold values. */
function faultOf(error: Error & { code?: string }): object {
  const cause = error.cause instanceof Error ? error.cause : error
  const places = cause.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return { code: error.code, error: cause.name, places: places?.slice(0, 8).map((line) => line.trim()) }
}
