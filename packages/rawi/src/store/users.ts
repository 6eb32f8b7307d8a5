import type { User, UserInput } from '../conversation/store-port.ts'
import { AS_WRITER, asReader } from './as-role.ts'
import { cleanField } from './clean.ts'
import type { Database } from './database.ts'
import { type UserRow, userOf } from './rows.ts'

const USER_COLUMNS = 'id, phone, name, email, language, first_seen_at, last_seen_at, conversation_count'

/** Adds a caller or takes over what a person tells; what is not told stays. */
export async function saveUser(database: Database, tenantId: string, user: UserInput): Promise<User> {
  const [, result] = await database.batch([
    AS_WRITER,
    {
      name: 'rawi_save_user',
      text: `insert into users (tenant_id, phone, name, name_source, email, email_source, language)
        values ($1, $2, $3, case when $3::text is not null then 'human' end, $4, case when $4::text is not null then 'human' end, $5)
        on conflict (tenant_id, phone) do update set
          name = coalesce(excluded.name, users.name),
          name_source = coalesce(excluded.name_source, users.name_source),
          email = coalesce(excluded.email, users.email),
          email_source = coalesce(excluded.email_source, users.email_source),
          language = coalesce(excluded.language, users.language),
          last_seen_at = greatest(users.last_seen_at, excluded.last_seen_at),
          updated_at = now()
        returning ${USER_COLUMNS}`,
      values: [tenantId, user.phone, cleanField(user.name), cleanField(user.email), cleanField(user.language)],
    },
  ])
  return userOf(result?.rows[0] as UserRow)
}

/** The caller with this number, in E.164. */
export async function getUserByPhone(database: Database, tenantId: string, phone: string): Promise<User | undefined> {
  const [, result] = await database.batch([
    asReader(tenantId),
    {
      name: 'rawi_get_user',
      text: `select ${USER_COLUMNS} from users where tenant_id = $1 and phone = $2`,
      values: [tenantId, cleanField(phone)],
    },
  ])
  const row = result?.rows[0] as UserRow | undefined
  return row && userOf(row)
}
