import { bestOf, betterValue } from './better-value.ts'
import type { Statement } from './database.ts'
import { messageArrays, type PlacedMessage } from './message-arrays.ts'

/** Of a message that stands already the later revision stays. */
const LATER_REVISION = `on conflict (conversation_uuid, writer, seq) do update set
  revision = excluded.revision, role = excluded.role, content = excluded.content, heard = excluded.heard,
  interrupted = excluded.interrupted, language = excluded.language, timestamp = excluded.timestamp, metadata = excluded.metadata
  where messages.revision < excluded.revision`

/** Of callers who turn up in several conversations of one save. */
const BEST_OF_ALL = `select tenant_id, user_phone, ${bestOf('name')}, ${bestOf('email')},
    (array_agg(language order by seen_at desc) filter (where language is not null))[1], min(started_at), max(seen_at)
  from callers group by tenant_id, user_phone order by tenant_id, user_phone`
const THE_ONE = `select tenant_id, user_phone, user_name, case when user_name is not null then name_source end,
    user_email, case when user_email is not null then email_source end, language, started_at, seen_at
  from callers`

/**
 * Saves what `$1` tells of conversations that a claim has settled, with the messages in the arrays `$2` to `$12`.
 * Locks conversations by id, then users by phone, so that concurrent saves wait for each other instead of
 * deadlocking. The lateral joins keep the planner to the primary key, whatever it guesses of the number of rows. Of several rows that turned out to be one conversation only the first is saved: the others are not
 * returned and come again. What was erased is not found and stays away.
 */
const save = (conflict: string, alone = false) => `
with input as materialized (
  select i.*, winner, ${alone ? '1' : 'row_number() over (partition by winner order by i.ord)'} as turn
  from jsonb_to_recordset($1::jsonb) as i (
    ord integer, id uuid, tenant_id uuid, writer text, turns integer, touched boolean, recorder_id text, room_name text,
    participant_identity text, language text, avatar_provider text, agent_name text, user_name text, name_norm text,
    user_phone text, user_email text, tags text[], metadata jsonb, active_ms double precision,
    rank smallint, status text, end_reason text, ended_ms double precision, duration_seconds double precision,
    end_language text, end_name text, end_name_norm text, end_phone text, end_email text, name_source text, email_source text, summary text, rating smallint,
    end_tags text[], end_metadata jsonb, metrics jsonb)
  cross join lateral (
    select c.id from conversations c where c.id = i.id and c.tenant_id = i.tenant_id
    union all
    select a.conversation_uuid from conversation_aliases a where a.alias = i.id::text and a.tenant_id = i.tenant_id
    limit 1
  ) as w (winner)
), locked as materialized (
  select c.* from (select winner from input where turn = 1${alone ? '' : ' order by winner'}) i
  cross join lateral (select * from conversations c where c.id = i.winner for update) c
), merged as materialized (
  select i.ord, c.id, c.tenant_id, i.touched, i.active_ms, told,
    i.user_name as start_name, i.end_name, i.name_source, i.user_email as start_email, i.end_email, i.email_source,
    i.writer, greatest(i.turns, (c.writers ->> i.writer)::integer) as turns,
    case when told then coalesce(i.end_name, c.user_name, i.user_name) else coalesce(c.user_name, i.end_name, i.user_name) end as user_name,
    case when told then coalesce(i.end_name_norm, c.name_norm, i.name_norm) else coalesce(c.name_norm, i.end_name_norm, i.name_norm) end as name_norm,
    case when told then coalesce(i.end_phone, c.user_phone, i.user_phone) else coalesce(c.user_phone, i.end_phone, i.user_phone) end as user_phone,
    case when told then coalesce(i.end_email, c.user_email, i.user_email) else coalesce(c.user_email, i.end_email, i.user_email) end as user_email,
    case when told then coalesce(i.end_language, c.language, i.language) else coalesce(c.language, i.end_language, i.language) end as language,
    greatest(c.started_at, to_timestamp(greatest(i.ended_ms, i.active_ms) / 1000)) as seen_at, c.started_at
  from input i
  join locked c on c.id = i.winner
  cross join lateral (select coalesce(i.rank, 0) > c.end_rank) as t (told)
  where i.turn = 1
), callers as (
  -- Whose word a name is that another writer brought is not known here: it overwrites nothing better.
  select tenant_id, user_phone, user_name, user_email, language, started_at, seen_at,
    case user_name when end_name then coalesce(name_source, 'human') when start_name then 'human' else 'rules' end as name_source,
    case user_email when end_email then coalesce(email_source, 'human') when start_email then 'human' else 'rules' end as email_source
  from merged where user_phone is not null
), people as (
  insert into users (tenant_id, phone, name, name_source, email, email_source, language, first_seen_at, last_seen_at)
  ${alone ? THE_ONE : BEST_OF_ALL}
  on conflict (tenant_id, phone) do update set
    ${betterValue('name')},
    ${betterValue('email')},
    language = case when excluded.last_seen_at >= users.last_seen_at then coalesce(excluded.language, users.language) else coalesce(users.language, excluded.language) end,
    first_seen_at = least(users.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(users.last_seen_at, excluded.last_seen_at),
    updated_at = now()
  returning *
), changed as (
  update conversations c set
    recorder_id = coalesce(c.recorder_id, i.recorder_id),
    room_name = coalesce(c.room_name, i.room_name),
    participant_identity = coalesce(c.participant_identity, i.participant_identity),
    avatar_provider = coalesce(c.avatar_provider, i.avatar_provider),
    agent_name = coalesce(c.agent_name, i.agent_name),
    user_id = coalesce(p.id, c.user_id), user_name = m.user_name, name_norm = m.name_norm, user_phone = m.user_phone,
    user_email = m.user_email, language = m.language,
    status = case when told then i.status else c.status end,
    end_reason = case when told then i.end_reason else coalesce(c.end_reason, i.end_reason) end,
    end_rank = greatest(c.end_rank, i.rank),
    ended_at = case when i.ended_ms is null then c.ended_at
      when told then greatest(to_timestamp(i.ended_ms / 1000), c.started_at)
      else coalesce(c.ended_at, greatest(to_timestamp(i.ended_ms / 1000), c.started_at)) end,
    duration_seconds = case when told then coalesce(i.duration_seconds, c.duration_seconds) else coalesce(c.duration_seconds, i.duration_seconds) end,
    summary = case when told then coalesce(i.summary, c.summary) else coalesce(c.summary, i.summary) end,
    rating = case when told then coalesce(i.rating, c.rating) else coalesce(c.rating, i.rating) end,
    tags = coalesce(case when told then coalesce(i.end_tags, nullif(c.tags, '{}')) else coalesce(nullif(c.tags, '{}'), i.end_tags) end, i.tags, '{}'),
    metrics = case when told then c.metrics || coalesce(i.metrics, '{}') else coalesce(i.metrics, '{}') || c.metrics end,
    metadata = coalesce(i.metadata, '{}') || case when told then c.metadata || coalesce(i.end_metadata, '{}') else coalesce(i.end_metadata, '{}') || c.metadata end,
    message_count = c.message_count + m.turns - coalesce((c.writers ->> m.writer)::integer, 0),
    writers = case when m.turns > 0 then c.writers || jsonb_build_object(m.writer, m.turns) else c.writers end,
    updated_at = now()
  from merged m
  join input i using (ord)
  left join people p on p.tenant_id = m.tenant_id and p.phone = m.user_phone
  where c.id = m.id
  returning m.ord, c.id, c.tenant_id, c.conversation_id, c.message_count, c.status, c.end_reason, c.duration_seconds, c.user_id, m.touched
), kept as (
  insert into messages (conversation_uuid, tenant_id, writer, seq, revision, role, content, heard, interrupted, language, timestamp, metadata)
  select c.id, c.tenant_id, m.writer, m.seq, coalesce(m.revision, 0), m.role, m.content, m.heard, coalesce(m.interrupted, false), m.language,
    to_timestamp(m.sent_ms / 1000), coalesce(m.metadata::jsonb, '{}')
  from unnest($2::integer[], $3::integer[], $4::integer[], $5::smallint[], $6::text[], $7::text[], $8::text[], $9::boolean[],
    $10::text[], $11::double precision[], $12::text[])
    as m (ord, writer, seq, revision, role, content, heard, interrupted, language, sent_ms, metadata)
  join changed c using (ord)
  ${conflict}
), told as (
  insert into outbox (tenant_id, conversation_uuid) select tenant_id, id from changed where touched${alone ? '' : ' order by ord'}
)
select c.ord, c.id, c.conversation_id, c.message_count, c.status, c.end_reason, c.duration_seconds, p.id as user_id, p.phone, p.name, p.email, p.language,
  p.first_seen_at, p.last_seen_at, p.conversation_count
from changed c left join people p on p.id = c.user_id`

/** Adds the messages in the arrays to conversations whose rows this transaction has locked; as in `SAVE`, `$1` tells which. */
const SAVE_MESSAGES = `
insert into messages (conversation_uuid, tenant_id, writer, seq, revision, role, content, heard, interrupted, language, timestamp, metadata)
select c.id, c.tenant_id, m.writer, m.seq, coalesce(m.revision, 0), m.role, m.content, m.heard, coalesce(m.interrupted, false), m.language,
  to_timestamp(m.sent_ms / 1000), coalesce(m.metadata::jsonb, '{}')
from unnest($2::integer[], $3::integer[], $4::integer[], $5::smallint[], $6::text[], $7::text[], $8::text[], $9::boolean[],
  $10::text[], $11::double precision[], $12::text[])
  as m (ord, writer, seq, revision, role, content, heard, interrupted, language, sent_ms, metadata)
join (
  select i.ord, w.id, i.tenant_id
  from jsonb_to_recordset($1::jsonb) as i (ord integer, id uuid, tenant_id uuid)
  cross join lateral (
    select c.id from conversations c where c.id = i.id and c.tenant_id = i.tenant_id
    union all
    select a.conversation_uuid from conversation_aliases a where a.alias = i.id::text and a.tenant_id = i.tenant_id
    limit 1
  ) w
) c using (ord)
${LATER_REVISION}`

/** Of several conversations, of one alone, and of these where none of the messages can stand already. */
const SAVE = save(LATER_REVISION)
const SAVE_UNSENT = save('')
const SAVE_ONE = save(LATER_REVISION, true)
const SAVE_ONE_UNSENT = save('', true)

export interface SaveKind {
  /** The rows are those of one conversation: nothing to sort and to group, which is a tenth of a short save. */
  readonly alone?: boolean
  /** None of the messages can stand already; one that does is refused as a duplicate, SQLSTATE 23505. Looking for each is a tenth of a save. */
  readonly unsent?: boolean
}

export function saveStatement(rows: string, messages: readonly PlacedMessage[], kind: SaveKind = {}): Statement {
  const values = [rows, ...messageArrays(messages)]
  if (kind.alone && kind.unsent) return { name: 'rawi_save_one_unsent', text: SAVE_ONE_UNSENT, values }
  if (kind.alone) return { name: 'rawi_save_one', text: SAVE_ONE, values }
  if (kind.unsent) return { name: 'rawi_save_unsent', text: SAVE_UNSENT, values }
  return { name: 'rawi_save', text: SAVE, values }
}

export function moreMessages(rows: string, messages: readonly PlacedMessage[]): Statement {
  return { name: 'rawi_save_messages', text: SAVE_MESSAGES, values: [rows, ...messageArrays(messages)] }
}
