import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { BOUNDS } from 'rawi/maintenance'
import type { Scope } from '../access/caller.ts'
import { requireScope } from '../access/require-scope.ts'
import type { HouseEnv } from './house.ts'
import { limitBody, requireBody } from './limit-body.ts'
import { type ProblemItem, problemSchema, RequestError } from './problem.ts'

// The last one says that no credentials are a request like any other: one that is answered 404.
const SECURITY = [{ key: [] }, { session: [] }, {}]
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

/** What any route under /v1 may answer besides its own. */
const PROBLEMS = {
  400: problem('A value is wrong or unknown; `errors` names each.'),
  401: problem('The key, session or token sent is refused.'),
  403: problem('The scope is missing, or a page of another origin asks.'),
  404: problem('There is nothing here: missing, of another tenant, or asked without a key.'),
  408: problem('The request came too slowly.'),
  413: problem('The body is too large.'),
  415: problem('The body is of another media type.'),
  429: problem('Too many requests; `Retry-After` says how long to wait.'),
  503: problem('The database is away or the server stops; `Retry-After` says when to try again.'),
}

const CHANGE_PROBLEMS = { 409: problem('The change does not fit what is there by now.') }

/**
 * A route that needs a scope, or with undefined any caller: strangers get 404 before anything of the request is looked at, unknown query parameters
 * 400, and the document tells all of it.
 */
export function scopedRoute<P extends string, R extends Omit<RouteConfig, 'path'> & { path: P }>(
  scope: Scope | undefined,
  config: R,
  bodyMaxBytes: number = BOUNDS.REQUEST_BODY_MAX_BYTES,
) {
  const request = { query: z.strictObject({}), ...config.request }
  const route = createRoute({
    ...config,
    request,
    security: SECURITY,
    description: [config.description, scope && `Needs the scope \`${scope}\`.`].filter(Boolean).join('\n\n'),
    responses: { ...PROBLEMS, ...(config.method !== 'get' && CHANGE_PROBLEMS), ...config.responses },
    ...(scope && { 'x-scope': scope }),
    'x-body-max-bytes': bodyMaxBytes,
  } as unknown as R)
  const middleware: MiddlewareHandler<HouseEnv>[] = [...(scope ? [requireScope(scope)] : []), limitBody(bodyMaxBytes)]
  if (config.request?.body?.required) middleware.push(requireBody)
  return Object.assign(route, { middleware })
}

/** An empty group of routes, in which every value that is wrong is told by its place and never repeated. */
export function newRoutes(): OpenAPIHono<HouseEnv> {
  return new OpenAPIHono<HouseEnv>({
    defaultHook: (result) => {
      if (result.success) return
      throw new RequestError('RAWI_INPUT_INVALID', 'The request holds values that are wrong or unknown.', {
        errors: result.error.issues.flatMap((issue) => itemsOf(result.target, issue)),
      })
    },
  })
}

const PLACES: Record<string, string> = { json: 'body', form: 'body', param: 'path', query: 'query', header: 'header' }

function itemsOf(target: string, issue: z.core.$ZodIssue): ProblemItem[] {
  const place = PLACES[target] ?? target
  const path = issue.path.map(String)
  if (issue.code !== 'unrecognized_keys') return [{ in: place, path: path.join('.'), message: issue.message }]
  return issue.keys
    .slice(0, 20)
    .map((key) => ({ in: place, path: [...path, key.slice(0, 64)].join('.'), message: 'is not known here' }))
}
