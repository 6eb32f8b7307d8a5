import { z } from '@hono/zod-openapi'
import { momentText } from '../http/value-schemas.ts'
import { DELIVERY_STATES } from './deliveries.ts'
import { EVENT_TYPES } from './event-types.ts'

const URL_MAX = 2_048
const DESCRIPTION_MAX = 200
const events = z.array(z.enum(EVENT_TYPES)).min(1).max(EVENT_TYPES.length)
const url = z.url({ protocol: /^https?$/ }).max(URL_MAX)
const description = z
  .string()
  .max(DESCRIPTION_MAX)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a line may not hold
  .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'must be one line')

export const endpointSchema = z
  .object({
    id: z.uuid(),
    url: z.string(),
    description: z.string(),
    events: z.array(z.enum(EVENT_TYPES)),
    enabled: z.boolean(),
    disabled_at: momentText.nullable(),
    disabled_reason: z.enum(['person', 'gone']).nullable().openapi({ description: '`gone`: it answered 410.' }),
    previous_secret_until: momentText
      .nullable()
      .openapi({ description: 'Until then the secret before this one signs too.' }),
    created_at: momentText,
    created_by: z.string(),
    updated_at: momentText,
  })
  .openapi('Webhook')

export const createdEndpointSchema = endpointSchema
  .extend({ secret: z.string().openapi({ description: 'Told here and nowhere else.', example: 'whsec_…' }) })
  .openapi('NewWebhook')

export const newEndpointSchema = z.strictObject({
  url: url.openapi({ example: 'https://example.com/rawi' }),
  events,
  description: description.default(''),
})

export const changeSchema = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  description: description.optional(),
  enabled: z.boolean().optional(),
})

export const deliverySchema = z
  .object({
    id: z.uuid(),
    event_id: z.string().openapi({ description: 'The webhook-id; the same over all attempts.' }),
    type: z.string(),
    conversation: z.string().nullable(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int(),
    next_attempt_at: momentText.nullable(),
    last_status: z.int().nullable(),
    last_problem: z.string().nullable().openapi({
      description: '`http`, `redirect`, `gone`, `timeout`, `blocked` (the address is not public) or `unreachable`.',
    }),
    last_ms: z.int().nullable(),
    history: z.array(
      z.object({ at: momentText, status: z.int().nullable(), problem: z.string().nullable(), ms: z.int() }),
    ),
    created_at: momentText,
    updated_at: momentText,
  })
  .openapi('WebhookDelivery')

export const deliveryPageSchema = z
  .object({ items: z.array(deliverySchema), next_cursor: z.string().nullable(), has_more: z.boolean() })
  .openapi('WebhookDeliveryPage')
