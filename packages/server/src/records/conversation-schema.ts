import { z } from '@hono/zod-openapi'
import { ROLES } from 'rawi'
import { EXAMPLE_ITEM, itemSchema } from './item.ts'
import { moment } from './values.ts'

const data = z.record(z.string(), z.unknown())

export const messageSchema = z
  .object({
    writer: z.int().openapi({ description: 'Who wrote it down; `seq` counts within it.' }),
    seq: z.int(),
    revision: z.int(),
    role: z.enum(ROLES),
    content: z.string().openapi({ description: 'What was said, or generated to be said.' }),
    heard: z.string().nullable().openapi({ description: 'What was heard of an interrupted turn; show it instead.' }),
    interrupted: z.boolean(),
    language: z.string().nullable(),
    timestamp: moment,
    metadata: data.openapi({ description: 'Latencies in ms, confidence, tool calls.' }),
  })
  .openapi('Message')
export type MessageItem = z.infer<typeof messageSchema>

const evidenceSchema = z
  .object({
    writer: z.int(),
    ordinal: z.int(),
    field: z.enum(['name', 'phone', 'email']),
    value: z.string(),
    raw: z.string().openapi({ description: 'As it was said.' }),
    confidence: z.number(),
    status: z.enum(['candidate', 'confirmed', 'superseded', 'rejected']),
    source: z.enum(['rules', 'llm', 'human', 'sip']),
    evidence: z.array(data).openapi({ description: 'Quotes and the messages they stand in.' }),
  })
  .openapi('ContactEvidence')

const eventSchema = z
  .object({ id: z.uuid(), kind: z.string(), detail: data, occurred_at: moment })
  .openapi('ConversationEvent')

const recordingSchema = z
  .object({
    file: z.string(),
    container: z.string().openapi({ example: 'ogg' }),
    codec: z.string().openapi({ example: 'opus' }),
    channels: z.int().openapi({ description: 'Of two the caller is on the left, the agent on the right.' }),
    sample_rate: z.int(),
    started_at: moment,
    offset_ms: z.int().openapi({
      description:
        'From the start of the conversation to the first sample: a message is heard at its timestamp minus `started_at`.',
    }),
    duration_ms: z.int().nullable().openapi({ description: 'Null while the call runs, and where its process died.' }),
    bytes: z.int().nullable(),
    sha256: z.string().nullable(),
  })
  .openapi('Recording')
export type RecordingItem = z.infer<typeof recordingSchema>

export const noteSchema = z
  .object({ id: z.uuid(), author_kind: z.string(), author_name: z.string(), text: z.string(), created_at: moment })
  .openapi('Note')

const contactSchema = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
})

export const conversationSchema = itemSchema
  .extend({
    room_sid: z.string().nullable(),
    participant_identity: z.string().nullable(),
    avatar_provider: z.string().nullable(),
    metrics: data,
    metadata: data,
    contact: contactSchema,
    contact_evidence: z.array(evidenceSchema),
    events: z.array(eventSchema),
    recordings: z.array(recordingSchema).openapi({ description: 'Its sound, at `…/recording`.' }),
    notes: z.array(noteSchema),
    others: z.array(itemSchema).openapi({ description: 'The newest other conversations of the same caller.' }),
    messages: z.array(messageSchema),
    messages_cursor: z.string().nullable().openapi({ description: 'Leads to the messages that follow.' }),
  })
  .openapi('Conversation')
export type ConversationBody = z.infer<typeof conversationSchema>

export const EXAMPLE_CONVERSATION: ConversationBody = {
  ...EXAMPLE_ITEM,
  room_sid: 'RM_x7Yq2',
  participant_identity: 'user-456',
  avatar_provider: null,
  metrics: {},
  metadata: {},
  contact: { name: 'أحمد محمد', phone: '+963991234567', email: null },
  contact_evidence: [],
  events: [],
  recordings: [],
  notes: [],
  others: [],
  messages: [
    {
      writer: 7,
      seq: 0,
      revision: 0,
      role: 'user',
      content: 'مرحباً',
      heard: null,
      interrupted: false,
      language: 'ar',
      timestamp: '2026-11-22T14:20:03.120Z',
      metadata: {},
    },
  ],
  messages_cursor: null,
}
