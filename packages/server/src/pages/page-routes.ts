import type { OpenAPIHono } from '@hono/zod-openapi'
import { callerOf } from '../access/require-caller.ts'
import { newRoutes } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import { callPageRoutes } from './call-page.ts'
import { sendDocs } from './docs-page.ts'
import { sendErrors } from './errors-page.ts'
import { sendLanding } from './landing-page.ts'
import { sendPlay } from './play-page.ts'
import { recentCalls } from './recent-calls.ts'
import { staticFiles } from './static-files.ts'

// From src/pages and from dist/pages alike.
const FOLDER = new URL('../../files/', import.meta.url)

const FILES = {
  'page.css': new URL('page.css', FOLDER),
  'docs.js': new URL('docs.js', FOLDER),
  'play.css': new URL('play.css', FOLDER),
  'play.js': new URL('play.js', FOLDER),
  'swagger-ui.css': new URL(import.meta.resolve('swagger-ui-dist/swagger-ui.css')),
  'swagger-ui-bundle.js': new URL(import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js')),
}

/** Pages for people, and their files. */
export function pageRoutes(house: House, limits: RateLimits): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  routes.get('/', async (c) => {
    // A session that has ended is nobody's, and no reason not to show how to begin another.
    const caller = await callerOf(c, house, limits).catch(() => undefined)
    if (caller) await limits.requests(`${caller.kind} ${caller.tenantId} ${caller.id}`)
    const calls = await recentCalls(house, caller)
    return sendLanding(c, { caller, calls, withPassword: house.settings.password !== undefined })
  })
  routes.get('/play/:conversation_id', (c) => sendPlay(c, house, limits))
  routes.get('/docs', sendDocs)
  routes.get('/errors', sendErrors)
  routes.get('/files/:name', staticFiles(FILES))
  routes.route('/', callPageRoutes(house))
  return routes
}
