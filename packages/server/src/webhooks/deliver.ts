import { randomUUID } from 'node:crypto'
import { AS_WRITER, BOUNDS, type Database } from 'rawi/maintenance'
import type { GuardedDispatcher } from './guarded-dispatcher.ts'
import { retryAfterMs } from './retry-schedule.ts'
import { type Attempt, sendWebhook } from './send-webhook.ts'
import { signedHeaders } from './sign.ts'

export interface DeliveryDesk {
  readonly database: Database
  readonly dispatcher: GuardedDispatcher
  readonly now: () => Date
  /** The attempt is given up, and another server takes it over. */
  readonly signal: AbortSignal
  /** From 0 to 1, for the jitter. */
  readonly chance?: () => number
}

interface ClaimedRow {
  readonly event_id: string
  readonly endpoint_id: string
  readonly attempts: number
  readonly url: string
  readonly secret: string
  readonly previous_secret: string | null
  readonly previous_until: Date | null
  readonly body: string
}

/**
 * One attempt of one delivery, if it is due and nobody else is at it. An attempt that is cut off (its server was
 * killed) counts; the delivery is due again when its claim has run out.
 */
export async function deliver(desk: DeliveryDesk, id: string): Promise<void> {
  const claim = randomUUID()
  const claimed = await claimDelivery(desk, id, claim)
  if (claimed === undefined) return
  const now = desk.now()
  const { previous_secret: previous, previous_until: until } = claimed
  const secrets = [claimed.secret, ...(previous !== null && until !== null && until > now ? [previous] : [])]
  const headers = signedHeaders(claimed.event_id, now, claimed.body, secrets)
  const attempt = await sendWebhook({ ...claimed, headers }, desk.dispatcher, desk.now, desk.signal)
  // An attempt that the server's own end cut off tells nothing of the endpoint: it is made again.
  if (!attempt.delivered && desk.signal.aborted) return release(desk, id, claim)
  await settle(desk, id, claim, claimed, attempt)
}

async function claimDelivery(desk: DeliveryDesk, id: string, claim: string): Promise<ClaimedRow | undefined> {
  const now = desk.now()
  const [, result] = await desk.database.batch([
    AS_WRITER,
    {
      text: `update webhook_deliveries d set state = 'claimed', claim = $2::uuid, attempts = d.attempts + 1, updated_at = $3::timestamptz,
          claimed_until = $3::timestamptz + make_interval(secs => ${BOUNDS.WEBHOOK_CLAIM_SECONDS}),
          first_attempt_at = coalesce(d.first_attempt_at, $3::timestamptz)
        from webhook_endpoints e, webhook_events v
        where d.id = $1::uuid and e.id = d.endpoint_id and v.id = d.event_id and e.disabled_at is null
          and d.next_attempt_at <= $3::timestamptz
          and (d.state = 'waiting' or (d.state = 'claimed' and d.claimed_until <= $3::timestamptz))
        returning d.event_id, d.endpoint_id, d.attempts, e.url, e.secret, e.previous_secret, e.previous_until, v.body`,
      values: [id, claim, now],
    },
  ])
  return result?.rows[0] as ClaimedRow | undefined
}

async function release({ database, now }: DeliveryDesk, id: string, claim: string): Promise<void> {
  await database.batch([
    AS_WRITER,
    {
      text: `update webhook_deliveries set state = 'waiting', attempts = attempts - 1, claim = null, claimed_until = null,
          handed_until = '-infinity', updated_at = $3::timestamptz
        where id = $1::uuid and claim = $2::uuid and state = 'claimed'`,
      values: [id, claim, now()],
    },
  ])
}

async function settle(
  desk: DeliveryDesk,
  id: string,
  claim: string,
  claimed: ClaimedRow,
  attempt: Attempt,
): Promise<void> {
  const now = desk.now()
  const { delivered, status = null, problem = null, ms } = attempt
  const wait = retryAfterMs(claimed.attempts, attempt.retryAfterMs, (desk.chance ?? Math.random)())
  const state = delivered ? 'delivered' : problem === 'gone' || wait === undefined ? 'dead' : 'waiting'
  const next = state === 'waiting' ? new Date(now.getTime() + (wait ?? 0)) : null
  const line = JSON.stringify([{ at: now.toISOString(), status, problem, ms }])
  const statements = [
    {
      text: `update webhook_deliveries set state = $3, next_attempt_at = $4::timestamptz, last_status = $5::smallint, last_problem = $6,
          last_ms = $7::integer, claim = null, claimed_until = null, handed_until = '-infinity', updated_at = $8::timestamptz,
          history = case when jsonb_array_length(history) >= ${BOUNDS.WEBHOOK_HISTORY_MAX} then history - 0 else history end || $9::jsonb
        where id = $1::uuid and claim = $2::uuid`,
      values: [id, claim, state, next, status, problem, ms, now, line],
    },
  ]
  if (problem === 'gone') statements.push(...goneStatements(claimed.endpoint_id, now))
  await desk.database.batch([AS_WRITER, ...statements])
}

/** Who answers 410 wants nothing more: the endpoint is switched off, and what waits for it ends. */
function goneStatements(endpoint: string, now: Date) {
  return [
    {
      text: `update webhook_endpoints set disabled_at = coalesce(disabled_at, $2::timestamptz), updated_at = $2::timestamptz,
          disabled_reason = coalesce(disabled_reason, 'gone') where id = $1::uuid`,
      values: [endpoint, now],
    },
    {
      text: `update webhook_deliveries set state = 'dead', next_attempt_at = null, last_problem = 'gone', updated_at = $2::timestamptz
        where endpoint_id = $1::uuid and state = 'waiting'`,
      values: [endpoint, now],
    },
  ]
}
