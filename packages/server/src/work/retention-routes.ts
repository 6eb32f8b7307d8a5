import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { BOUNDS } from 'rawi/maintenance'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { House, HouseEnv } from '../http/house.ts'
import { runRetention } from './retention.ts'

const days = z.int().nullable().openapi({ description: 'null: for ever' })
const counts = z.object({
  conversations: z.int(),
  transcripts: z.int(),
  audit: z.int(),
  deliveries: z.int(),
})
const retentionSchema = z
  .object({
    keep_days: z.object({ conversations: days, transcripts: days, audit: days, deliveries: days }),
    journal_hours: z
      .int()
      .openapi({ description: 'How long journals stay as insurance after their calls were saved.' }),
    due: counts.openapi({ description: 'What is older than it may be now.' }),
  })
  .openapi('Retention')
const runSchema = z.object({ dry_run: z.boolean(), removed: counts }).openapi('RetentionRun')

const get = scopedRoute('admin', {
  method: 'get',
  path: '/v1/retention',
  tags: ['retention'],
  summary: 'For how long what is kept, and what is too old',
  responses: { 200: { description: 'It.', content: { 'application/json': { schema: retentionSchema } } } },
})
const run = scopedRoute('admin', {
  method: 'post',
  path: '/v1/retention/run',
  tags: ['retention'],
  summary: 'Remove what is too old now, or only count it',
  description:
    'The server does this by itself about once an hour; conversations of your tenant are erased with receipts.',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ dry_run: z.boolean().default(false) }) } },
    },
  },
  responses: { 200: { description: 'Done.', content: { 'application/json': { schema: runSchema } } } },
})

/** Retention of the caller's tenant. */
export function retentionRoutes(house: House): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  routes.openapi(get, async (c) => {
    const { conversations, transcripts, audit, deliveries } = house.settings.keep
    const due = await runRetention(house, { dryRun: true, tenant: c.get('caller').tenantId })
    const keep_days = {
      conversations: conversations ?? null,
      transcripts: transcripts ?? null,
      audit: audit ?? null,
      deliveries: deliveries ?? null,
    }
    const journal_hours = house.settings.recorder.journalInsuranceHours ?? BOUNDS.JOURNAL_INSURANCE_HOURS
    return c.json({ keep_days, journal_hours, due }, 200)
  })
  routes.openapi(run, async (c) => {
    const caller = c.get('caller')
    const { dry_run } = c.req.valid('json')
    const removed = await runRetention(house, { dryRun: dry_run, tenant: caller.tenantId, signal: house.stopping })
    if (!dry_run) {
      const detail = { ...removed }
      await house.audit.record({ caller, action: 'retention.run', requestId: c.get('requestId'), detail })
    }
    return c.json({ dry_run, removed }, 200)
  })
  return routes
}
