import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { RawiError } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import type { Caller } from '../access/caller.ts'
import { newRoutes, scopedRoute } from '../http/define-route.ts'
import type { HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'
import { conversationParams } from './conversation-routes.ts'
import { conversationId, earlierReceipt, eraseNow, phoneOfUser, type Receipt, type Target } from './erasures.ts'
import type { RecordDesk } from './record-desk.ts'
import { userParams } from './user-routes.ts'
import { json, plainText } from './values.ts'

const receiptSchema = z
  .object({
    receipt: z.uuid().openapi({ description: 'Its own id; nothing of whose it was is kept.' }),
    conversations: z.int().openapi({ description: 'With those that had become part of them.' }),
    messages: z.int(),
    users: z.int(),
  })
  .openapi('ErasureReceipt')
const EXAMPLE: Receipt = { receipt: '8f14e45f-ceea-467f-a8d5-91f2b6c7d301', conversations: 1, messages: 12, users: 0 }
const ABOUT =
  'Rows, words, contact evidence, notes, search data, statistics, journals and transcripts go for good, also from calls that still run; nothing brings them back. Asked again by id, the answer is the same.'
const responses = { 200: { description: 'Erased.', content: json(receiptSchema, EXAMPLE) } }

const eraseConversation = scopedRoute('admin', {
  method: 'delete',
  path: '/v1/conversations/{conversation_id}',
  tags: ['erasure'],
  summary: 'Erase a conversation',
  description: ABOUT,
  request: { params: conversationParams },
  responses,
})
const eraseUser = scopedRoute('admin', {
  method: 'post',
  path: '/v1/users/{user_id}/erase',
  tags: ['erasure'],
  summary: 'Erase a caller with all conversations',
  description: ABOUT,
  request: { params: userParams },
  responses,
})
const selectorSchema = z
  .strictObject({
    phone: plainText(64).optional(),
    user: z.uuid().optional(),
    conversation: plainText(BOUNDS.LABEL_MAX_BYTES).optional(),
  })
  .refine((asked) => Object.keys(asked).length === 1, 'must name a phone, a user or a conversation')
  .openapi('ErasureRequest', { minProperties: 1, maxProperties: 1 })
const eraseAny = scopedRoute('admin', {
  method: 'post',
  path: '/v1/erasures',
  tags: ['erasure'],
  summary: 'Erase by phone number, caller or conversation',
  description: `${ABOUT} A number stays out of addresses and logs; one that nobody has leaves a receipt of nothing.`,
  request: { body: { required: true, content: json(selectorSchema, { phone: '0991234567' }) } },
  responses,
})

export function erasureRoutes({ house, database, region }: RecordDesk): OpenAPIHono<HouseEnv> {
  const routes = newRoutes()

  const byConversation = async (caller: Caller, idOrLabel: string, requestId: string): Promise<Receipt> => {
    const id = await conversationId(house, caller.tenantId, idOrLabel)
    if (id === undefined) return again(caller, { kind: 'conversation', id: idOrLabel })
    const target: Target = { kind: 'conversation', id }
    return eraseNow(house, caller, requestId, { selector: { conversation: id }, target })
  }
  const byUser = async (caller: Caller, id: string, requestId: string): Promise<Receipt> => {
    const target: Target = { kind: 'user', id: id.toLowerCase() }
    const phone = await phoneOfUser(database, caller.tenantId, id)
    if (phone === undefined) return again(caller, target)
    return eraseNow(house, caller, requestId, { selector: { phone }, target })
  }
  const byPhone = (caller: Caller, written: string, requestId: string): Promise<Receipt> => {
    const phone = region.toE164(written)
    if (phone === undefined)
      throw new RawiError('RAWI_PHONE_INVALID', 'This is not a phone number that can be dialled.')
    return eraseNow(house, caller, requestId, { selector: { phone }, target: { kind: 'phone', id: undefined } })
  }
  const again = async ({ tenantId }: Caller, target: Target): Promise<Receipt> => {
    const earlier = await earlierReceipt(database, tenantId, target)
    if (!earlier) throw notFound()
    return earlier
  }

  routes.openapi(eraseConversation, async (c) => {
    const { conversation_id } = c.req.valid('param')
    return c.json(await byConversation(c.get('caller'), conversation_id, c.get('requestId')), 200)
  })
  routes.openapi(eraseUser, async (c) =>
    c.json(await byUser(c.get('caller'), c.req.valid('param').user_id, c.get('requestId')), 200),
  )
  routes.openapi(eraseAny, async (c) => {
    const [caller, asked, requestId] = [c.get('caller'), c.req.valid('json'), c.get('requestId')]
    if (asked.phone !== undefined) return c.json(await byPhone(caller, asked.phone, requestId), 200)
    if (asked.user !== undefined) return c.json(await byUser(caller, asked.user, requestId), 200)
    return c.json(await byConversation(caller, asked.conversation ?? '', requestId), 200)
  })
  return routes
}
