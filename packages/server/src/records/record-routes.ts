import type { OpenAPIHono } from '@hono/zod-openapi'
import { phoneRegion } from 'rawi/maintenance'
import { newRoutes } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { conversationRoutes } from './conversation-routes.ts'
import { openCursors } from './cursors.ts'
import { erasureRoutes } from './erasure-routes.ts'
import { exportRoutes } from './export-routes.ts'
import { importRoutes } from './import-routes.ts'
import { listRoutes } from './list-routes.ts'
import type { RecordDesk } from './record-desk.ts'
import { recordingRoutes } from './recording-routes.ts'
import { statisticsRoutes } from './statistics-routes.ts'
import { userRoutes } from './user-routes.ts'

/** Everything that was kept: listed, opened, corrected, counted, exported and erased. */
export function recordRoutes(house: House): OpenAPIHono<HouseEnv> {
  const desk: RecordDesk = {
    house,
    database: house.database,
    region: phoneRegion(house.settings.recorder.defaultRegion ?? 'SY'),
    cursors: openCursors(house.secretFor),
  }
  const routes = newRoutes()
  const groups = [
    listRoutes,
    conversationRoutes,
    recordingRoutes,
    exportRoutes,
    importRoutes,
    statisticsRoutes,
    userRoutes,
    erasureRoutes,
  ]
  for (const group of groups) routes.route('/', group(desk))
  return routes
}
