-- What the recorder keeps. Goes into the schema that stands first in search_path; may be run again without harm.
create table if not exists rawi_migrations (
  version text primary key,
  name text not null,
  breaking boolean not null default true,
  applied_at timestamptz not null default now()
);

do $$
begin
  if to_regclass(format('%I.conversations', current_schema())) is not null
    and not exists (select from rawi_migrations where version = '20261122000000') then
    raise exception 'a table conversations that is not Rawi''s stands in schema %: choose another schema or move it away', current_schema()
      using errcode = 'duplicate_table';
  end if;
end
$$;

-- `id` is the identity, made by the process that starts the conversation; `conversation_id` is the label people use.
-- There are no foreign keys: every row of a conversation is written in one transaction and removed by one function.
create table if not exists conversations (
  id uuid primary key,
  conversation_id text not null,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  recorder_id text,
  room_name text,
  room_sid text,
  participant_identity text,
  user_id uuid,
  user_name text,
  user_phone text,
  user_email text,
  name_norm text,
  phone_last7 text generated always as (right(user_phone, 7)) stored,
  status text not null default 'active' check (status in ('active', 'completed', 'abandoned', 'failed')),
  end_reason text,
  end_rank smallint not null default 0 check (end_rank between 0 and 4),
  channel text not null default 'api' check (channel in ('web', 'phone', 'text', 'api')),
  language text,
  avatar_provider text,
  agent_name text,
  summary text,
  started_at timestamptz not null,
  ended_at timestamptz check (ended_at >= started_at),
  duration_seconds double precision check (duration_seconds >= 0),
  message_count integer not null default 0,
  writers jsonb not null default '{}',
  metrics jsonb not null default '{}',
  metadata jsonb not null default '{}',
  tags text[] not null default '{}',
  rating smallint check (rating between 1 and 5),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, conversation_id)
);
comment on column conversations.writers is 'User and assistant turns of each writer; message_count is their sum.';

create unique index if not exists conversations_room_sid on conversations (tenant_id, room_sid) where room_sid is not null;
create index if not exists conversations_newest on conversations (tenant_id, started_at desc, id desc);
create index if not exists conversations_status on conversations (tenant_id, status, started_at desc, id desc);
create index if not exists conversations_phone on conversations (tenant_id, user_phone, started_at desc)
  where user_phone is not null;
create index if not exists conversations_phone_last7 on conversations (tenant_id, phone_last7, started_at desc)
  where user_phone is not null;
create index if not exists conversations_phone_suffix on conversations (tenant_id, reverse(phone_last7) text_pattern_ops)
  where user_phone is not null;
create index if not exists conversations_user on conversations (tenant_id, user_id, started_at desc)
  where user_id is not null;
create index if not exists conversations_started on conversations (started_at desc);

-- Losing UUIDs and labels, each leading to the conversation it turned out to be.
create table if not exists conversation_aliases (
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  alias text not null,
  conversation_uuid uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, alias, conversation_uuid)
);
create index if not exists conversation_aliases_conversation on conversation_aliases (conversation_uuid);

-- Read by (timestamp, writer, seq); of two rows with one key the higher revision holds.
create table if not exists messages (
  conversation_uuid uuid not null,
  writer integer not null,
  seq integer not null,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  revision smallint not null default 0,
  interrupted boolean not null default false,
  role text not null check (role in ('user', 'assistant', 'system', 'tool')),
  content text not null,
  heard text,
  language text,
  timestamp timestamptz not null,
  metadata jsonb not null default '{}',
  primary key (conversation_uuid, writer, seq)
);
comment on column messages.heard is 'What was heard of an interrupted turn; shown and searched instead of content.';

create table if not exists conversation_events (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  conversation_uuid uuid not null,
  kind text not null,
  detail jsonb not null default '{}',
  occurred_at timestamptz not null default now()
);
create index if not exists conversation_events_conversation on conversation_events (conversation_uuid, occurred_at);

-- Callers.
create table if not exists users (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  phone text not null,
  name text,
  email text,
  language text,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  conversation_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, phone)
);

-- Written from the outbox: the folded words of a conversation, without positions.
create table if not exists conversation_search (
  conversation_uuid uuid primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  words tsvector not null,
  truncated boolean not null default false,
  updated_at timestamptz not null default now()
);
alter table conversation_search alter column words set statistics 1000;
create index if not exists conversation_search_words on conversation_search using gin (words);

-- Written from the outbox: ended conversations by the quarter hour (grain 15) and the day (grain 1440), in UTC.
-- `histogram` counts durations by bin: bin k holds durations in (1.1^(k-1), 1.1^k] milliseconds.
create table if not exists statistics_buckets (
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  grain smallint not null check (grain in (15, 1440)),
  bucket_at timestamptz not null,
  status text not null,
  channel text not null,
  language text not null default '',
  conversations integer not null default 0,
  messages bigint not null default 0,
  durations integer not null default 0,
  duration_ms bigint not null default 0,
  histogram jsonb not null default '{}',
  primary key (tenant_id, grain, bucket_at, status, channel, language)
);

-- What each conversation has added to the buckets, so that a correction takes it out first.
create table if not exists statistics_contributions (
  conversation_uuid uuid primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  started_at timestamptz not null,
  status text not null,
  channel text not null,
  language text not null default '',
  messages integer not null,
  duration_ms bigint
);

-- Conversations whose search row and statistics are behind. Only ever appended to and consumed.
create table if not exists outbox (
  id bigint generated always as identity primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  conversation_uuid uuid not null,
  created_at timestamptz not null default now()
);

-- One lease per recorder process.
create table if not exists recorders (
  recorder_id text primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  started_at timestamptz not null default now(),
  renewed_at timestamptz not null default now(),
  lease_until timestamptz not null
);

-- Which rows the database refused; what stood in them is in the quarantine folder of the recorder.
create table if not exists quarantine (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  conversation_uuid uuid not null,
  writer integer,
  seq integer,
  reason text not null,
  created_at timestamptz not null default now()
);
create index if not exists quarantine_conversation on quarantine (conversation_uuid);

-- Receipts of erasures, without personal data.
create table if not exists erasures (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  selector text not null check (selector in ('conversation', 'phone')),
  conversations integer not null,
  messages integer not null,
  users integer not null,
  erased_at timestamptz not null default clock_timestamp()
);

-- Tombstones: no save and no recovery may bring these back.
create table if not exists erased_conversations (
  conversation_uuid uuid primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  erased_at timestamptz not null default clock_timestamp()
);
create index if not exists erased_conversations_newest on erased_conversations (tenant_id, erased_at);

-- Names are searched by their trigrams; the extension keeps its operators in a schema of its own.
create schema if not exists extensions;
create extension if not exists pg_trgm with schema extensions;
do $$
begin
  execute format(
    'create index if not exists conversations_name on conversations using gin (name_norm %I.gin_trgm_ops)',
    (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm'));
end
$$;

insert into rawi_migrations (version, name) values ('20261122000000', 'recorder') on conflict do nothing;
