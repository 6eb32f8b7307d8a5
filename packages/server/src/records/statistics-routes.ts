import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { CHANNELS, STATUSES } from 'rawi'
import {
  BOUNDS,
  bucketRange,
  bucketStart,
  type GroupStatistics,
  statisticsBy,
  statisticsByTime,
  statisticsOf,
  zoneReader,
} from 'rawi/maintenance'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { HouseEnv } from '../http/house.ts'
import { RequestError } from '../http/problem.ts'
import type { RecordDesk } from './record-desk.ts'
import { json, LAST_OF_ALL, moment, when } from './values.ts'
import { dayParts, hourParts, startOfDay, zonedDays } from './zoned-parts.ts'

const GROUPS = ['day', 'hour', 'status', 'language', 'channel'] as const
const DAY_MS = 86_400_000
const USUAL_DAYS = 30
/** What lies before or behind is as if it lay there: nobody called then. */
const FIRST = Date.UTC(1900, 0, 1)
const number = z.number().nullable()
const measures = {
  count: z.int(),
  average_duration_seconds: number,
  median_duration_seconds: number,
  p95_duration_seconds: number,
  average_messages: number,
}
const groupSchema = z
  .object({
    key: z.string().nullable().openapi({ description: 'The day, the hour (00 to 23) or the value; null: not known.' }),
    ...measures,
  })
  .openapi('StatisticsGroup')
const statisticsSchema = z
  .object({
    from: moment.nullable(),
    to: moment.nullable(),
    tz: z.string(),
    total: z.int(),
    active: z.int(),
    average_duration_seconds: number,
    median_duration_seconds: number,
    p95_duration_seconds: number,
    average_messages: number,
    total_messages: z.int(),
    by_status: z.array(
      z.object({
        status: z.enum(STATUSES),
        count: z.int(),
        average_duration_seconds: number,
        average_messages: number,
      }),
    ),
    by_language: z.array(z.object({ language: z.string().nullable(), count: z.int() })),
    by_channel: z.array(z.object({ channel: z.enum(CHANNELS), count: z.int() })),
    group_by: z.enum(GROUPS).nullable(),
    groups: z.array(groupSchema),
  })
  .openapi('Statistics')

const statistics = scopedRoute('read', {
  method: 'get',
  path: '/v1/statistics',
  tags: ['statistics'],
  summary: 'How many, how long, how they ended',
  description:
    `Counted by quarter hours, so that a range is widened to them. By \`day\` and \`hour\`, as clocks in \`tz\` show them, over at most ${BOUNDS.STATISTICS_DAYS_MAX} days, by default the last ${USUAL_DAYS}. ` +
    'Medians and p95 are within 5 %. What ended a second ago may still be missing.',
  request: {
    query: z.strictObject({
      from: when.optional(),
      to: when.optional(),
      tz: z
        .string()
        .min(1)
        .max(64)
        .refine((zone) => zoneReader(zone) !== undefined, 'must be a time zone such as Asia/Damascus')
        .default('UTC')
        .openapi({ example: 'Asia/Damascus' }),
      group_by: z.enum(GROUPS).optional(),
    }),
  },
  responses: { 200: { description: 'The numbers.', content: json(statisticsSchema) } },
})

type Groups = z.infer<typeof groupSchema>[]

export function statisticsRoutes({ house, database }: RecordDesk): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()

  const groupsBy = async (
    tenantId: string,
    group: (typeof GROUPS)[number],
    zone: string,
    range: { from: number | undefined; to: number | undefined },
  ): Promise<Groups> => {
    if (group !== 'day' && group !== 'hour') {
      const to = range.to === undefined ? undefined : bucketStart(range.to + 899_999, 15)
      const from = range.from === undefined ? undefined : bucketStart(range.from, 15)
      return (await statisticsBy(database, tenantId, group, bucketRange(from, to))).map((one) => groupOf(one, one.key))
    }
    const { from = 0, to = 0 } = range
    // The days are made only of a range that can be one: made of ten thousand years they would hold up everything else.
    const possible = to - from <= (BOUNDS.STATISTICS_DAYS_MAX + 2) * DAY_MS
    const days = possible ? zonedDays(zone, from, to) : []
    if (!possible || days.length > BOUNDS.STATISTICS_DAYS_MAX + 1) {
      throw new RequestError('RAWI_INPUT_INVALID', 'The range holds too many days.', {
        errors: [
          { in: 'query', path: 'from', message: `must be at most ${BOUNDS.STATISTICS_DAYS_MAX} days before to` },
        ],
      })
    }
    const parts = group === 'day' ? dayParts(days, from, to) : hourParts(zone, days, from, to)
    const found = new Map((await statisticsByTime(database, tenantId, parts)).map((one) => [one.key, one]))
    const keys =
      group === 'day'
        ? days.map(({ day }) => day)
        : Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
    return keys.map((key, place) => groupOf(found.get(place), key))
  }

  routes.openapi(statistics, async (c) => {
    const { tenantId } = c.get('caller')
    const { from, to, tz, group_by } = c.req.valid('query')
    const timed = group_by === 'day' || group_by === 'hour'
    const until = to === undefined ? (timed ? house.clock.now() : undefined) : momentOf(to, tz, DAY_MS)
    const since = from === undefined ? (timed ? (until ?? 0) - USUAL_DAYS * DAY_MS : undefined) : momentOf(from, tz, 0)
    const [all, groups] = await Promise.all([
      statisticsOf(database, tenantId, {
        ...(since !== undefined && { from: new Date(since) }),
        ...(until !== undefined && { to: new Date(until) }),
      }),
      group_by === undefined ? [] : groupsBy(tenantId, group_by, tz, { from: since, to: until }),
    ])
    return c.json(
      {
        ...all,
        from: all.from?.toISOString() ?? null,
        to: all.to?.toISOString() ?? null,
        tz,
        by_status: [...all.by_status],
        by_language: [...all.by_language],
        by_channel: [...all.by_channel],
        group_by: group_by ?? null,
        groups,
      },
      200,
    )
  })
  return routes
}

/** A day is one of the zone; one that ends a range belongs to it. */
function momentOf(written: string, zone: string, later: number): number {
  if (written.length > 10) return Math.max(FIRST, Date.parse(written))
  const day = new Date(Math.min(LAST_OF_ALL, Math.max(FIRST, Date.parse(written) + later))).toISOString().slice(0, 10)
  return startOfDay(zone, day) ?? Date.parse(day)
}

function groupOf(one: GroupStatistics | undefined, key: string | number | null): Groups[number] {
  return {
    key: key === null ? null : String(key),
    count: one?.count ?? 0,
    average_duration_seconds: one?.average_duration_seconds ?? null,
    median_duration_seconds: one?.median_duration_seconds ?? null,
    p95_duration_seconds: one?.p95_duration_seconds ?? null,
    average_messages: one?.average_messages ?? null,
  }
}
