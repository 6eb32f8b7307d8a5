import { RawiError } from 'rawi'

const AUDIT_DAYS = 365
const DELIVERIES_DAYS = 30
/** A delivery is tried for about 75 hours. */
const DELIVERIES_DAYS_MIN = 4

/** For how many days what is kept; undefined for ever. */
export interface Retention {
  readonly conversations: number | undefined
  /** Files in the state folder; without a number of their own they go with their conversation. */
  readonly transcripts: number | undefined
  readonly audit: number | undefined
  /** Webhook events and their deliveries. */
  readonly deliveries: number | undefined
}

interface Given {
  readonly RAWI_KEEP_CONVERSATIONS_DAYS?: number | undefined
  readonly RAWI_KEEP_TRANSCRIPTS_DAYS?: number | undefined
  readonly RAWI_KEEP_AUDIT_DAYS?: number | undefined
  readonly RAWI_KEEP_DELIVERIES_DAYS?: number | undefined
}

/** @throws RawiError RAWI_CONFIG_INVALID */
export function retentionOf(given: Given): Retention {
  const deliveries = given.RAWI_KEEP_DELIVERIES_DAYS ?? DELIVERIES_DAYS
  if (deliveries > 0 && deliveries < DELIVERIES_DAYS_MIN) {
    const why = `must be 0 or at least ${DELIVERIES_DAYS_MIN}: deliveries are tried that long`
    throw new RawiError('RAWI_CONFIG_INVALID', `RAWI_KEEP_DELIVERIES_DAYS ${why}.`)
  }
  return {
    conversations: given.RAWI_KEEP_CONVERSATIONS_DAYS || undefined,
    transcripts: given.RAWI_KEEP_TRANSCRIPTS_DAYS || undefined,
    audit: (given.RAWI_KEEP_AUDIT_DAYS ?? AUDIT_DAYS) || undefined,
    deliveries: deliveries || undefined,
  }
}
