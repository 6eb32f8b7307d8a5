import { OLD_SCHEMA } from './adopt-tables.ts'
import type { Database } from './database.ts'

/** One thing that is still to be imported: a conversation id with all its rows, or the callers. */
export interface OpenWork {
  readonly id: number
  readonly kind: 'users' | 'calls'
  readonly label: string | null
}

/** Numbers by what they count; `leftOut` by the reason. */
export interface WorkDone {
  readonly counts: Readonly<Record<string, number>>
  readonly leftOut: Readonly<Record<string, number>>
}

export interface Ledger extends WorkDone {
  readonly zone: string
  readonly open: number
  readonly done: number
}

/** How far an adoption has come, with its sums; undefined where there was none. */
export async function readLedger(database: Database): Promise<Ledger | undefined> {
  const { rows: found } = await database.query<{ present: boolean }>(
    `select to_regclass('${OLD_SCHEMA}.rawi_adoption') is not null as present`,
  )
  if (!found[0]?.present) return undefined
  const sums = (column: string) => `coalesce((
    select jsonb_object_agg(key, n) from (
      select e.key, sum(e.value::bigint) as n from ${OLD_SCHEMA}.rawi_adoption, jsonb_each_text(${column}) e group by 1
    ) s), '{}')`
  const { rows } = await database.query<{
    zone: string
    open: number
    done: number
    counts: Record<string, number>
    left_out: Record<string, number>
  }>(
    `select max(label) filter (where kind = 'zone') as zone, count(*) filter (where not done)::integer as open,
      count(*) filter (where done and kind = 'calls')::integer as done, ${sums('counts')} as counts, ${sums('left_out')} as left_out
     from ${OLD_SCHEMA}.rawi_adoption`,
  )
  const [row] = rows
  return row && { zone: row.zone, open: row.open, done: row.done, counts: row.counts, leftOut: row.left_out }
}

/** The next things to import, in the order in which they were noted. */
export async function nextWork(database: Database, limit: number): Promise<OpenWork[]> {
  const { rows } = await database.query<OpenWork>(
    `select id, kind, label from ${OLD_SCHEMA}.rawi_adoption where not done order by id limit $1`,
    [limit],
  )
  return rows
}

export async function finishWork(database: Database, work: OpenWork, { counts, leftOut }: WorkDone): Promise<void> {
  await database.query(`update ${OLD_SCHEMA}.rawi_adoption set done = true, counts = $2, left_out = $3 where id = $1`, [
    ...[work.id, JSON.stringify(counts), JSON.stringify(leftOut)],
  ])
}
