import { AS_WRITER } from './as-role.ts'
import type { Database } from './database.ts'

/** A call is nobody's when its process let go of it, or let its own lease lapse. The end of its own worker stays. */
const RESUME = `
with named as (
  select c.id from conversations c where c.tenant_id = $1 and c.id = $2
  union all
  select a.conversation_uuid from conversation_aliases a where a.tenant_id = $1 and a.alias = $2::uuid::text
  limit 1
), here as (
  select c.id, c.status, c.end_rank, c.recorder_id is null or c.recorder_id = $3
    or not exists (select from recorders r where r.recorder_id = c.recorder_id and r.lease_until > now()) as free
  from named join conversations c on c.id = named.id for update of c
), taken as (
  update conversations c set recorder_id = $3, status = 'active', end_reason = null, end_rank = 0, ended_at = null,
    duration_seconds = null, updated_at = now()
  from here where c.id = here.id and here.free and here.end_rank < 4
  returning c.tenant_id, c.id
), corrected as (
  insert into outbox (tenant_id, conversation_uuid)
  select taken.tenant_id, taken.id from taken join here on here.id = taken.id where here.status <> 'active'
)
select here.id, here.end_rank, here.free from here`

export async function resume(
  database: Database,
  tenantId: string,
  id: string,
  recorderId: string,
): Promise<{ readonly id: string } | 'missing' | 'ended' | 'held'> {
  const [, result] = await database.batch([AS_WRITER, { text: RESUME, values: [tenantId, id, recorderId] }])
  const row = result?.rows[0] as { id: string; end_rank: number; free: boolean } | undefined
  if (row === undefined) return 'missing'
  if (row.end_rank >= 4) return 'ended'
  return row.free ? { id: row.id } : 'held'
}

/** Leaves alone what another recorder has taken over since. */
export async function letGo(database: Database, tenantId: string, id: string, recorderId: string): Promise<void> {
  await database.batch([
    AS_WRITER,
    {
      text: `update conversations set recorder_id = null, updated_at = now()
        where tenant_id = $1 and id = $2 and recorder_id = $3 and status = 'active'`,
      values: [tenantId, id, recorderId],
    },
  ])
}
