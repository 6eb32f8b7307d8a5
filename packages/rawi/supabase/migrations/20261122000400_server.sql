-- What the server keeps besides conversations: who may come in, who did what, and what was asked twice.
do $$
declare
  wanted text;
begin
  if not exists (select from rawi_migrations where version = '20261122000400') then
    foreach wanted in array array['api_keys', 'sessions', 'audit_log', 'idempotency_keys', 'notes', 'seen_webhooks', 'rate_limits'] loop
      if to_regclass(format('%I.%I', current_schema(), wanted)) is not null then
        raise exception 'a table % that is not Rawi''s stands in schema %: choose another schema or move it away', wanted, current_schema()
          using errcode = 'duplicate_table';
      end if;
    end loop;
  end if;
end
$$;

-- A key is 32 random bytes: its plain SHA-256 cannot be turned back, and nothing else of it is kept.
create table if not exists api_keys (
  id uuid primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  name text not null,
  prefix text not null,
  hash bytea not null unique check (octet_length(hash) = 32),
  scopes text[] not null check (scopes <@ array['read', 'write', 'operate', 'admin'] and cardinality(scopes) > 0),
  created_at timestamptz not null default now(),
  created_by text not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
create index if not exists api_keys_newest on api_keys (tenant_id, created_at desc, id desc);

create table if not exists sessions (
  id uuid primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  name text not null,
  hash bytea not null unique check (octet_length(hash) = 32),
  scopes text[] not null check (scopes <@ array['read', 'write', 'operate', 'admin'] and cardinality(scopes) > 0),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index if not exists sessions_expiry on sessions (expires_at);

-- Who read and changed what. Ids only: no words, names, numbers or addresses.
create table if not exists audit_log (
  id uuid primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  occurred_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  target_kind text,
  target_id text,
  request_id text,
  detail jsonb not null default '{}'
);
create index if not exists audit_log_newest on audit_log (tenant_id, occurred_at desc, id desc);
create index if not exists audit_log_target on audit_log (tenant_id, target_id, occurred_at desc) where target_id is not null;

-- A request repeated under the same key gets the first answer. `conversation_uuid` lets an erasure find it.
create table if not exists idempotency_keys (
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  actor_id text not null,
  key text not null,
  request_hash bytea not null,
  status smallint,
  response jsonb,
  conversation_uuid uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, actor_id, key)
);
create index if not exists idempotency_keys_age on idempotency_keys (created_at);
create index if not exists idempotency_keys_conversation on idempotency_keys (conversation_uuid) where conversation_uuid is not null;

-- What people write beside a conversation.
create table if not exists notes (
  id uuid primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  conversation_uuid uuid not null,
  author_kind text not null,
  author_id text not null,
  author_name text not null,
  text text not null,
  created_at timestamptz not null default now()
);
create index if not exists notes_conversation on notes (conversation_uuid, created_at, id);

-- Webhooks that came in: an exact repetition is answered and not acted on.
create table if not exists seen_webhooks (
  source text not null,
  id text not null,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  seen_at timestamptz not null default now(),
  primary key (source, id)
);
create index if not exists seen_webhooks_age on seen_webhooks (seen_at);

-- Counters that several servers share; their columns are those of rate-limiter-flexible.
create table if not exists rate_limits (
  key text primary key,
  points integer not null default 0,
  expire bigint
);

do $$
declare
  here text := current_schema();
  kept text[] := array['api_keys', 'sessions', 'audit_log', 'idempotency_keys', 'notes', 'seen_webhooks', 'rate_limits'];
  t text;
begin
  perform set_config('client_min_messages', 'warning', true);
  foreach t in array kept loop
    execute format('alter table %I.%I enable row level security', here, t);
    execute format('revoke all on table %I.%I from public, anon, authenticated, service_role, rawi_writer', here, t);
    execute format('drop policy if exists rawi_writer on %I.%I', here, t);
    execute format('drop policy if exists rawi_service on %I.%I', here, t);
    execute format('drop policy if exists rawi_reader on %I.%I', here, t);
    execute format('create policy rawi_service on %I.%I to service_role using (true) with check (true)', here, t);
    execute format('create policy rawi_writer on %I.%I to rawi_writer using (true) with check (true)', here, t);
    execute format('grant select, insert, update, delete on table %I.%I to rawi_writer, service_role', here, t);
  end loop;
  -- The log is only ever added to, and shortened by its age.
  execute format('revoke update on table %I.audit_log from rawi_writer, service_role', here);
  execute format('grant select on table %I.notes to authenticated', here);
  execute format('create policy rawi_reader on %I.notes for select to authenticated '
    'using (tenant_id = (select rawi.tenant_id()))', here);
  execute format('grant select on table %I.audit_log to authenticated', here);
  execute format('grant select (id, tenant_id, name, prefix, scopes, created_at, created_by, last_used_at, expires_at, revoked_at) '
    'on table %I.api_keys to authenticated', here);
  foreach t in array array['api_keys', 'audit_log'] loop
    execute format('create policy rawi_reader on %I.%I for select to authenticated '
      'using (tenant_id = (select rawi.tenant_id()) and (select rawi.role()) = ''admin'')', here, t);
  end loop;
end
$$;

insert into rawi_migrations (version, name) values ('20261122000400', 'server') on conflict do nothing;
