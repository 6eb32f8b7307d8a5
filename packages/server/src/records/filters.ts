import { z } from '@hono/zod-openapi'
import { CHANNELS, STATUSES } from 'rawi'
import { BOUNDS, type ConversationFilter, type DefaultRegion, phoneQuery } from 'rawi/maintenance'
import { beginningOf, endOf, plainText, when } from './values.ts'

const FILTERS = {
  status: z.enum(STATUSES).optional(),
  phone: plainText(64).optional().openapi({
    description: 'A whole number in any form and in Arabic digits too, or its last 3 to 15 digits.',
    example: '0991234567',
  }),
  q: plainText(1_000).optional().openapi({
    description:
      'Words that were said: all must occur, the last may be unfinished. Found within a second or two of the end of a call.',
    example: 'التدريبات المتاحة',
  }),
  name: plainText(200).optional().openapi({ description: 'Part of the caller’s name.', example: 'أحمد' }),
  language: plainText(35).optional().openapi({ example: 'ar' }),
  channel: z.enum(CHANNELS).optional(),
  tag: plainText(256).optional(),
  from: when.optional().openapi({ description: 'Started on or after; a day begins at midnight UTC.' }),
  to: when.optional().openapi({ description: 'Started before this moment; a day named alone still belongs to it.' }),
}
const PAGING = {
  sort: z.enum(['newest', 'oldest']).default('newest'),
  cursor: z.string().min(1).max(512).optional().openapi({ description: '`next_cursor` of the page before.' }),
  include: z.enum(['total']).optional().openapi({ description: '`total` counts all that match, exactly.' }),
}
const LIMITS = { min: 1, max: BOUNDS.LIST_LIMIT_MAX, usual: BOUNDS.LIST_LIMIT_DEFAULT }

export const limitQuery = z.coerce.number().int().min(LIMITS.min).max(LIMITS.max).default(LIMITS.usual)

/** As query parameters. */
export const filterQuery = z.strictObject(FILTERS)
export const listQuery = z.strictObject({ ...FILTERS, ...PAGING, limit: limitQuery })

/** As a JSON body: what is looked for stays out of addresses and of the logs of proxies. */
export const filterBody = z.strictObject(FILTERS)
export const listBody = z
  .strictObject({ ...FILTERS, ...PAGING, limit: z.int().min(LIMITS.min).max(LIMITS.max).default(LIMITS.usual) })
  .openapi('ConversationSearch')

/** A filter as the store takes it. @throws RawiError RAWI_PHONE_INVALID */
export function filterOf(given: z.output<typeof filterQuery>, region: DefaultRegion): ConversationFilter {
  const { status, phone, q, name, language, channel, tag, from, to } = given
  return {
    ...(status !== undefined && { status }),
    ...(phone !== undefined && { phone: phoneQuery(phone, region) }),
    ...(q !== undefined && { words: q }),
    ...(name !== undefined && { name }),
    ...(language !== undefined && { language }),
    ...(channel !== undefined && { channel }),
    ...(tag !== undefined && { tag }),
    ...(from !== undefined && { from: beginningOf(from) }),
    ...(to !== undefined && { to: endOf(to) }),
  }
}
