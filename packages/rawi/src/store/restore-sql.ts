/** Columns of an export, in the order of the tables; a test holds them against the schema. `phone_last7` is generated. */
export const CONVERSATION_COLUMNS = [
  ...['id', 'conversation_id', 'tenant_id', 'recorder_id', 'room_name', 'room_sid', 'participant_identity', 'user_id'],
  ...['user_name', 'user_phone', 'user_email', 'name_norm', 'status', 'end_reason', 'end_rank', 'channel', 'language'],
  ...['avatar_provider', 'agent_name', 'summary', 'disposition', 'started_at', 'ended_at'],
  ...['duration_seconds', 'message_count'],
  ...['writers', 'metrics', 'metadata', 'tags', 'rating', 'created_at', 'updated_at'],
]

export const MESSAGE_COLUMNS = [
  ...['conversation_uuid', 'writer', 'seq', 'tenant_id', 'revision', 'interrupted', 'role', 'content', 'heard'],
  ...['language', 'timestamp', 'metadata'],
]

export const EVIDENCE_COLUMNS = [
  ...['conversation_uuid', 'writer', 'ordinal', 'tenant_id', 'field', 'value', 'raw', 'confidence', 'status', 'source'],
  ...['evidence', 'created_at'],
]

export const NOTE_COLUMNS = [
  ...['id', 'tenant_id', 'conversation_uuid', 'author_kind', 'author_id', 'author_name', 'text', 'created_at'],
]

export const RECORDING_COLUMNS = [
  ...['conversation_uuid', 'file', 'tenant_id', 'container', 'codec', 'channels', 'sample_rate', 'started_at'],
  ...['duration_ms', 'bytes', 'sha256', 'created_at'],
]

/** What a conversation's row in a file may leave out. */
const DEFAULTS = `'{"status": "active", "end_rank": 0, "channel": "api", "message_count": 0, "writers": {}, "metrics": {}, "metadata": {}, "tags": []}'::jsonb
  || jsonb_build_object('created_at', now(), 'updated_at', now())`

/** These are what they are from the first moment on, or follow from the messages. */
const SETTLED = new Set(['id', 'conversation_id', 'tenant_id', 'created_at', 'message_count', 'writers'])

const list = (columns: readonly string[], prefix = ''): string => columns.map((column) => prefix + column).join(', ')

/** Locks that a claim of the same id, label or room session takes too; always in one order. */
export const LOCK = `select pg_advisory_xact_lock(k) from (
  select distinct hashtextextended($1::text || key, 0) as k from unnest($2::text[]) as w (key) order by 1) locks`

/** Where each conversation of the file (`$2` UUIDs, `$3` labels, `$4` room sids) belongs in tenant `$1`. */
export const PLACES = `
  select x.ord::integer - 1 as ord,
    exists (select from erased_conversations e where e.conversation_uuid = x.id) as erased,
    exists (select from conversations c where c.id = x.id and c.tenant_id <> $1::uuid) as foreign,
    coalesce(
      (select c.id from conversations c where c.id = x.id and c.tenant_id = $1::uuid),
      (select a.conversation_uuid from conversation_aliases a where a.tenant_id = $1::uuid and a.alias = x.id::text limit 1),
      (select c.id from conversations c where c.tenant_id = $1::uuid and c.room_sid = x.sid)) as target,
    array(select c.conversation_id from conversations c where c.tenant_id = $1::uuid and c.id <> x.id
      and c.conversation_id in (x.label, x.label || '-' || right(x.id::text, 8))) as taken
  from unnest($2::uuid[], $3::text[], $4::text[]) with ordinality as x (id, label, sid, ord)`

const INPUT = `input as materialized (
    select x.ord::integer - 1 as ord, x.line::jsonb as line, x.target, x.label, x.fresh
    from unnest($2::text[], $3::uuid[], $4::text[], $5::boolean[]) with ordinality as x (line, target, label, fresh, ord)
  )`

/** Of two revisions of a message the higher one holds; the same one is not written again. */
const PUT_MESSAGES = `put_messages as (
    insert into messages (${list(MESSAGE_COLUMNS)})
    select i.target, m.writer, m.seq, $1::uuid, coalesce(m.revision, 0), coalesce(m.interrupted, false), m.role, m.content, m.heard,
      m.language, m.timestamp, coalesce(m.metadata, '{}')
    from input i cross join lateral jsonb_populate_recordset(null::messages, coalesce(i.line -> 'messages', '[]')) m
    on conflict (conversation_uuid, writer, seq) do update set
      revision = excluded.revision, role = excluded.role, content = excluded.content, heard = excluded.heard,
      interrupted = excluded.interrupted, language = excluded.language, timestamp = excluded.timestamp, metadata = excluded.metadata
    where messages.revision < excluded.revision
    returning conversation_uuid
  )`

const PUT_EVENTS = `put_events as (
    insert into conversation_events (id, tenant_id, conversation_uuid, kind, detail, occurred_at)
    select e.id, $1::uuid, i.target, e.kind, coalesce(e.detail, '{}'), coalesce(e.occurred_at, now())
    from input i cross join lateral jsonb_populate_recordset(null::conversation_events, coalesce(i.line -> 'events', '[]')) e
    on conflict (id) do nothing
    returning conversation_uuid
  )`

/** What stands is never changed. */
const PUT_EVIDENCE = `put_evidence as (
    insert into contact_evidence (${list(EVIDENCE_COLUMNS)})
    select i.target, e.writer, e.ordinal, $1::uuid, e.field, e.value, e.raw, e.confidence, e.status, e.source,
      coalesce(e.evidence, '[]'), coalesce(e.created_at, now())
    from input i cross join lateral jsonb_populate_recordset(null::contact_evidence, coalesce(i.line -> 'evidence', '[]')) e
    on conflict (conversation_uuid, writer, ordinal) do nothing
  )`

/** The facts only: the files are copied as files. */
const PUT_RECORDINGS = `put_recordings as (
    insert into recordings (${list(RECORDING_COLUMNS)})
    select i.target, r.file, $1::uuid, r.container, r.codec, r.channels, r.sample_rate, r.started_at, r.duration_ms, r.bytes, r.sha256,
      coalesce(r.created_at, now())
    from input i cross join lateral jsonb_populate_recordset(null::recordings, coalesce(i.line -> 'recordings', '[]')) r
    on conflict (conversation_uuid, file) do nothing
  )`

const PUT_NOTES = `put_notes as (
    insert into notes (${list(NOTE_COLUMNS)})
    select n.id, $1::uuid, i.target, n.author_kind, n.author_id, n.author_name, n.text, coalesce(n.created_at, now())
    from input i cross join lateral jsonb_populate_recordset(null::notes, coalesce(i.line -> 'notes', '[]')) n
    on conflict (id) do nothing
  )`

/** Search rows and statistics follow from the outbox. */
const ANSWER = `told as (
    insert into outbox (tenant_id, conversation_uuid) select distinct $1::uuid, conversation_uuid from touched
  )
  select i.ord, i.fresh, exists (select from changed c where c.conversation_uuid = i.target) as changed,
    (select count(*)::integer from put_messages p where p.conversation_uuid = i.target) as messages
  from input i order by i.ord`

/**
 * Puts the conversations of lines `$2` where they belong: `$3` under which UUID, `$4` under which label, `$5` whether they
 * are new there. One that stands there keeps its row unless the file knows an end of higher rank.
 */
export const PUT_CONVERSATIONS = `
  with ${INPUT}, told_rows as materialized (
    select i.fresh, r.* from input i cross join lateral jsonb_populate_record(null::conversations,
      ${DEFAULTS} || (i.line -> 'row') || jsonb_build_object('id', i.target, 'tenant_id', $1::uuid, 'conversation_id', i.label,
        'user_id', coalesce(
          (select u.id from users u where u.tenant_id = $1::uuid and u.phone = i.line -> 'row' ->> 'user_phone'),
          (select u.id from users u where u.tenant_id = $1::uuid and u.id = (i.line -> 'row' ->> 'user_id')::uuid)))) r
  ), new_rows as (
    insert into conversations (${list(CONVERSATION_COLUMNS)})
    select ${list(CONVERSATION_COLUMNS, 'r.')} from told_rows r where r.fresh
    returning id as conversation_uuid, status
  ), merged as materialized (
    select r.*, o.end_rank < r.end_rank as told, w.writers as all_writers, w.turns
    from told_rows r
    join conversations o on o.id = r.id
    cross join lateral (
      select coalesce(jsonb_object_agg(n.key, n.turns), '{}') as writers, coalesce(sum(n.turns), 0)::integer as turns
      from (
        select b.key, max(b.value::integer) as turns
        from (select * from jsonb_each_text(o.writers) union all select * from jsonb_each_text(r.writers)) b group by b.key
      ) n
    ) w
    where not r.fresh and (o.end_rank < r.end_rank or o.writers <> w.writers)
  ), changed_rows as (
    update conversations c set writers = m.all_writers, message_count = m.turns,
      ${CONVERSATION_COLUMNS.filter((column) => !SETTLED.has(column))
        .map((column) => `${column} = case when m.told then m.${column} else c.${column} end`)
        .join(', ')}
    from merged m where c.id = m.id
    returning c.id as conversation_uuid
  ), ${PUT_MESSAGES}, ${PUT_EVENTS}, ${PUT_EVIDENCE}, ${PUT_NOTES}, ${PUT_RECORDINGS}, put_aliases as (
    insert into conversation_aliases (tenant_id, alias, conversation_uuid, created_at)
    select $1::uuid, a.alias, i.target, coalesce(a.created_at, now())
    from input i cross join lateral (
      select p.alias, p.created_at from jsonb_populate_recordset(null::conversation_aliases, coalesce(i.line -> 'aliases', '[]')) p
      union
      select n.alias, null from (values (i.line -> 'row' ->> 'id'), (i.line -> 'row' ->> 'conversation_id')) as n (alias)
      where (n.alias = i.line -> 'row' ->> 'id' and n.alias <> i.target::text) or (n.alias = i.line -> 'row' ->> 'conversation_id' and n.alias <> i.label)
    ) a
    on conflict do nothing
  ), changed as (
    select conversation_uuid from new_rows union select * from changed_rows union select * from put_messages
  ), touched as (
    -- One that only began has nothing to search and nothing to count.
    select conversation_uuid from new_rows where status <> 'active' union select * from changed_rows union select * from put_messages
  ), ${ANSWER}`

/** Adds the messages, events, evidence and notes of lines `$2` to the conversations `$3` that stand already. */
export const PUT_MORE = `
  with ${INPUT}, ${PUT_MESSAGES}, ${PUT_EVENTS}, ${PUT_EVIDENCE}, ${PUT_NOTES}, changed as (select * from put_messages), touched as (select * from changed), ${ANSWER}`

/** Exports of old do not say whose word it is: then a person's. */
function sourceOf(column: 'name' | 'email'): string {
  return `case when ${column} is not null then coalesce(${column}_source, 'human') end`
}

/** Adds callers; of one who is known, only what was empty is filled, and the time of being seen widened. */
export const PUT_USERS = `
  with told as materialized (
    select r.* from unnest($2::text[]) as x (line)
    cross join lateral jsonb_array_elements(x.line::jsonb -> 'rows') as one (fields)
    cross join lateral jsonb_populate_record(null::users,
      jsonb_build_object('first_seen_at', now(), 'last_seen_at', now(), 'created_at', now(), 'updated_at', now(), 'id', gen_random_uuid())
      || one.fields) r
  ), put as (
    insert into users (id, tenant_id, phone, name, name_source, email, email_source, language, first_seen_at, last_seen_at, created_at, updated_at)
    select case when exists (select from users u where u.id = told.id) then gen_random_uuid() else id end,
      $1::uuid, phone, name, ${sourceOf('name')}, email, ${sourceOf('email')}, language, first_seen_at, last_seen_at, created_at, updated_at from told
    on conflict (tenant_id, phone) do update set
      name = coalesce(users.name, excluded.name), email = coalesce(users.email, excluded.email),
      name_source = case when users.name is null then excluded.name_source else users.name_source end,
      email_source = case when users.email is null then excluded.email_source else users.email_source end,
      language = coalesce(users.language, excluded.language),
      first_seen_at = least(users.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(users.last_seen_at, excluded.last_seen_at)
    where (users.name is null and excluded.name is not null) or (users.email is null and excluded.email is not null)
      or (users.language is null and excluded.language is not null)
      or excluded.first_seen_at < users.first_seen_at or excluded.last_seen_at > users.last_seen_at
    returning 1
  )
  select count(*)::integer as changed from put`

/** Adds tombstones where no conversation stands; answers with those that still do. */
export const PUT_TOMBSTONES = `
  with told as materialized (
    select r.conversation_uuid, coalesce(r.erased_at, now()) as erased_at, c.id is not null as stands
    from unnest($2::text[]) as x (line)
    cross join lateral jsonb_populate_recordset(null::erased_conversations, x.line::jsonb -> 'rows') r
    left join conversations c on c.id = r.conversation_uuid
  ), put as (
    insert into erased_conversations (conversation_uuid, tenant_id, erased_at)
    select conversation_uuid, $1::uuid, erased_at from told where not stands on conflict do nothing
  )
  select conversation_uuid as id from told where stands order by 1`

export const PUT_RECEIPTS = `
  insert into erasures (id, tenant_id, selector, conversations, messages, users, erased_at)
  select r.id, $1::uuid, r.selector, r.conversations, r.messages, r.users, r.erased_at
  from unnest($2::text[]) as x (line) cross join lateral jsonb_populate_recordset(null::erasures, x.line::jsonb -> 'rows') r
  on conflict (id) do nothing`
