import { AS_WRITER, asReader, type Database, microsText, type PagePosition, type Statement } from 'rawi/maintenance'
import { ITEM_COLUMNS, type ItemRow } from './item.ts'
import { USER_COLUMNS, type UserItem, type UserRow } from './user-schema.ts'

/** Which callers: whole number, last digits, or all. */
export type UserFilter = { readonly e164: string } | { readonly suffix: string } | undefined

/** Callers, who called last first. */
export async function listUsers(
  database: Database,
  tenantId: string,
  { phone, limit, after }: { readonly phone: UserFilter; readonly limit: number; readonly after?: PagePosition },
): Promise<UserRow[]> {
  const values: unknown[] = [limit]
  const conditions = ['u.tenant_id = (select rawi.tenant_id())']
  if (phone && 'e164' in phone) conditions.push(`u.phone = $${values.push(phone.e164)}`)
  if (phone && 'suffix' in phone) {
    const place = `$${values.push(phone.suffix)}::text`
    conditions.push(`right(u.phone, length(${place})) = ${place}`)
  }
  if (after) {
    const places = [values.push(microsText(after.micros)), values.push(after.id)]
    conditions.push(`(u.last_seen_at, u.id) < ($${places[0]}::timestamptz, $${places[1]}::uuid)`)
  }
  const [, result] = await database.batch([
    asReader(tenantId),
    {
      text: `select ${USER_COLUMNS} from users u where ${conditions.join(' and ')}
        order by u.last_seen_at desc, u.id desc limit $1`,
      values,
    },
  ])
  return (result?.rows ?? []) as UserRow[]
}

/** A caller with a page of their conversations, newest first. */
export async function readUser(
  database: Database,
  tenantId: string,
  id: string,
  { limit, after }: { readonly limit: number; readonly after?: PagePosition },
): Promise<{ user: UserRow; conversations: ItemRow[] } | undefined> {
  const [, users, conversations] = await database.batch([
    asReader(tenantId),
    { name: 'rawi_read_user', text: `select ${USER_COLUMNS} from users u where u.id = $1`, values: [id] },
    {
      name: 'rawi_read_user_calls',
      text: `select ${ITEM_COLUMNS} from conversations c where c.tenant_id = (select rawi.tenant_id()) and c.user_id = $1
        and (c.started_at, c.id) < ($2::timestamptz, $3::uuid) order by c.started_at desc, c.id desc limit $4`,
      values: [id, after ? microsText(after.micros) : 'infinity', after?.id ?? MOST_UUID, limit],
    },
  ])
  const user = users?.rows[0] as UserRow | undefined
  return user && { user, conversations: (conversations?.rows ?? []) as ItemRow[] }
}

const MOST_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** What a person says of a caller; no save overwrites it. Undefined where there is no such caller. */
export function changeUser(
  database: Database,
  tenantId: string,
  id: string,
  change: { readonly [Key in 'name' | 'email' | 'language']?: UserItem[Key] | undefined },
  entry: Statement,
): Promise<UserRow | undefined> {
  const told = (value: string | null | undefined) => [value !== undefined, value ?? null]
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const { rows } = await query<UserRow>(
      `with changed as (
        update users u set
          name = case when $3::boolean then $4::text else u.name end,
          name_source = case when not $3::boolean then u.name_source when $4::text is not null then 'human' end,
          email = case when $5::boolean then $6::text else u.email end,
          email_source = case when not $5::boolean then u.email_source when $6::text is not null then 'human' end,
          language = case when $7::boolean then $8::text else u.language end, updated_at = now()
        where u.id = $1 and u.tenant_id = $2 returning u.*
      ) select ${USER_COLUMNS} from changed u`,
      [id, tenantId, ...told(change.name), ...told(change.email), ...told(change.language)],
    )
    if (rows[0]) await query(entry.text, entry.values)
    return rows[0]
  })
}
