import { randomInt } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { RawiError } from 'rawi'
import {
  AS_WRITER,
  BOUNDS,
  type Database,
  type DefaultRegion,
  FIND_ID,
  foldName,
  idValues,
  keptLabel,
  type Query,
  type Statement,
} from 'rawi/maintenance'
import { RequestError } from '../http/problem.ts'
import { plainText } from './values.ts'

const NAME_MAX = 200

export const contactBody = z.strictObject({
  name: plainText(NAME_MAX)
    .refine((name) => foldName(name) !== '', 'must hold a letter')
    .nullable()
    .optional(),
  phone: plainText(64).nullable().optional().openapi({ example: '0991234567' }),
  email: z.email().max(254).nullable().optional(),
})

export const changeBody = z
  .strictObject({
    tags: z.array(plainText(256)).max(BOUNDS.TAGS_MAX).optional(),
    disposition: plainText(NAME_MAX).nullable().optional(),
    rating: z.int().min(1).max(5).nullable().optional(),
    contact: contactBody.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'must change something')
  .openapi('ConversationChange', { minProperties: 1 })

export interface AskedChange {
  readonly change: z.output<typeof changeBody>
  readonly region: DefaultRegion
  /** `ETag` of the state that the change is meant for. */
  readonly ifMatch: string | undefined
  /** The entry of the audit log about the conversation of this id. */
  readonly tell: (id: string) => Statement
  /** Whose word a new contact is; by default that of staff. */
  readonly word?: Word
  /** What else belongs to the change, in its transaction. */
  readonly also?: (query: Query, id: string) => Promise<void>
}

/** A caller is believed about their own call; of the person behind the number, what others told before holds. */
type Word = 'staff' | 'caller'

interface Standing {
  readonly id: string
  readonly status: string
  readonly version: number
  readonly user_id: string | null
  readonly user_name: string | null
  readonly user_phone: string | null
  readonly user_email: string | null
  readonly language: string | null
  readonly started_at: Date
  readonly ended_at: Date | null
}

type Contact = { readonly name: string | null; readonly phone: string | null; readonly email: string | null }
const FIELDS = ['name', 'phone', 'email'] as const

/**
 * Changes what people may change of a conversation, in one transaction; undefined where there is none.
 * @throws RequestError RAWI_CONFLICT where it is not what `ifMatch` says, or where the contact of a running call is to be changed
 */
export function changeConversation(
  database: Database,
  tenantId: string,
  idOrLabel: string,
  { change, region, ifMatch, tell, word = 'staff', also }: AskedChange,
): Promise<string | undefined> {
  const contact = contactOf(change.contact, region)
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const { rows } = await query<Standing>(
      `select c.id, c.status, (extract(epoch from c.updated_at) * 1000000)::bigint as version, c.user_id, c.user_name,
        c.user_phone, c.user_email, c.language, c.started_at, c.ended_at from conversations c where c.id = ${FIND_ID} for update`,
      idValues(keptLabel(idOrLabel), tenantId),
    )
    const [was] = rows
    if (!was) return undefined
    if (ifMatch !== undefined && ifMatch !== '*' && ifMatch.replace(/^W\//, '') !== `"${was.version}"`)
      throw new RequestError('RAWI_CONFLICT', 'The conversation was changed since it was read.')
    if (contact && was.status === 'active')
      throw new RequestError('RAWI_CONFLICT', 'The call still runs; its contact can be corrected when it has ended.')
    await query(
      `update conversations set tags = coalesce($2::text[], tags), disposition = case when $3::boolean then $4::text else disposition end,
        rating = case when $5::boolean then $6::smallint else rating end, updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
        where id = $1`,
      [
        ...[was.id, change.tags === undefined ? null : [...new Set(change.tags)]],
        ...[change.disposition !== undefined, change.disposition ?? null],
        ...[change.rating !== undefined, change.rating ?? null],
      ],
    )
    if (contact) await correctContact(query, tenantId, was, contact, word)
    await also?.(query, was.id)
    const entry = tell(was.id)
    await query(entry.text, entry.values)
    return was.id
  })
}

/** @throws RawiError RAWI_PHONE_INVALID */
function contactOf(given: z.output<typeof changeBody>['contact'], region: DefaultRegion): Partial<Contact> | undefined {
  if (given === undefined || Object.keys(given).length === 0) return undefined
  const phone = typeof given.phone === 'string' ? region.toE164(given.phone) : given.phone
  if (typeof given.phone === 'string' && phone === undefined)
    throw new RawiError('RAWI_PHONE_INVALID', 'This is not a phone number that can be dialled.')
  return {
    ...(given.name !== undefined && { name: given.name }),
    ...(phone !== undefined && { phone }),
    ...(given.email !== undefined && { email: given.email }),
  }
}

/** Locks the conversation before the caller, as a save does. */
async function correctContact(
  query: Query,
  tenantId: string,
  was: Standing,
  told: Partial<Contact>,
  word: Word,
): Promise<void> {
  const before: Contact = { name: was.user_name, phone: was.user_phone, email: was.user_email }
  const now: Contact = { ...before, ...told }
  const userId = now.phone === null ? null : await callerOf(query, tenantId, was, { now, told, word })
  await query(
    `update conversations set user_id = $2, user_name = $3, name_norm = $4, user_phone = $5, user_email = $6 where id = $1`,
    [was.id, userId, now.name, now.name === null ? null : foldName(now.name), now.phone, now.email],
  )
  const changed = FIELDS.filter((field) => told[field] !== undefined && (told[field] ?? before[field]) !== null)
  const evidence = changed.map((field, ordinal) => ({
    ...{ ordinal, field, value: told[field] ?? before[field], status: told[field] === null ? 'rejected' : 'confirmed' },
  }))
  await query(
    `insert into contact_evidence (conversation_uuid, tenant_id, writer, ordinal, field, value, raw, confidence, status, source)
      select $1, $2, $3, e.ordinal, e.field, e.value, e.value, 1, e.status, 'human'
      from jsonb_to_recordset($4::jsonb) as e (ordinal integer, field text, value text, status text)`,
    [was.id, tenantId, randomInt(-(2 ** 31), 2 ** 31), JSON.stringify(evidence)],
  )
  await query('insert into outbox (tenant_id, conversation_uuid) values ($1, $2)', [tenantId, was.id])
  await query(
    `update users u set conversation_count = (
      select count(*) from conversations c where c.tenant_id = u.tenant_id and c.user_id = u.id)
    where u.tenant_id = $1 and u.id in (select id from users where tenant_id = $1 and id = any($2::uuid[]) order by tenant_id, phone for update)`,
    [tenantId, [was.user_id, userId].filter((id) => id !== null)],
  )
}

/**
 * The caller of a number; what staff told of them holds, the rest only fills what is empty. Whoever calls may name any
 * number as theirs: their word changes only what nobody but this conversation brought.
 */
async function callerOf(
  query: Query,
  tenantId: string,
  was: Standing,
  { now, told, word }: { readonly now: Contact; readonly told: Partial<Contact>; readonly word: Word },
): Promise<string | null> {
  const toldBy = word === 'staff' ? 'human' : 'confirmed'
  const sourceOf = (value: string | null, isTold: boolean) => (value === null ? null : isTold ? toldBy : 'rules')
  const ownAlone = (field: 'name' | 'email') => `(u.${field}_source <> 'human' and exists (
    select from conversations own where own.id = $10 and own.user_id = u.id and own.user_${field} = u.${field}
      and not exists (select from conversations c where c.tenant_id = $1 and c.user_id = u.id and c.id <> own.id)))`
  const held = (field: 'name' | 'email') =>
    `(excluded.${field}_source = 'human' or (excluded.${field}_source = 'confirmed' and ${ownAlone(field)}))`
  const { rows } = await query<{ id: string }>(
    `insert into users as u (tenant_id, phone, name, name_source, email, email_source, language, first_seen_at, last_seen_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (tenant_id, phone) do update set
      name = case when ${held('name')} then excluded.name else coalesce(u.name, excluded.name) end,
      name_source = case when ${held('name')} or u.name is null then excluded.name_source else u.name_source end,
      email = case when ${held('email')} then excluded.email else coalesce(u.email, excluded.email) end,
      email_source = case when ${held('email')} or u.email is null then excluded.email_source else u.email_source end,
      first_seen_at = least(u.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(u.last_seen_at, excluded.last_seen_at), updated_at = now()
    returning id`,
    [
      ...[tenantId, now.phone],
      ...[now.name, sourceOf(now.name, typeof told.name === 'string')],
      ...[now.email, sourceOf(now.email, typeof told.email === 'string')],
      ...[was.language, was.started_at, was.ended_at ?? was.started_at, was.id],
    ],
  )
  return rows[0]?.id ?? null
}
