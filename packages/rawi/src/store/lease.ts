import { LEASE_KEPT_DAYS, LEASE_LAPSE_SECONDS, SWEEP_MAX } from '../conversation/bounds.ts'
import { AS_WRITER } from './as-role.ts'
import type { Database } from './database.ts'

export async function renewLease(database: Database, tenantId: string, recorderId: string): Promise<void> {
  await database.batch([
    AS_WRITER,
    {
      name: 'rawi_renew_lease',
      text: `insert into recorders (recorder_id, tenant_id, lease_until)
        values ($1, $2, now() + make_interval(secs => ${LEASE_LAPSE_SECONDS}))
        on conflict (recorder_id) do update set renewed_at = now(), lease_until = excluded.lease_until`,
      values: [recorderId, tenantId],
    },
  ])
}

/** What the recorder left open may be swept from now on. */
export async function releaseLease(database: Database, recorderId: string): Promise<void> {
  await database.batch([
    AS_WRITER,
    {
      text: 'update recorders set lease_until = least(lease_until, now()) where recorder_id = $1',
      values: [recorderId],
    },
  ])
}

/**
 * Ends conversations whose recorder's lease ran out more than `olderThanSeconds` ago, at the lowest rank: their
 * journal corrects it when it turns up. A recorder that never took a lease counts from its conversation's last change.
 */
export async function sweep(database: Database, olderThanSeconds: number): Promise<number> {
  const [, swept] = await database.batch([
    AS_WRITER,
    {
      text: `with lost as (
          select c.id from conversations c left join recorders r on r.recorder_id = c.recorder_id
          where c.status = 'active'
            and coalesce(r.lease_until, c.updated_at + make_interval(secs => ${LEASE_LAPSE_SECONDS}))
              < now() - make_interval(secs => $1)
          order by c.id limit ${SWEEP_MAX} for update of c skip locked
        ), ended as (
          update conversations c set status = 'abandoned', end_reason = 'worker_lost', end_rank = 1, updated_at = now(),
            ended_at = last.at, duration_seconds = extract(epoch from last.at - c.started_at)
          from lost, lateral (
            select greatest(o.started_at, max(m.timestamp)) as at
            from conversations o left join messages m on m.conversation_uuid = o.id where o.id = lost.id group by o.started_at
          ) last
          where c.id = lost.id and c.status = 'active'
          returning c.tenant_id, c.id
        )
        insert into outbox (tenant_id, conversation_uuid) select tenant_id, id from ended`,
      values: [olderThanSeconds],
    },
    {
      text: `delete from recorders r where r.lease_until < now() - make_interval(days => ${LEASE_KEPT_DAYS})
        and not exists (select from conversations c where c.recorder_id = r.recorder_id and c.status = 'active')`,
    },
  ])
  return swept?.rowCount ?? 0
}
