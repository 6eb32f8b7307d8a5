import { AS_WRITER, type Database } from 'rawi/maintenance'

export interface HandedOver {
  /** Conversations of which somebody has to be told. */
  readonly tell: readonly string[]
  readonly analyse: readonly string[]
  readonly deliver: readonly { readonly id: string; readonly endpoint: string }[]
}

/** Rows handed over in one turn; the next turn goes on. */
const AT_ONCE = 200
/** Calls that began longer ago and still run were told of, or will be when they end. */
const STARTED_WITHIN_MINUTES = 10
/** Doublings of the time after which something is handed over again. */
const DOUBLINGS_MAX = 8

/**
 * Takes what waits out of the tables, for the job queue. What was taken and not done (its server was killed, or it
 * failed) is taken again after `patienceMs`, then after twice that, and so on: a job that is lost is lost for minutes.
 */
export async function handOver(database: Database, now: Date, patienceMs: number): Promise<HandedOver> {
  const [, , calls, deliveries] = await database.batch([
    AS_WRITER,
    { text: NOTICE_STARTS, values: [now] },
    { text: DUE_CALLS, values: [now, patienceMs] },
    { text: DUE_DELIVERIES, values: [now, patienceMs] },
  ])
  const due = (calls?.rows ?? []) as { id: string; tell: boolean }[]
  return {
    tell: due.filter(({ tell }) => tell).map(({ id }) => id),
    analyse: due.filter(({ tell }) => !tell).map(({ id }) => id),
    deliver: (deliveries?.rows ?? []) as HandedOver['deliver'],
  }
}

/** The outbox says nothing of a call that merely began: where somebody wants to know, the newest ones are looked at. */
const NOTICE_STARTS = `
insert into call_work (conversation_uuid, tenant_id)
select c.id, c.tenant_id from conversations c
where c.started_at > $1::timestamptz - make_interval(mins => ${STARTED_WITHIN_MINUTES}) and c.status = 'active'
  and c.tenant_id in (select tenant_id from webhook_endpoints where disabled_at is null and 'conversation.started' = any(events))
  and not exists (select from call_work w where w.conversation_uuid = c.id)
order by c.started_at desc limit ${AT_ONCE}
on conflict do nothing`

/** Analysis begins when the end was told. */
const DUE_CALLS = `
with due as (
  select conversation_uuid from call_work
  where (told < changed or (ended and analysed < changed)) and handed_until <= $1::timestamptz
  order by handed_until limit ${AT_ONCE} for update skip locked
)
update call_work w set tries = least(w.tries + 1, ${DOUBLINGS_MAX}),
  handed_until = $1::timestamptz + make_interval(secs => $2::double precision / 1000 * power(2, w.tries))
from due where w.conversation_uuid = due.conversation_uuid
returning w.conversation_uuid as id, w.told < w.changed as tell`

const DUE_DELIVERIES = `
with due as (
  select d.id, d.endpoint_id from webhook_deliveries d
  where d.state in ('waiting', 'claimed') and d.next_attempt_at <= $1::timestamptz and d.handed_until <= $1::timestamptz
    and (d.state = 'waiting' or d.claimed_until <= $1::timestamptz)
    and exists (select from webhook_endpoints e where e.id = d.endpoint_id and e.disabled_at is null)
  order by d.next_attempt_at limit ${AT_ONCE} for update skip locked
)
update webhook_deliveries d set handed_until = $1::timestamptz + make_interval(secs => $2::double precision / 1000)
from due where d.id = due.id
returning d.id, d.endpoint_id as endpoint`
