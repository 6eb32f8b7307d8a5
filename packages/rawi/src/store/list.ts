import type { ConversationItem, ListQuery } from '../conversation/store-port.ts'
import { asReader } from './as-role.ts'
import type { Database, Statement } from './database.ts'
import { foldName } from './fold-arabic.ts'
import { ITEM_COLUMNS, type ItemRow, itemOf } from './rows.ts'
import { wordsQuery } from './words-query.ts'

/** A page of the tenant's conversations, newest first. */
export async function list(database: Database, tenantId: string, query: ListQuery): Promise<ConversationItem[]> {
  const statement = statementFor(query)
  if (!statement) return []
  const [, result] = await database.batch([asReader(tenantId), statement])
  return ((result?.rows ?? []) as ItemRow[]).map(itemOf)
}

/** What needs an operator that row-level security keeps from the indexes goes through the function that is allowed to. */
function statementFor(query: ListQuery): Statement | undefined {
  const names = query.name === undefined ? undefined : namePatterns(query.name)
  const words = query.words === undefined ? undefined : wordsQuery(query.words)
  if (names?.length === 0 || words === '') return undefined
  const shortSuffix = query.phone && 'suffix' in query.phone && query.phone.suffix.length < 7
  if (names || words !== undefined || shortSuffix) return found(query, names, words)
  return listed(query)
}

function found(query: ListQuery, names: string[] | undefined, words: string | undefined): Statement {
  const { phone, after } = query
  const suffix = phone && 'suffix' in phone ? phone.suffix : undefined
  const filter = {
    status: query.status,
    channel: query.channel,
    language: query.language,
    from: query.from?.toISOString(),
    to: query.to?.toISOString(),
    ...(phone && 'e164' in phone && { phone: phone.e164 }),
    ...(suffix !== undefined && suffix.length < 7 && { reversed: `${[...suffix].reverse().join('')}%` }),
    ...(suffix !== undefined && suffix.length >= 7 && { last7: suffix.slice(-7), ending: `%${suffix}` }),
    ...(after && { after_at: after.startedAt.toISOString(), after_id: after.id }),
  }
  return {
    name: 'rawi_find',
    text: `select ${ITEM_COLUMNS} from rawi.find_conversations(null::conversations, $1::tsquery, $2, $3, $4) c
      order by c.started_at desc, c.id desc`,
    values: [words ?? null, names ?? null, JSON.stringify(filter), query.limit],
  }
}

function listed(query: ListQuery): Statement {
  const values: unknown[] = []
  const conditions: string[] = []
  const where = (condition: (...places: string[]) => string, ...given: unknown[]): void => {
    conditions.push(condition(...given.map((value) => `$${values.push(value)}`)))
  }
  if (query.status) where((status) => `c.status = ${status}`, query.status)
  if (query.channel) where((channel) => `c.channel = ${channel}`, query.channel)
  if (query.language) where((language) => `c.language = ${language}`, query.language)
  if (query.from) where((from) => `c.started_at >= ${from}`, query.from)
  if (query.to) where((to) => `c.started_at < ${to}`, query.to)
  if (query.phone && 'e164' in query.phone) where((phone) => `c.user_phone = ${phone}`, query.phone.e164)
  if (query.phone && 'suffix' in query.phone) {
    const { suffix } = query.phone
    where((last7) => `c.user_phone is not null and c.phone_last7 = ${last7}`, suffix.slice(-7))
    if (suffix.length > 7) where((ending) => `right(c.user_phone, ${suffix.length}) = ${ending}`, suffix)
  }
  if (query.after) {
    where((at, id) => `(c.started_at, c.id) < (${at}::timestamptz, ${id}::uuid)`, query.after.startedAt, query.after.id)
  }
  return {
    text: `select ${ITEM_COLUMNS} from conversations c
      where ${['c.tenant_id = (select rawi.tenant_id())', ...conditions].join(' and ')}
      order by c.started_at desc, c.id desc limit $${values.push(query.limit)}`,
    values,
  }
}

/** One pattern per word of a name; nothing in what was typed is a wildcard. */
function namePatterns(name: string): string[] {
  return foldName(name)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => `%${word}%`)
}
