import { z } from '@hono/zod-openapi'
import { foldName } from 'rawi/maintenance'
import { iso, moment, plainText } from './values.ts'

export const userSchema = z
  .object({
    id: z.uuid(),
    phone: z.string().openapi({ example: '+963991234567' }),
    name: z.string().nullable().openapi({ example: 'أحمد محمد' }),
    email: z.string().nullable(),
    language: z.string().nullable(),
    first_seen_at: moment,
    last_seen_at: moment,
    conversation_count: z.int(),
  })
  .openapi('User')
export type UserItem = z.infer<typeof userSchema>

export const userChange = z
  .strictObject({
    name: plainText(200)
      .refine((name) => foldName(name) !== '', 'must hold a letter')
      .nullable()
      .optional(),
    email: z.email().max(254).nullable().optional(),
    language: plainText(35).nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'must change something')
  .openapi('UserChange', { minProperties: 1 })

export const EXAMPLE_USER: UserItem = {
  id: '5f0c8a4e-7a54-4a1f-9a53-3f1b1f0f6a11',
  phone: '+963991234567',
  name: 'أحمد محمد',
  email: null,
  language: 'ar',
  first_seen_at: '2026-10-01T08:00:00.000Z',
  last_seen_at: '2026-11-22T14:23:05.400Z',
  conversation_count: 3,
}

/** Columns of `users` as `u`. */
export const USER_COLUMNS = `u.id, u.phone, u.name, u.email, u.language, u.first_seen_at, u.last_seen_at, u.conversation_count,
  (extract(epoch from u.last_seen_at) * 1000000)::bigint as micros`

export type UserRow = Omit<UserItem, 'first_seen_at' | 'last_seen_at'> & {
  readonly first_seen_at: Date
  readonly last_seen_at: Date
  readonly micros: number
}

export function userOf(row: UserRow): UserItem {
  return {
    id: row.id,
    phone: row.phone,
    name: row.name,
    email: row.email,
    language: row.language,
    first_seen_at: iso(row.first_seen_at),
    last_seen_at: iso(row.last_seen_at),
    conversation_count: row.conversation_count,
  }
}
