import { z } from '@hono/zod-openapi'
import { END_REASONS, STATUSES } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import { contactBody } from '../records/change-conversation.ts'
import { moment, plainText } from '../records/values.ts'

export const ownRecordSchema = z
  .object({
    id: z.uuid(),
    started_at: moment,
    duration_seconds: z.number().nullable(),
    message_count: z.int(),
    status: z.enum(STATUSES),
    end_reason: z.enum(END_REASONS).nullable(),
    name: z.string().nullable().openapi({ example: 'أحمد محمد' }),
    phone: z.string().nullable().openapi({ example: '+963991234567' }),
    email: z.string().nullable(),
    rating: z.int().nullable(),
    comment: z.string().nullable(),
    changes_until: moment.openapi({ description: 'From then on the caller can neither see nor change it.' }),
  })
  .openapi('OwnRecord')
export type OwnRecord = z.infer<typeof ownRecordSchema>

export const ownChangeBody = z
  .strictObject({
    rating: z.int().min(1).max(5).nullable().optional(),
    comment: plainText(BOUNDS.CALL_COMMENT_MAX_UNITS)
      .nullable()
      .optional()
      .openapi({ description: 'Beside the rating; kept as a note.' }),
    contact: contactBody.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'must change something')
  .openapi('OwnRecordChange', { minProperties: 1 })
export type OwnChange = z.output<typeof ownChangeBody>

export const EXAMPLE_OWN_RECORD: OwnRecord = {
  id: '019a0b1c-2d3e-7f40-8123-456789abcdef',
  started_at: '2026-11-22T14:20:00.000Z',
  duration_seconds: 185.4,
  message_count: 12,
  status: 'completed',
  end_reason: 'user_hangup',
  name: 'أحمد محمد',
  phone: '+963991234567',
  email: null,
  rating: 5,
  comment: null,
  changes_until: '2026-11-22T15:23:05.400Z',
}
