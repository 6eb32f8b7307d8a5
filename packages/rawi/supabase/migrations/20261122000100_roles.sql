-- Who may read and write what. The owner reads everything; the product never works as the owner.
create schema if not exists rawi;

do $$
declare
  wanted text;
begin
  foreach wanted in array array['rawi_writer', 'authenticated', 'anon', 'service_role'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception
        when duplicate_object or unique_violation then null;
        when insufficient_privilege then
          raise exception 'role % is missing and % may not create it; an administrator runs: create role % nologin', wanted, current_user, wanted
            using errcode = 'insufficient_privilege';
      end;
    end if;
  end loop;
  -- Only these two are taken on with `set local role`.
  foreach wanted in array array['rawi_writer', 'authenticated'] loop
    if not pg_has_role(current_user, wanted, 'member') or current_setting('server_version_num')::int >= 160000 then
      begin
        execute format('grant %I to %I', wanted, current_user);
      exception when insufficient_privilege then
        if not pg_has_role(current_user, wanted, 'member') then
          raise exception '% may not take on role %; an administrator runs: grant % to %', current_user, wanted, wanted, current_user
            using errcode = 'insufficient_privilege';
        end if;
      end;
    end if;
  end loop;
end
$$;

-- The claims of the request; after a `set local` has ended the setting is the empty string.
create or replace function rawi.claims() returns jsonb
language sql stable parallel safe set search_path = ''
as $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;

-- `viewer`, `operator`, `admin`, or null. Read from app_metadata, which callers cannot change, never from user_metadata.
create or replace function rawi.role() returns text
language sql stable parallel safe set search_path = ''
as $$
  select claimed from (select rawi.claims() -> 'app_metadata' ->> 'rawi_role') as c (claimed)
  where claimed in ('viewer', 'operator', 'admin')
$$;

-- The tenant whose rows the request may see: none without a role, the default one without a tenant.
create or replace function rawi.tenant_id() returns uuid
language sql stable parallel safe set search_path = ''
as $$
  select case when rawi.role() is not null then
    coalesce((rawi.claims() -> 'app_metadata' ->> 'tenant_id')::uuid, '00000000-0000-0000-0000-000000000000'::uuid)
  end
$$;

revoke all on schema rawi from public;
revoke all on all functions in schema rawi from public;
grant usage on schema rawi to rawi_writer, authenticated, service_role;
grant execute on function rawi.claims(), rawi.role(), rawi.tenant_id() to rawi_writer, authenticated, service_role;

do $$
declare
  here text := current_schema();
  kept text[] := array['conversations', 'conversation_aliases', 'messages', 'conversation_events', 'users', 'conversation_search',
    'statistics_buckets', 'statistics_contributions', 'outbox', 'recorders', 'quarantine', 'erasures', 'erased_conversations'];
  seen_by_all text[] := array['conversations', 'conversation_aliases', 'messages', 'conversation_events', 'users',
    'conversation_search', 'statistics_buckets'];
  seen_by_admins text[] := array['recorders', 'quarantine', 'erasures'];
  t text;
begin
  perform set_config('client_min_messages', 'warning', true);
  execute format('grant usage on schema %I to rawi_writer, authenticated, service_role', here);
  foreach t in array kept || array['rawi_migrations'] loop
    execute format('alter table %I.%I enable row level security', here, t);
    execute format('revoke all on table %I.%I from public, anon, authenticated, service_role, rawi_writer', here, t);
    execute format('drop policy if exists rawi_writer on %I.%I', here, t);
    execute format('drop policy if exists rawi_service on %I.%I', here, t);
    execute format('drop policy if exists rawi_reader on %I.%I', here, t);
    execute format('create policy rawi_service on %I.%I to service_role using (true) with check (true)', here, t);
    execute format('create policy rawi_writer on %I.%I to rawi_writer using (true) with check (true)', here, t);
  end loop;
  execute format('grant select on table %I.rawi_migrations to rawi_writer, service_role', here);
  foreach t in array kept loop
    execute format('grant select, insert, update, delete on table %I.%I to rawi_writer, service_role', here, t);
  end loop;
  foreach t in array seen_by_all loop
    execute format('grant select on table %I.%I to authenticated', here, t);
    execute format('create policy rawi_reader on %I.%I for select to authenticated '
      'using (tenant_id = (select rawi.tenant_id()))', here, t);
  end loop;
  foreach t in array seen_by_admins loop
    execute format('grant select on table %I.%I to authenticated', here, t);
    execute format('create policy rawi_reader on %I.%I for select to authenticated '
      'using (tenant_id = (select rawi.tenant_id()) and (select rawi.role()) = ''admin'')', here, t);
  end loop;
end
$$;

insert into rawi_migrations (version, name) values ('20261122000100', 'roles') on conflict do nothing;
