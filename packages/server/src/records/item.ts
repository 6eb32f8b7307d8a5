import { z } from '@hono/zod-openapi'
import { CHANNELS, END_REASONS, STATUSES } from 'rawi'
import { moment, momentOf } from './values.ts'

export const itemSchema = z
  .object({
    id: z.uuid().openapi({ description: 'Its own id; never changes.' }),
    conversation_id: z.string().openapi({ description: 'The label that people use.', example: 'room-abc123' }),
    user_id: z.uuid().nullable(),
    user_name: z.string().nullable().openapi({ example: 'أحمد محمد' }),
    user_phone: z.string().nullable().openapi({ example: '+963991234567' }),
    user_email: z.string().nullable(),
    started_at: moment,
    ended_at: moment.nullable(),
    duration_seconds: z.number().nullable().openapi({ example: 185.4 }),
    message_count: z.int().openapi({ description: 'What the caller and the agent said, in turns.', example: 12 }),
    status: z.enum(STATUSES),
    end_reason: z.enum(END_REASONS).nullable(),
    channel: z.enum(CHANNELS),
    language: z.string().nullable().openapi({ example: 'ar' }),
    agent_name: z.string().nullable(),
    room_name: z.string().nullable(),
    tags: z.array(z.string()),
    disposition: z.string().nullable().openapi({ description: 'What people say became of the call.' }),
    rating: z.int().nullable(),
    summary: z.string().nullable(),
  })
  .openapi('ConversationItem')
export type Item = z.infer<typeof itemSchema>

export const EXAMPLE_ITEM: Item = {
  id: '019a0b1c-2d3e-7f40-8123-456789abcdef',
  conversation_id: 'room-abc123',
  user_id: '5f0c8a4e-7a54-4a1f-9a53-3f1b1f0f6a11',
  user_name: 'أحمد محمد',
  user_phone: '+963991234567',
  user_email: null,
  started_at: '2026-11-22T14:20:00.000Z',
  ended_at: '2026-11-22T14:23:05.400Z',
  duration_seconds: 185.4,
  message_count: 12,
  status: 'completed',
  end_reason: 'user_hangup',
  channel: 'phone',
  language: 'ar',
  agent_name: 'Layla',
  room_name: 'room-abc123',
  tags: ['training'],
  disposition: null,
  rating: 5,
  summary: 'استفسار عن التدريبات',
}

/** Columns of `conversations` as `c`; moments as text in UTC, as exact as the database keeps them. */
export const ITEM_COLUMNS = `c.id, c.conversation_id, c.user_id, c.user_name, c.user_phone, c.user_email,
  c.started_at at time zone 'UTC' as started_at, c.ended_at at time zone 'UTC' as ended_at, c.duration_seconds, c.message_count,
  c.status, c.end_reason, c.channel, c.language, c.agent_name, c.room_name, c.tags, c.disposition, c.rating, c.summary`

/** An item as it was read, its moments as `ITEM_COLUMNS` gives them. */
export type ItemRow = Item

export function itemOf(row: ItemRow): Item {
  return {
    id: row.id,
    conversation_id: row.conversation_id,
    user_id: row.user_id,
    user_name: row.user_name,
    user_phone: row.user_phone,
    user_email: row.user_email,
    started_at: momentOf(row.started_at),
    ended_at: row.ended_at === null ? null : momentOf(row.ended_at),
    duration_seconds: row.duration_seconds,
    message_count: row.message_count,
    status: row.status,
    end_reason: row.end_reason,
    channel: row.channel,
    language: row.language,
    agent_name: row.agent_name,
    room_name: row.room_name,
    tags: row.tags,
    disposition: row.disposition,
    rating: row.rating,
    summary: row.summary,
  }
}
