import type { Query } from './database.ts'
import { binOf } from './duration-histogram.ts'

/** What one ended conversation adds to the statistics. */
interface Contribution {
  readonly conversation_uuid: string
  readonly tenant_id: string
  readonly started_at: Date
  readonly status: string
  readonly channel: string
  readonly language: string
  readonly messages: number
  readonly duration_ms: number | null
}

/** Minutes of a bucket. */
const GRAINS = [15, 1_440] as const
const MINUTE_MS = 60_000

/** Takes out what these conversations added before and adds what they come to now. Under the outbox lock only. */
export async function writeContributions(query: Query, conversations: readonly string[]): Promise<void> {
  const { rows: now } = await query<Contribution>(
    `select id as conversation_uuid, tenant_id, started_at, status, channel, coalesce(language, '') as language,
      message_count as messages, round(least(duration_seconds, 1e9) * 1000)::bigint as duration_ms
    from conversations where id = any($1::uuid[]) and status <> 'active'`,
    [conversations],
  )
  const before = await removeContributions(query, conversations)
  await addToBuckets(query, [...before.map((of) => ({ of, sign: -1 })), ...now.map((of) => ({ of, sign: 1 }))])
  await query(
    `insert into statistics_contributions (conversation_uuid, tenant_id, started_at, status, channel, language, messages, duration_ms)
    select * from jsonb_to_recordset($1::jsonb) as c (conversation_uuid uuid, tenant_id uuid, started_at timestamptz, status text,
      channel text, language text, messages integer, duration_ms bigint)`,
    [JSON.stringify(now)],
  )
}

/** For conversations that are going away. Under the outbox lock only. */
export async function eraseContributions(query: Query, conversations: readonly string[]): Promise<void> {
  const before = await removeContributions(query, conversations)
  await addToBuckets(
    query,
    before.map((of) => ({ of, sign: -1 })),
  )
}

async function removeContributions(query: Query, conversations: readonly string[]): Promise<Contribution[]> {
  const { rows } = await query<Contribution>(
    `delete from statistics_contributions where conversation_uuid = any($1::uuid[])
    returning conversation_uuid, tenant_id, started_at, status, channel, language, messages, duration_ms`,
    [conversations],
  )
  return rows
}

interface Change {
  tenant_id: string
  grain: number
  bucket_at: Date
  status: string
  channel: string
  language: string
  conversations: number
  messages: number
  durations: number
  duration_ms: number
  histogram: Record<string, number>
}

async function addToBuckets(query: Query, signed: readonly { of: Contribution; sign: number }[]): Promise<void> {
  const changes = changesOf(signed)
  if (changes.length === 0) return
  const values = [JSON.stringify(changes)]
  await query(
    `insert into statistics_buckets as b
      (tenant_id, grain, bucket_at, status, channel, language, conversations, messages, durations, duration_ms, histogram)
    select * from jsonb_to_recordset($1::jsonb) as c (tenant_id uuid, grain smallint, bucket_at timestamptz, status text, channel text,
      language text, conversations integer, messages bigint, durations integer, duration_ms bigint, histogram jsonb)
    on conflict (tenant_id, grain, bucket_at, status, channel, language) do update set
      conversations = b.conversations + excluded.conversations, messages = b.messages + excluded.messages,
      durations = b.durations + excluded.durations, duration_ms = b.duration_ms + excluded.duration_ms,
      histogram = (
        select coalesce(jsonb_object_agg(s.key, s.count), '{}') from (
          select e.key, sum(e.value::integer) as count
          from (select * from jsonb_each_text(b.histogram) union all select * from jsonb_each_text(excluded.histogram)) e
          group by e.key having sum(e.value::integer) <> 0) s)`,
    values,
  )
  await query(
    `delete from statistics_buckets b using jsonb_to_recordset($1::jsonb) as c (tenant_id uuid, grain smallint, bucket_at timestamptz,
      status text, channel text, language text)
    where b.tenant_id = c.tenant_id and b.grain = c.grain and b.bucket_at = c.bucket_at and b.status = c.status
      and b.channel = c.channel and b.language = c.language and b.conversations = 0`,
    values,
  )
}

/** One change per bucket. */
function changesOf(signed: readonly { of: Contribution; sign: number }[]): Change[] {
  const changes = new Map<string, Change>()
  for (const { of, sign } of signed) {
    for (const grain of GRAINS) {
      const bucket_at = new Date(bucketStart(of.started_at.getTime(), grain))
      const { tenant_id, status, channel, language } = of
      const key = JSON.stringify([tenant_id, grain, bucket_at, status, channel, language])
      const change = changes.get(key) ?? {
        ...{ tenant_id, grain, bucket_at, status, channel, language },
        ...{ conversations: 0, messages: 0, durations: 0, duration_ms: 0, histogram: {} },
      }
      changes.set(key, change)
      change.conversations += sign
      change.messages += sign * of.messages
      if (of.duration_ms === null) continue
      const bin = binOf(of.duration_ms)
      change.durations += sign
      change.duration_ms += sign * of.duration_ms
      change.histogram[bin] = (change.histogram[bin] ?? 0) + sign
    }
  }
  return [...changes.values()].filter((change) => !isNothing(change))
}

function isNothing(change: Change): boolean {
  return (
    change.conversations === 0 &&
    change.messages === 0 &&
    change.durations === 0 &&
    change.duration_ms === 0 &&
    Object.values(change.histogram).every((count) => count === 0)
  )
}

/** Where the bucket of a moment begins, ms since the epoch; days are those of UTC. */
export function bucketStart(moment: number, grain: number): number {
  const length = grain * MINUTE_MS
  return Math.floor(moment / length) * length
}
