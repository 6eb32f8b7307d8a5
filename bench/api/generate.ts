import pg from 'pg'

/** Messages of each conversation. */
export const MESSAGES_EACH = 10
/** Conversations are added so many at a time, so that progress can be told. */
const STEP = 100_000
/** The days over which they are spread, the last of them today. */
const DAYS = 365
/** One conversation in so many holds the rare word. */
const RARE_EVERY = 20_000
/** Words a caller may use: the first is said in nearly every call, the later the seldomer. */
const VOCABULARY = 2_000
const WORDS_EACH = 25

export const RARE_WORD = 'زمرد'
/** Said in nearly every call, and in less than one of a hundred. */
export const COMMON_WORD = 'كلمه0'
export const MEDIUM_WORD = 'كلمه700'
/** Of this many people; the names repeat, the numbers do not. */
const CALLERS_SHARE = 0.2

const GIVEN = [
  'أحمد',
  'محمد',
  'سارة',
  'ليلى',
  'عمر',
  'خالد',
  'نور',
  'فاطمة',
  'يوسف',
  'مريم',
  'حسن',
  'رنا',
  'سامر',
  'هدى',
  'علي',
  'ديمة',
]
const FAMILY = [
  'الحلبي',
  'الشامي',
  'حداد',
  'خوري',
  'المصري',
  'العلي',
  'نجار',
  'درويش',
  'قباني',
  'زيدان',
  'الأحمد',
  'عثمان',
  'بكري',
  'ناصر',
  'شاهين',
  'مراد',
]
const SAID = [
  'مرحباً، أريد أن أستفسر عن دورات البرمجة المسائية ومواعيدها من فضلك.',
  'أهلاً وسهلاً بك! تبدأ دورة البرمجة المسائية يوم الأحد القادم وتمتد على ثمانية أسابيع.',
  'كم تبلغ رسوم الدورة، وهل يمكن الدفع على قسطين؟',
  'رسوم الدورة كاملةً مئتان وخمسون ألف ليرة، ويمكنك دفع نصفها عند التسجيل.',
  'شكراً جزيلاً لك، مع السلامة.',
]

/**
 * Fills an empty database of ours with ended conversations, in SQL: rows, words and statistics as the product writes
 * them, the same at every run. `tell` hears of the progress.
 */
export async function generate(url: string, conversations: number, tell: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set synchronous_commit = off')
    await client.query('select setseed(0.42)')
    for (let first = 0; first < conversations; first += STEP) {
      const last = Math.min(first + STEP, conversations) - 1
      await client.query(CONVERSATIONS, [
        first,
        last,
        conversations,
        GIVEN,
        FAMILY,
        Math.max(1, Math.round(conversations * CALLERS_SHARE)),
      ])
      await client.query(MESSAGES, [first, last, conversations, SAID])
      await client.query(WORDS, [first, last, conversations])
      tell(`${(last + 1).toLocaleString('en')} of ${conversations.toLocaleString('en')} conversations`)
    }
    await client.query(USERS)
    for (const [grain, width] of [
      [15, '15 minutes'],
      [1_440, '1 day'],
    ] as const)
      await client.query(BUCKETS, [grain, width])
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

/** A UUIDv7 of conversation `i` of `$3`, whose time is its start. */
const STARTED = `(date_trunc('day', now()) - interval '${DAYS - 1} days' + interval '1 second' * floor(i::double precision / $3 * ${(DAYS - 1) * 86_400}))`
const ID = `(lpad(to_hex(floor(extract(epoch from ${STARTED}) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0') || '8' || lpad(to_hex(i), 15, '0'))::uuid`

const CONVERSATIONS = `
insert into conversations (id, conversation_id, recorder_id, room_name, participant_identity, user_name, name_norm, user_phone, status,
  end_reason, end_rank, channel, language, summary, started_at, ended_at, duration_seconds, message_count, tags)
select id, 'call-' || i, 'bench', 'room-' || i, 'caller-' || caller, name, translate(name, 'أإآىة', 'اااية'), '+9639' || lpad(caller::text, 8, '0'),
  case when i % 10 = 0 then 'abandoned' when i % 33 = 0 then 'failed' else 'completed' end,
  case when i % 10 = 0 then 'no_input' when i % 33 = 0 then 'error' else 'user_hangup' end, 4,
  (array['web', 'phone', 'text'])[1 + i % 3], case when i % 4 = 0 then 'en' else 'ar' end, 'استفسار عن التدريبات رقم ' || i,
  started_at, started_at + interval '1 second' * seconds, seconds, ${MESSAGES_EACH}, case when i % 5 = 0 then array['تدريب'] else '{}' end
from (
  select i, ${ID} as id, ${STARTED} as started_at, 20 + (i * 7919) % 600 as seconds,
    (i * 104729) % $6 as caller, ($4::text[])[1 + (i * 31) % 16] || ' ' || ($5::text[])[1 + (i / 16) % 16] as name
  from generate_series($1::bigint, $2::bigint) i
) c`

const MESSAGES = `
insert into messages (conversation_uuid, writer, seq, role, content, timestamp)
select ${ID}, 7, seq, case when seq % 2 = 0 then 'user' else 'assistant' end, ($4::text[])[1 + seq % 5] || ' (' || i || '/' || seq || ')',
  ${STARTED} + interval '3 seconds' * seq
from generate_series($1::bigint, $2::bigint) i, generate_series(0, ${MESSAGES_EACH - 1}) seq`

const WORDS = `
insert into conversation_search (conversation_uuid, words)
select ${ID}, array_to_tsvector(array(
  select distinct 'كلمه' || floor(power(random(), 3) * ${VOCABULARY})::integer from generate_series(1, ${WORDS_EACH}) where i is not null
) || case when i % ${RARE_EVERY} = 1 then array['${RARE_WORD}'] else '{}' end)
from generate_series($1::bigint, $2::bigint) i`

const USERS = `
insert into users (phone, name, first_seen_at, last_seen_at, conversation_count)
select user_phone, min(user_name), min(started_at), max(started_at), count(*) from conversations group by user_phone`

const BUCKETS = `
insert into statistics_buckets (tenant_id, grain, bucket_at, status, channel, language, conversations, messages, durations, duration_ms, histogram)
select tenant_id, $1, bucket_at, status, channel, language, sum(n), sum(messages), sum(n), sum(ms), jsonb_object_agg(bin, n)
from (
  select tenant_id, date_bin($2::interval, started_at, '2000-01-01Z') as bucket_at, status, channel, coalesce(language, '') as language,
    ceil(ln(duration_seconds * 1000) / ln(1.1))::integer as bin, count(*) as n, sum(message_count) as messages, sum(duration_seconds * 1000) as ms
  from conversations group by 1, 2, 3, 4, 5, 6
) b group by 1, 3, 4, 5, 6`
