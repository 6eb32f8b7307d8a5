import type { Query } from 'rawi/maintenance'

/** What the work after a call knows of a conversation: no name, no number, no words. */
export interface CallRow {
  readonly id: string
  readonly tenant_id: string
  readonly conversation_id: string
  readonly status: 'active' | 'completed' | 'abandoned' | 'failed'
  readonly end_reason: string | null
  readonly end_rank: number
  readonly channel: string
  readonly language: string | null
  readonly user_id: string | null
  readonly conversation_count: number | null
  readonly started_at: Date
  readonly ended_at: Date | null
  readonly duration_seconds: number | null
  readonly message_count: number
  readonly summary: string | null
}

/** How far the work on a conversation has come. */
export interface WorkRow {
  readonly changed: number
  readonly told: number
  readonly analysed: number
  readonly summary_hash: Uint8Array | null
}

/**
 * A conversation and its work, held until the transaction ends: an erasure waits, and so does another server that does
 * the same. Undefined where it was erased.
 */
export async function holdCall(query: Query, id: string): Promise<{ call: CallRow; work: WorkRow } | undefined> {
  const { rows: calls } = await query<CallRow>(
    `select c.id, c.tenant_id, c.conversation_id, c.status, c.end_reason, c.end_rank, c.channel, c.language, c.user_id,
      u.conversation_count, c.started_at, c.ended_at, c.duration_seconds, c.message_count, c.summary
    from conversations c left join users u on u.id = c.user_id where c.id = $1 for key share of c`,
    [id],
  )
  const { rows: works } = await query<WorkRow>(
    'select changed, told, analysed, summary_hash from call_work where conversation_uuid = $1 for update',
    [id],
  )
  const [call] = calls
  const [work] = works
  return call && work && { call, work }
}
