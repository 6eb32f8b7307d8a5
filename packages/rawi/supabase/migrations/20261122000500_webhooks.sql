-- What runs after a call: which conversations wait for it, who is told of what, and how the telling went.
do $$
declare
  wanted text;
begin
  if not exists (select from rawi_migrations where version = '20261122000500') then
    foreach wanted in array array['call_work', 'webhook_endpoints', 'webhook_events', 'webhook_deliveries'] loop
      if to_regclass(format('%I.%I', current_schema(), wanted)) is not null then
        raise exception 'a table % that is not Rawi''s stands in schema %: choose another schema or move it away', wanted, current_schema()
          using errcode = 'duplicate_table';
      end if;
    end loop;
  end if;
end
$$;

-- One row per conversation that was saved since this table stands. Whoever consumes the outbox raises `changed` in the
-- same transaction; `told` and `analysed` say up to which change the work was done, and follow.
create table if not exists call_work (
  conversation_uuid uuid primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  ended boolean not null default false,
  changed integer not null default 1,
  told integer not null default 0,
  analysed integer not null default 0,
  handed_until timestamptz not null default '-infinity',
  tries smallint not null default 0,
  summary_hash bytea
);
comment on column call_work.handed_until is 'Handed to the job queue; handed over again after this, later with each try.';
comment on column call_work.summary_hash is 'SHA-256 of the summary that was written here, so that no other is ever replaced.';
create index if not exists call_work_due on call_work (handed_until) where told < changed or (ended and analysed < changed);

-- A secret must be known to sign with it: it is shown to no reader, and only told where it is made.
create table if not exists webhook_endpoints (
  id uuid primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  url text not null,
  description text not null default '',
  events text[] not null,
  secret text not null,
  previous_secret text,
  previous_until timestamptz,
  disabled_at timestamptz,
  disabled_reason text check (disabled_reason in ('person', 'gone')),
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null
);
create index if not exists webhook_endpoints_newest on webhook_endpoints (tenant_id, created_at desc, id desc);

-- `id` is made from what happened, so that the same thing is told once, whoever finds it; it is the webhook-id.
create table if not exists webhook_events (
  id text primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  type text not null,
  conversation_uuid uuid,
  body text not null,
  created_at timestamptz not null
);
create index if not exists webhook_events_age on webhook_events (created_at);
create index if not exists webhook_events_conversation on webhook_events (conversation_uuid) where conversation_uuid is not null;

create table if not exists webhook_deliveries (
  id uuid primary key,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  endpoint_id uuid not null,
  event_id text not null,
  conversation_uuid uuid,
  state text not null default 'waiting' check (state in ('waiting', 'claimed', 'delivered', 'dead')),
  attempts integer not null default 0,
  first_attempt_at timestamptz,
  next_attempt_at timestamptz,
  claimed_until timestamptz,
  claim uuid,
  handed_until timestamptz not null default '-infinity',
  last_status smallint,
  last_problem text,
  last_ms integer,
  history jsonb not null default '[]',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (endpoint_id, event_id)
);
create index if not exists webhook_deliveries_newest on webhook_deliveries (tenant_id, endpoint_id, created_at desc, id desc);
create index if not exists webhook_deliveries_due on webhook_deliveries (next_attempt_at) where state in ('waiting', 'claimed');
create index if not exists webhook_deliveries_age on webhook_deliveries (created_at);
create index if not exists webhook_deliveries_conversation on webhook_deliveries (conversation_uuid) where conversation_uuid is not null;

do $$
declare
  here text := current_schema();
  kept text[] := array['call_work', 'webhook_endpoints', 'webhook_events', 'webhook_deliveries'];
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
  execute format('grant select (id, tenant_id, url, description, events, previous_until, disabled_at, disabled_reason, created_at, created_by, updated_at) '
    'on table %I.webhook_endpoints to authenticated', here);
  execute format('grant select on table %I.webhook_events to authenticated', here);
  execute format('grant select on table %I.webhook_deliveries to authenticated', here);
  foreach t in array array['webhook_endpoints', 'webhook_events', 'webhook_deliveries'] loop
    execute format('create policy rawi_reader on %I.%I for select to authenticated '
      'using (tenant_id = (select rawi.tenant_id()) and (select rawi.role()) = ''admin'')', here, t);
  end loop;
end
$$;

insert into rawi_migrations (version, name) values ('20261122000500', 'webhooks') on conflict do nothing;
