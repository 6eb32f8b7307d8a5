import { BOUNDS, type Query } from 'rawi/maintenance'
import type { Said } from './call-words.ts'

interface SaidRow {
  readonly role: 'user' | 'assistant'
  readonly text: string
  readonly interrupted: boolean
  readonly latency: string | null
}

/** What was said in a call, in the order people read it; of a very long one its beginning and its end. */
export async function readSaid(query: Query, id: string): Promise<Said[]> {
  const half = BOUNDS.ANALYSIS_MESSAGES_MAX / 2
  const { rows } = await query<SaidRow>(
    `select role, left(case when interrupted then coalesce(heard, content) else content end, ${BOUNDS.ANALYSIS_TURN_MAX_UNITS}) as text,
      interrupted, metadata ->> 'latency_ms' as latency
    from (
      select m.*, row_number() over (order by timestamp, writer, seq) as first, row_number() over (order by timestamp desc, writer desc, seq desc) as last
      from messages m where conversation_uuid = $1::uuid and role in ('user', 'assistant')
    ) m where first <= ${half} or last <= ${half} order by first`,
    [id],
  )
  return rows.map(({ role, text, interrupted, latency }) => {
    const milliseconds = latency === null ? Number.NaN : Number(latency)
    return {
      role,
      text,
      interrupted,
      ...(Number.isFinite(milliseconds) && milliseconds >= 0 && { latencyMs: milliseconds }),
    }
  })
}
