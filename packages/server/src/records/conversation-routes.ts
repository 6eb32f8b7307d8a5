import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { BOUNDS } from 'rawi/maintenance'
import type { AuditEntry } from '../access/audit.ts'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import { addNote } from './add-note.ts'
import { changeBody, changeConversation } from './change-conversation.ts'
import { conversationSchema, EXAMPLE_CONVERSATION, noteSchema } from './conversation-schema.ts'
import type { MessagePlace } from './message-page.ts'
import { readConversation } from './read-conversation.ts'
import type { RecordDesk } from './record-desk.ts'
import { json, plainText } from './values.ts'

export const conversationParams = z.object({
  conversation_id: z.string().min(1).max(BOUNDS.LABEL_MAX_BYTES).openapi({
    description: 'The label or the id; those it had before lead there too.',
    example: 'room-abc123',
  }),
})
const conflict = { description: 'It was changed since, or still runs.' }
const versioned = { etag: { schema: { type: 'string' as const }, description: 'For `If-Match` of a change.' } }

const read = scopedRoute('read', {
  method: 'get',
  path: '/v1/conversations/{conversation_id}',
  tags: ['conversations'],
  summary: 'Open a conversation',
  description:
    'With its messages, what is known of the caller and why, events and notes. A running one as the process that runs it holds it. Reading is written into the audit log.',
  request: {
    params: conversationParams,
    query: z.strictObject({
      messages_limit: z.coerce.number().int().min(1).max(BOUNDS.MESSAGES_PAGE_MAX).default(BOUNDS.MESSAGES_PAGE_MAX),
      messages_cursor: z.string().min(1).max(512).optional(),
    }),
  },
  responses: {
    200: {
      description: 'The conversation.',
      headers: versioned,
      content: json(conversationSchema, EXAMPLE_CONVERSATION),
    },
  },
})
const change = scopedRoute('write', {
  method: 'patch',
  path: '/v1/conversations/{conversation_id}',
  tags: ['conversations'],
  summary: 'Change tags, disposition, rating or the contact',
  description:
    'What is not told stays; null takes a value away. A corrected contact is a person’s word: it is kept as evidence and nothing found later replaces it. ' +
    'With `If-Match` the change is made only while the conversation is as it was read, without it the last change holds.',
  request: {
    params: conversationParams,
    headers: z.object({ 'if-match': z.string().max(64).optional() }),
    body: { required: true, content: json(changeBody, { tags: ['training'], contact: { name: 'أحمد محمد' } }) },
  },
  responses: {
    200: {
      description: 'Changed; without its messages.',
      headers: versioned,
      content: json(conversationSchema.omit({ messages: true, messages_cursor: true }).openapi('ConversationFacts')),
    },
    409: conflict,
  },
})
const note = scopedRoute('write', {
  method: 'post',
  path: '/v1/conversations/{conversation_id}/notes',
  tags: ['conversations'],
  summary: 'Write a note beside a conversation',
  request: {
    params: conversationParams,
    body: {
      required: true,
      content: json(z.strictObject({ text: plainText(BOUNDS.NOTE_MAX_UNITS) }), { text: 'سنعاود الاتصال غداً' }),
    },
  },
  responses: { 201: { description: 'Written.', content: json(noteSchema) } },
})

export function conversationRoutes({ house, database, region, cursors }: RecordDesk): OpenAPIHono<HouseEnv> {
  const { audit } = house
  const routes = newRoutes()

  routes.openapi(read, async (c) => {
    const caller = c.get('caller')
    const { conversation_id } = c.req.valid('param')
    const { messages_limit: limit, messages_cursor: cursor } = c.req.valid('query')
    const after = cursor === undefined ? undefined : cursors.read('messages', caller.tenantId, cursor)
    const opened = await readConversation(house, caller.tenantId, conversation_id, {
      limit,
      ...(after && { after: after as unknown as MessagePlace }),
    })
    if (!opened) throw notFound()
    audit.note({ caller, action: 'conversation.read', target: target(opened.facts.id), requestId: c.get('requestId') })
    if (opened.version !== undefined) c.header('etag', `"${opened.version}"`)
    const next = opened.next ? cursors.write('messages', caller.tenantId, opened.next) : null
    return c.json({ ...opened.facts, messages: opened.messages, messages_cursor: next }, 200)
  })

  routes.openapi(change, async (c) => {
    const caller = c.get('caller')
    const { conversation_id } = c.req.valid('param')
    const asked = c.req.valid('json')
    const id = await changeConversation(database, caller.tenantId, conversation_id, {
      change: asked,
      region,
      ifMatch: c.req.valid('header')['if-match'],
      tell: (changed) =>
        audit.statement({
          ...{ caller, action: 'conversation.changed', target: target(changed), requestId: c.get('requestId') },
          detail: { fields: Object.keys(asked).join(' ') },
        }),
    })
    if (id === undefined) throw notFound()
    const opened = await readConversation(house, caller.tenantId, id, { limit: 1 })
    if (!opened) throw notFound()
    c.header('etag', `"${opened.version}"`)
    return c.json(opened.facts, 200)
  })

  routes.openapi(note, async (c) => {
    const caller = c.get('caller')
    const written = await addNote(database, caller, c.req.valid('param').conversation_id, {
      text: c.req.valid('json').text,
      at: new Date(house.clock.now()),
      tell: (id) =>
        audit.statement({ caller, action: 'note.written', target: target(id), requestId: c.get('requestId') }),
    })
    if (!written) throw notFound()
    return c.json(written, 201)
  })
  return routes
}

/** A conversation in the audit log. */
export function target(id: string): NonNullable<AuditEntry['target']> {
  return { kind: 'conversation', id }
}
