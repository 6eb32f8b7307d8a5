import { asReader } from './as-role.ts'
import type { Database } from './database.ts'
import { quantile } from './duration-histogram.ts'

export interface GroupStatistics {
  /** The status, language or channel; for `day` and `hour` the place of the part, from 0. Null: not known. */
  readonly key: string | number | null
  readonly count: number
  readonly average_duration_seconds: number | null
  readonly median_duration_seconds: number | null
  readonly p95_duration_seconds: number | null
  readonly average_messages: number | null
}

/** A part of time, half-open, ms since the epoch and whole quarter hours; parts stand in order and do not overlap. */
export interface TimePart {
  readonly from: number
  readonly to: number
  /** Parts of one key are counted together, such as the same hour of different days. */
  readonly key: number
}

/** Within `$1` to `$2`, from quarter hours, and from whole UTC days where there are any: `$3` to `$4`. */
const PICKED = `from statistics_buckets b where b.tenant_id = (select rawi.tenant_id()) and (
  (b.grain = 1440 and b.bucket_at >= $3::timestamptz and b.bucket_at < $4::timestamptz)
  or (b.grain = 15 and b.bucket_at >= $1::timestamptz and b.bucket_at < $3::timestamptz)
  or (b.grain = 15 and b.bucket_at >= $4::timestamptz and b.bucket_at < $2::timestamptz))`

const RUNNING = `from conversations c where c.tenant_id = (select rawi.tenant_id()) and c.status = 'active'
  and c.started_at >= $1::timestamptz and c.started_at < $2::timestamptz`

interface SumRow {
  readonly key: string | number
  readonly count: number
  readonly messages: number
  readonly durations: number
  readonly duration_ms: number
}

interface BinRow {
  readonly key: string | number
  readonly bin: number
  readonly count: number
}

/** Ended conversations from the buckets and running ones counted, by status, language or channel; the most first. */
export async function statisticsBy(
  database: Database,
  tenantId: string,
  group: 'status' | 'language' | 'channel',
  range: readonly [from: string, to: string, firstDay: string, lastDay: string],
): Promise<GroupStatistics[]> {
  const running = group === 'status' ? `'active'` : `coalesce(c.${group}, '')`
  const [, sums, bins, active] = await database.batch([
    asReader(tenantId),
    { name: `rawi_groups_${group}`, text: sumsText(`b.${group}`, PICKED), values: range },
    { name: `rawi_groups_bins_${group}`, text: binsText(`b.${group}`, PICKED), values: range },
    { name: `rawi_groups_now_${group}`, text: runningText(running), values: range.slice(0, 2) },
  ])
  return groupsOf(rowsOf<SumRow>(sums), rowsOf<BinRow>(bins), rowsOf<SumRow>(active))
    .map((one) => ({ ...one, key: one.key === '' ? null : one.key }))
    .sort((a, b) => b.count - a.count || (String(a.key) < String(b.key) ? -1 : 1))
}

/** The same by parts of time; parts without a conversation are left out. */
export async function statisticsByTime(
  database: Database,
  tenantId: string,
  parts: readonly TimePart[],
): Promise<GroupStatistics[]> {
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last) return []
  const iso = (moment: number) => new Date(moment).toISOString()
  const values = [iso(first.from), iso(last.to), parts.map(({ from }) => iso(from)), parts.map(({ key }) => key)]
  const keyOf = (moment: string) => `($4::integer[])[width_bucket(${moment}, $3::timestamptz[])]`
  const picked = `from statistics_buckets b where b.tenant_id = (select rawi.tenant_id()) and b.grain = 15
    and b.bucket_at >= $1::timestamptz and b.bucket_at < $2::timestamptz`
  const [, sums, bins, active] = await database.batch([
    asReader(tenantId),
    { name: 'rawi_groups_time', text: sumsText(keyOf('b.bucket_at'), picked), values },
    { name: 'rawi_groups_bins_time', text: binsText(keyOf('b.bucket_at'), picked), values },
    { name: 'rawi_groups_now_time', text: runningText(keyOf('c.started_at')), values },
  ])
  return groupsOf(rowsOf<SumRow>(sums), rowsOf<BinRow>(bins), rowsOf<SumRow>(active)).sort(
    (a, b) => Number(a.key) - Number(b.key),
  )
}

function sumsText(key: string, picked: string): string {
  return `select ${key} as key, sum(b.conversations)::integer as count, sum(b.messages)::double precision as messages,
    sum(b.durations)::integer as durations, sum(b.duration_ms)::double precision as duration_ms ${picked} group by 1`
}

function binsText(key: string, picked: string): string {
  return `select p.key, e.key::integer as bin, sum(e.value::integer)::integer as count
    from (select ${key} as key, b.histogram ${picked}) p, jsonb_each_text(p.histogram) e group by 1, 2 order by 1, 2`
}

function runningText(key: string): string {
  return `select ${key} as key, count(*)::integer as count, sum(c.message_count)::double precision as messages,
    0 as durations, 0::double precision as duration_ms ${RUNNING} group by 1`
}

function groupsOf(ended: SumRow[], bins: BinRow[], running: SumRow[]): GroupStatistics[] {
  const sums = new Map<string | number, Omit<SumRow, 'key'>>()
  for (const { key, ...row } of [...ended, ...running]) {
    const known = sums.get(key) ?? { count: 0, messages: 0, durations: 0, duration_ms: 0 }
    sums.set(key, {
      count: known.count + row.count,
      messages: known.messages + row.messages,
      durations: known.durations + row.durations,
      duration_ms: known.duration_ms + row.duration_ms,
    })
  }
  const histograms = Map.groupBy(bins, ({ key }) => key)
  return [...sums].map(([key, { count, messages, durations, duration_ms }]) => ({
    key,
    count,
    average_duration_seconds: durations === 0 ? null : duration_ms / durations / 1000,
    median_duration_seconds: quantile(histograms.get(key) ?? [], 0.5),
    p95_duration_seconds: quantile(histograms.get(key) ?? [], 0.95),
    average_messages: count === 0 ? null : messages / count,
  }))
}

function rowsOf<Row>(result: { readonly rows: unknown[] } | undefined): Row[] {
  return (result?.rows ?? []) as Row[]
}
