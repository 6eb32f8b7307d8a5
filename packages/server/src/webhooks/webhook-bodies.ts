import type { z } from '@hono/zod-openapi'
import type { Delivery } from './deliveries.ts'
import type { Endpoint } from './endpoints.ts'
import type { deliverySchema, endpointSchema } from './webhook-schemas.ts'

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null

/** An endpoint as an answer holds it. */
export function endpointBody({ previous_until, ...endpoint }: Endpoint): z.infer<typeof endpointSchema> {
  return {
    ...endpoint,
    events: [...endpoint.events],
    enabled: endpoint.disabled_at === null,
    disabled_at: iso(endpoint.disabled_at),
    previous_secret_until: iso(previous_until),
    created_at: endpoint.created_at.toISOString(),
    updated_at: endpoint.updated_at.toISOString(),
  }
}

/** A delivery as an answer holds it. */
export function deliveryBody({ conversation_uuid, ...delivery }: Delivery): z.infer<typeof deliverySchema> {
  return {
    ...delivery,
    conversation: conversation_uuid,
    history: [...delivery.history],
    next_attempt_at: iso(delivery.next_attempt_at),
    created_at: delivery.created_at.toISOString(),
    updated_at: delivery.updated_at.toISOString(),
  }
}
