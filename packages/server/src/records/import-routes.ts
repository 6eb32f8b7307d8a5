import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { RawiError } from 'rawi'
import { BOUNDS, type ImportReport, importFile, phoneRegion, zoneReader } from 'rawi/maintenance'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { HouseEnv } from '../http/house.ts'
import { RequestError } from '../http/problem.ts'
import type { RecordDesk } from './record-desk.ts'
import { json, plainText } from './values.ts'

const count = z.int()
const reportSchema = z
  .object({
    kind: z.enum(['transcript', 'export']),
    imported: count.openapi({ description: 'Conversations that are new here.' }),
    completed: count.openapi({ description: 'Conversations of which something was missing here.' }),
    present: count.openapi({ description: 'Conversations that were here as they are in the file.' }),
    erased: count.openapi({ description: 'Conversations that were erased here and stay away.' }),
    messages: count,
    users: count,
    left_out: count.openapi({ description: 'Entries of transcripts without a word.' }),
    erased_elsewhere: z.array(z.uuid()),
    refusals: count,
    refused: z.array(z.object({ code: z.string(), detail: z.string() })),
  })
  .openapi('ImportReport')
export type ImportBody = z.infer<typeof reportSchema>

const importRoute = scopedRoute(
  'admin',
  {
    method: 'post',
    path: '/v1/import',
    tags: ['export'],
    summary: 'Import an export, or a transcript',
    description:
      'A JSON Lines export, or a transcript file of Rawi or of the old system. Imported twice it changes nothing; what is refused stands in the report, everything else is imported.',
    request: {
      query: z.strictObject({
        name: plainText(255).default('import').openapi({
          description: 'Name of the file: that of an old transcript tells of its call.',
        }),
        zone: z
          .string()
          .min(1)
          .max(64)
          .refine((zone) => zoneReader(zone) !== undefined, 'must be a time zone such as Asia/Damascus')
          .default('UTC')
          .openapi({ description: 'Of moments that name none.', example: 'Asia/Damascus' }),
      }),
      body: {
        content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
      },
    },
    responses: { 200: { description: 'What came of it.', content: json(reportSchema) } },
  },
  BOUNDS.IMPORT_FILE_MAX_BYTES,
)

/** Files that come in; one at a time, because each may fill as much memory as one may have. */
export function importRoutes({ house, database }: RecordDesk): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()
  let busy = false
  routes.openapi(importRoute, async (c) => {
    const caller = c.get('caller')
    const { name, zone } = c.req.valid('query')
    const type = c.req.header('content-type')
    if (type !== undefined && !type.startsWith('application/octet-stream'))
      throw new RequestError('RAWI_MEDIA_TYPE_REFUSED', 'The media type of the body is not taken here.')
    if (busy)
      throw new RequestError('RAWI_BUSY', 'Another file is being imported.', { headers: { 'retry-after': '5' } })
    const reader = zoneReader(zone)
    if (!reader) throw new RawiError('RAWI_INTERNAL', 'A time zone that was checked is none.')
    busy = true
    try {
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const region = house.settings.recorder.defaultRegion ?? 'SY'
      const reading = {
        tenantId: caller.tenantId,
        region: phoneRegion(region),
        zone: reader,
        source: 'transcript',
      } as const
      const report = await importFile(database, name, pieces(bytes), { reading })
      const { imported, completed, messages, users, refusals } = report
      const detail = { imported, completed, messages, users, refusals }
      await house.audit.record({ caller, action: 'conversations.imported', requestId: c.get('requestId'), detail })
      return c.json(bodyOf(report), 200)
    } finally {
      busy = false
    }
  })
  return routes
}

const PIECE_BYTES = 262_144

/** As a file is read: between two pieces everybody else has their turn. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES)
}

function bodyOf({ leftOut, erasedElsewhere, refused, ...report }: ImportReport): ImportBody {
  return { ...report, left_out: leftOut, erased_elsewhere: [...erasedElsewhere], refused: [...refused] }
}
