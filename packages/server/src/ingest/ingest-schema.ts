import { z } from '@hono/zod-openapi'
import { CHANNELS, END_REASONS, type JsonObject, ROLES } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'

const field = z.string().max(BOUNDS.FIELD_MAX_BYTES)
const tags = z.array(field).max(BOUNDS.TAGS_MAX)
const data = z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject>
const moment = z.iso.datetime({ offset: true })
/** When something was: clocks of other machines may be a day ahead. */
const past = moment.refine((at) => isBelievable(Date.parse(at)), 'must lie between 1970 and tomorrow')
const language = field.openapi({ example: 'ar' })
const user = { user_name: field.optional(), user_phone: field.optional(), user_email: field.optional() }

const DAY_MS = 86_400_000

function isBelievable(at: number): boolean {
  return at >= 0 && at <= Date.now() + DAY_MS
}

export const startSchema = z
  .strictObject({
    conversation_id: z.string().max(BOUNDS.LABEL_MAX_BYTES).optional().openapi({
      description:
        'The label people use; by default the room’s name, else `session-xxxxxxxx`. A label that ran before gets a suffix.',
      example: 'room-abc123',
    }),
    room_name: field.optional(),
    room_sid: field.optional().openapi({ description: 'Two starts with the same one are the same call.' }),
    participant_identity: field.optional(),
    started_at: past.optional().openapi({ description: 'When it began, where that is told late; by default now.' }),
    channel: z.enum(CHANNELS).optional(),
    language: language.optional(),
    avatar_provider: field.optional(),
    agent_name: field.optional(),
    ...user,
    caller_id: field.optional().openapi({ description: 'The number of the line that calls.' }),
    tags: tags.optional(),
    metadata: data.optional(),
  })
  .openapi('ConversationStart')
export type StartBody = z.infer<typeof startSchema>

export const startedSchema = z
  .object({
    id: z.uuid().openapi({ description: 'Names the conversation in every further request.' }),
    conversation_id: z.string(),
    status: z.literal('active'),
    started_at: moment,
  })
  .openapi('StartedConversation')
export type StartedBody = z.infer<typeof startedSchema>

export const messageInputSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[\x21-\x7e]{1,200}$/, 'must have 1 to 200 visible ASCII characters')
      .optional()
      .openapi({
        description:
          'Yours, unique in the conversation: sent again it changes nothing. Kept as `metadata.client_message_id`.',
      }),
    role: z.enum([...ROLES, 'developer']),
    content: z.string().regex(/\S/, 'must hold a word').max(BOUNDS.INGEST_BODY_MAX_BYTES),
    heard: z.string().max(BOUNDS.INGEST_BODY_MAX_BYTES).optional(),
    interrupted: z.boolean().optional(),
    provisional: z.boolean().optional().openapi({
      description: 'Still being spoken: send it again with the same `id` and its final words.',
    }),
    language: language.optional(),
    timestamp: past.optional().openapi({ description: 'When it was said; by default now.' }),
    metadata: data.optional(),
  })
  .openapi('NewMessage')
export type MessageBody = z.infer<typeof messageInputSchema>

export const messagesSchema = z
  .union([
    messageInputSchema,
    z.strictObject({ messages: z.array(messageInputSchema).min(1).max(BOUNDS.INGEST_MESSAGES_MAX) }),
  ])
  .openapi('NewMessages')

export const keptSchema = z
  .object({
    id: z.uuid(),
    conversation_id: z.string(),
    items: z.array(
      z.object({
        id: z.string().nullable().openapi({ description: 'Yours, where one was given.' }),
        writer: z.int(),
        seq: z.int(),
        revision: z.int(),
        timestamp: moment,
      }),
    ),
  })
  .openapi('KeptMessages')
export type KeptBody = z.infer<typeof keptSchema>

export const endSchema = z
  .strictObject({
    end_reason: z.enum(END_REASONS).optional(),
    error_code: field.optional(),
    ended_at: past.optional().openapi({ description: 'When it ended, where that is told late; by default now.' }),
    ...user,
    caller_id: field.optional(),
    summary: z.string().max(BOUNDS.SUMMARY_MAX_BYTES).optional(),
    language: language.optional(),
    rating: z.int().min(1).max(5).optional(),
    tags: tags.optional(),
    metrics: data.optional(),
    metadata: data.optional(),
  })
  .openapi('ConversationEnd')
export type EndBody = z.infer<typeof endSchema>

export const endedSchema = z
  .object({
    id: z.uuid(),
    conversation_id: z.string(),
    status: z.enum(['completed', 'abandoned', 'failed']),
    end_reason: z.enum(END_REASONS),
    message_count: z.int(),
    messages_saved: z.int(),
    duration_seconds: z.number(),
    saved: z
      .boolean()
      .openapi({ description: 'False while the database is away: it is in the journal, and saved later.' }),
    problems: z.array(z.object({ code: z.string(), detail: z.string() })),
  })
  .openapi('EndedConversation')
export type EndedBody = z.infer<typeof endedSchema>
