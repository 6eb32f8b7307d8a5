-- What people ask of conversations over HTTP: by tag, oldest first, how many, and what became of a call.
alter table conversations add column if not exists disposition text;
comment on column conversations.disposition is 'What people say became of the call.';

-- Most conversations have no tags and stay out of it.
create index if not exists conversations_tags on conversations using gin (tags) where tags <> '{}';
create index if not exists users_newest on users (tenant_id, last_seen_at desc, id desc);

-- As before, in PL/pgSQL, which keeps its plan: it is asked for with every table of every read, and SQL would plan it each time.
create or replace function rawi.tenant_id() returns uuid
language plpgsql stable parallel safe set search_path = ''
as $$
declare
  app jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb -> 'app_metadata';
begin
  if app ->> 'rawi_role' in ('viewer', 'operator', 'admin') then
    return coalesce((app ->> 'tenant_id')::uuid, '00000000-0000-0000-0000-000000000000'::uuid);
  end if;
  return null;
end
$$;

do $migration$
declare
  body text;
begin
  foreach body in array array[

-- What `rawi.find_conversations` and `rawi.count_conversations` look for, as conditions on the alias `c`: `$1` the tenant, `$2` words, `$3` the filter.
-- Patterns stand in the text as literals: only of those does the planner know how few rows they leave.
$conditions$
create or replace function rawi.found_conditions(kind {schema}.conversations, words tsquery, names text[], filter jsonb)
returns text
language sql immutable set search_path = ''
as $$
  select ' from {schema}.conversations c where c.tenant_id = $1'
    || case when words is null then '' else format(
      case when filter ? 'rare' then ' and c.id = any (array(%s))' else ' and c.id in (%s)' end,
      'select s.conversation_uuid from {schema}.conversation_search s where s.tenant_id = $1 and s.words @@ $2') end
    || coalesce((select string_agg(format(' and c.name_norm like %L', pattern), '') from unnest(names) as n (pattern)), '')
    || case when filter ? 'status' then ' and c.status = $3 ->> ''status''' else '' end
    || case when filter ? 'channel' then ' and c.channel = $3 ->> ''channel''' else '' end
    || case when filter ? 'language' then ' and c.language = $3 ->> ''language''' else '' end
    || case when filter ? 'tag' then ' and c.tags <> ''{}'' and c.tags operator(pg_catalog.@>) array[$3 ->> ''tag'']' else '' end
    || case when filter ? 'phone' then ' and c.user_phone = $3 ->> ''phone''' else '' end
    || case when filter ? 'last7' then ' and c.user_phone is not null and c.phone_last7 = $3 ->> ''last7''' else '' end
    || case when filter ? 'reversed' then format(' and c.id = any (array(select p.id from {schema}.conversations p '
      'where p.tenant_id = $1 and p.user_phone is not null and reverse(p.phone_last7) like %L))', filter ->> 'reversed') else '' end
    || case when filter ? 'ending' then ' and c.user_phone like $3 ->> ''ending''' else '' end
    || case when filter ? 'from' then ' and c.started_at >= ($3 ->> ''from'')::timestamptz' else '' end
    || case when filter ? 'to' then ' and c.started_at < ($3 ->> ''to'')::timestamptz' else '' end
$$
$conditions$,

-- A page of the reader's own tenant by words, a name, a tag or the last few digits. Runs as the owner, because under row-level
-- security the index operators for these cannot be used; the tenant of the claims is therefore the first condition.
-- Words that few conversations hold are looked up first: going through the newest ones until a page is full, as the planner
-- likes to with a limit, reads all of them for a word that hardly any holds. It may not explain itself in a stable function.
$find$
create or replace function rawi.find_conversations(kind {schema}.conversations, words tsquery, names text[], filter jsonb, page integer)
returns setof {schema}.conversations
language plpgsql volatile security definer set search_path = ''
as $$
declare
  tenant uuid := rawi.tenant_id();
  plan json;
  later text := case when filter ? 'oldest' then '>' else '<' end;
  direction text := case when filter ? 'oldest' then 'asc' else 'desc' end;
begin
  if tenant is null then
    return;
  end if;
  if words is not null then
    execute format('explain (format json) select 1 from {schema}.conversation_search s where s.tenant_id = %L and s.words @@ %L::tsquery', tenant, words)
    into plan;
    if (plan -> 0 -> 'Plan' ->> 'Plan Rows')::double precision
      <= 0.005 * (select greatest(r.reltuples, 0) from pg_catalog.pg_class r where r.oid = '{schema}.conversation_search'::pg_catalog.regclass) then
      filter := filter || '{"rare": true}';
    end if;
  end if;
  return query execute 'select c.*' || rawi.found_conditions(kind, words, names, filter)
    || case when filter ? 'after_id' then
      format(' and (c.started_at, c.id) %s (($3 ->> ''after_at'')::timestamptz, ($3 ->> ''after_id'')::uuid)', later) else '' end
    || format(' order by c.started_at %s, c.id %s limit $4', direction, direction)
  using tenant, words, filter, page;
end
$$
$find$,

-- How many conversations of the reader's own tenant that would be.
$count$
create or replace function rawi.count_conversations(kind {schema}.conversations, words tsquery, names text[], filter jsonb)
returns bigint
language plpgsql stable security definer set search_path = ''
as $$
declare
  tenant uuid := rawi.tenant_id();
  counted bigint := 0;
begin
  if tenant is not null then
    execute 'select count(*)' || rawi.found_conditions(kind, words, names, filter) into counted using tenant, words, filter;
  end if;
  return counted;
end
$$
$count$
  ] loop
    execute replace(body, '{schema}', quote_ident(current_schema()));
  end loop;

  body := format('%I.conversations', current_schema());
  execute format('revoke all on function rawi.found_conditions(%s, tsquery, text[], jsonb) from public', body);
  execute format('revoke all on function rawi.count_conversations(%s, tsquery, text[], jsonb) from public', body);
  execute format('grant execute on function rawi.count_conversations(%s, tsquery, text[], jsonb) to authenticated', body);
end
$migration$;

insert into rawi_migrations (version, name, breaking) values ('20261122000700', 'records', false) on conflict do nothing;
