import { COMMON_WORD, MEDIUM_WORD, RARE_WORD } from './generate.ts'

/** One question, asked of the API and, as bare SQL, of the database. */
export interface Question {
  readonly name: string
  readonly path: string
  readonly sql: string
  readonly values: readonly unknown[]
}

/** What a question asks for is taken from the middle of the data. */
export interface Sample {
  readonly id: string
  readonly phone: string
  readonly name: string
  readonly startedAt: Date
  readonly day: string
  readonly cursor: string
}

/** What stands in an item of a list. */
const ITEM = `c.id, c.conversation_id, c.user_id, c.user_name, c.user_phone, c.user_email, c.started_at, c.ended_at, c.duration_seconds,
  c.message_count, c.status, c.end_reason, c.channel, c.language, c.agent_name, c.room_name, c.tags, c.disposition, c.rating, c.summary`
const TENANT = `c.tenant_id = '00000000-0000-0000-0000-000000000000'`
const NEWEST = 'order by c.started_at desc, c.id desc limit 21'
const page = (where: string) => `select ${ITEM} from conversations c where ${TENANT} and ${where} ${NEWEST}`
const SAYING = page('c.id in (select s.conversation_uuid from conversation_search s where s.words @@ $1::tsquery)')

/** Every list, search and statistics route. */
export function questions({ id, phone, name, startedAt, day, cursor }: Sample): Question[] {
  const list = (name: string, query: string, sql: string, values: readonly unknown[] = []): Question => ({
    name,
    path: `/v1/conversations?${query}`,
    sql,
    values,
  })
  const text = encodeURIComponent
  const next = new Date(Date.parse(day) + 86_400_000).toISOString()
  return [
    list('newest page', 'limit=20', page('true')),
    list('page behind a cursor', `limit=20&cursor=${text(cursor)}`, page('(c.started_at, c.id) < ($1, $2)'), [
      startedAt,
      id,
    ]),
    list('status', 'status=failed', page('c.status = $1'), ['failed']),
    list(
      'status and dates',
      `status=failed&from=${day}&to=${next}`,
      page('c.status = $1 and c.started_at >= $2 and c.started_at < $3'),
      ['failed', day, next],
    ),
    list('one day', `from=${day}&to=${next}`, page('c.started_at >= $1 and c.started_at < $2'), [day, next]),
    list('phone', `phone=${text(phone)}`, page('c.user_phone = $1'), [phone]),
    list('last seven digits', `phone=${phone.slice(-7)}`, page('c.user_phone is not null and c.phone_last7 = $1'), [
      phone.slice(-7),
    ]),
    list('name', `name=${text(name)}`, page('c.name_norm like $1'), [`%${name}%`]),
    list('words, common', `q=${text(COMMON_WORD)}`, SAYING, [`'${COMMON_WORD}':*`]),
    list('words, seldom', `q=${text(MEDIUM_WORD)}`, SAYING, [`'${MEDIUM_WORD}':*`]),
    list('words, rare', `q=${text(RARE_WORD)}`, SAYING, [`'${RARE_WORD}':*`]),
    {
      name: 'one conversation',
      path: `/v1/conversations/${id}`,
      sql: `select c.*, (select json_agg(m order by m.timestamp, m.writer, m.seq) from messages m where m.conversation_uuid = c.id) as messages
        from conversations c where c.id = $1`,
      values: [id],
    },
    { name: 'statistics, all time', path: '/v1/statistics', sql: `${SUMS} group by 1, 2, 3`, values: [] },
    {
      name: 'statistics, 30 days',
      path: `/v1/statistics?from=${new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`,
      sql: `${SUMS} and b.bucket_at >= $1 group by 1, 2, 3`,
      values: [new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)],
    },
    {
      name: 'callers',
      path: '/v1/users?limit=20',
      sql: 'select * from users order by last_seen_at desc, id desc limit 21',
      values: [],
    },
  ]
}

const SUMS = `select b.status, b.channel, b.language, sum(b.conversations), sum(b.messages), sum(b.durations), sum(b.duration_ms),
  (select jsonb_object_agg(bin, n) from (
    select e.key as bin, sum(e.value::integer) as n from statistics_buckets h, jsonb_each_text(h.histogram) e
    where h.grain = 1440 group by 1) x) as histogram
  from statistics_buckets b where b.grain = 1440`
