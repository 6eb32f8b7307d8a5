import type { Statistics, StatisticsQuery } from '../conversation/store-port.ts'
import { asReader } from './as-role.ts'
import type { Database } from './database.ts'
import { bucketStart } from './statistics-contributions.ts'
import { type BinRow, type CountRow, statisticsOf } from './statistics-sums.ts'

const QUARTER_MS = 900_000
const DAY_MS = 86_400_000

/**
 * The tenant's statistics: ended conversations from the buckets, running ones counted. The range is widened to
 * quarter hours and returned as it was used.
 */
export async function statistics(database: Database, tenantId: string, query: StatisticsQuery): Promise<Statistics> {
  const from = query.from ? bucketStart(query.from.getTime(), 15) : undefined
  const to = query.to ? bucketStart(query.to.getTime() + QUARTER_MS - 1, 15) : undefined
  const [, ended, bins, active] = await database.batch([
    asReader(tenantId),
    { name: 'rawi_statistics', text: ENDED, values: bucketRange(from, to) },
    { name: 'rawi_statistics_bins', text: BINS, values: bucketRange(from, to) },
    { name: 'rawi_statistics_active', text: ACTIVE, values: [isoOr(from, '-infinity'), isoOr(to, 'infinity')] },
  ])
  return {
    from: from === undefined ? null : new Date(from),
    to: to === undefined ? null : new Date(to),
    ...statisticsOf(
      [...((ended?.rows ?? []) as CountRow[]), ...((active?.rows ?? []) as CountRow[])],
      (bins?.rows ?? []) as BinRow[],
    ),
  }
}

/** Whole days of the range from the day buckets, its ends from quarter hours: `$1` from, `$2` to, `$3` to `$4` whole days. */
const PICKED = `from statistics_buckets b where b.tenant_id = (select rawi.tenant_id()) and (
  (b.grain = 1440 and b.bucket_at >= $3::timestamptz and b.bucket_at < $4::timestamptz)
  or (b.grain = 15 and b.bucket_at >= $1::timestamptz and b.bucket_at < $3::timestamptz)
  or (b.grain = 15 and b.bucket_at >= $4::timestamptz and b.bucket_at < $2::timestamptz))`

const ENDED = `select b.status, b.channel, b.language, sum(b.conversations)::integer as count, sum(b.messages)::double precision as messages,
  sum(b.durations)::integer as durations, sum(b.duration_ms)::double precision as duration_ms
  ${PICKED} group by b.status, b.channel, b.language`

const BINS = `select e.key::integer as bin, sum(e.value::integer)::integer as count
  from (select b.histogram ${PICKED}) p, jsonb_each_text(p.histogram) e group by 1 order by 1`

const ACTIVE = `select 'active' as status, c.channel, coalesce(c.language, '') as language, count(*)::integer as count,
  sum(c.message_count)::double precision as messages, 0 as durations, 0::double precision as duration_ms
  from conversations c where c.tenant_id = (select rawi.tenant_id()) and c.status = 'active'
    and c.started_at >= $1::timestamptz and c.started_at < $2::timestamptz
  group by c.channel, c.language`

/** `from` and `to`, ms since the epoch, as the four values of `PICKED`. */
export function bucketRange(
  from: number | undefined,
  to: number | undefined,
): readonly [from: string, to: string, firstDay: string, lastDay: string] {
  const firstDay = from === undefined ? Number.NEGATIVE_INFINITY : bucketStart(from + DAY_MS - 1, 1_440)
  const lastDay = to === undefined ? Number.POSITIVE_INFINITY : bucketStart(to, 1_440)
  const ends = [isoOr(from, '-infinity'), isoOr(to, 'infinity')] as const
  // Within one day there is no whole day: everything comes from quarter hours.
  if (firstDay >= lastDay) return [...ends, isoOr(to, 'infinity'), isoOr(to, 'infinity')]
  return [...ends, isoOr(firstDay, '-infinity'), isoOr(lastDay, 'infinity')]
}

function isoOr(moment: number | undefined, endless: string): string {
  return moment === undefined || !Number.isFinite(moment) ? endless : new Date(moment).toISOString()
}
