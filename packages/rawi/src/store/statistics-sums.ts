import { type Channel, STATUSES, type Status } from '../conversation/outcome.ts'
import type { Statistics, StatusStatistics } from '../conversation/store-port.ts'
import { quantile } from './duration-histogram.ts'

/** Sums of the conversations of one status, channel and language (empty when unknown). */
export interface CountRow {
  readonly status: string
  readonly channel: string
  readonly language: string
  readonly count: number
  readonly messages: number
  readonly durations: number
  readonly duration_ms: number
}

export interface BinRow {
  readonly bin: number
  readonly count: number
}

/** Statistics from their sums. */
export function statisticsOf(rows: readonly CountRow[], bins: readonly BinRow[]): Omit<Statistics, 'from' | 'to'> {
  const all = sumsOf(rows)
  return {
    total: all.count,
    active: sumsOf(rows.filter((row) => row.status === 'active')).count,
    average_duration_seconds: averageSeconds(all),
    median_duration_seconds: quantile(bins, 0.5),
    p95_duration_seconds: quantile(bins, 0.95),
    average_messages: all.count === 0 ? null : all.messages / all.count,
    total_messages: all.messages,
    by_status: STATUSES.flatMap((status) => statusOf(status, rows)),
    by_language: countsBy(rows, (row) => row.language).map(([language, count]) => ({
      language: language || null,
      count,
    })),
    by_channel: countsBy(rows, (row) => row.channel as Channel).map(([channel, count]) => ({ channel, count })),
  }
}

type Sums = Pick<CountRow, 'count' | 'messages' | 'durations' | 'duration_ms'>

function sumsOf(rows: readonly CountRow[]): Sums {
  const sums = { count: 0, messages: 0, durations: 0, duration_ms: 0 }
  for (const row of rows) {
    sums.count += row.count
    sums.messages += row.messages
    sums.durations += row.durations
    sums.duration_ms += row.duration_ms
  }
  return sums
}

function averageSeconds(sums: Sums): number | null {
  return sums.durations === 0 ? null : sums.duration_ms / sums.durations / 1000
}

function statusOf(status: Status, rows: readonly CountRow[]): StatusStatistics[] {
  const sums = sumsOf(rows.filter((row) => row.status === status))
  if (sums.count === 0) return []
  return [
    {
      status,
      count: sums.count,
      average_duration_seconds: averageSeconds(sums),
      average_messages: sums.messages / sums.count,
    },
  ]
}

/** Most frequent first, ties by key. */
function countsBy<Key extends string>(rows: readonly CountRow[], keyOf: (row: CountRow) => Key): [Key, number][] {
  const counts = new Map<Key, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + row.count)
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}
