-- Functions that read this schema's tables stand in schema `rawi`, which no HTTP gateway publishes. Their first
-- argument is always `null::conversations`: it tells apart the functions of several Rawi schemas in one database.
do $migration$
declare
  body text;
begin
  foreach body in array array[

-- Settles which conversation each start is, and inserts those that are new. Starts of the same room session or of
-- the same label wait for each other; all locks are taken first and in order, so that claims never deadlock.
$claim$
create or replace function rawi.claim(kind {schema}.conversations, starts jsonb)
returns table (ord integer, id uuid, conversation_id text, erased boolean)
language plpgsql set search_path = ''
as $$
declare
  s record;
  winner record;
  lock_key bigint;
  label text;
begin
  for lock_key in
    select distinct hashtextextended(keys.k, 0)
    from jsonb_to_recordset(starts) as x (id uuid, tenant_id uuid, conversation_id text, room_sid text)
    cross join lateral (values
      (x.tenant_id || ' id ' || x.id), (x.tenant_id || ' label ' || x.conversation_id), (x.tenant_id || ' sid ' || x.room_sid)
    ) as keys (k)
    where keys.k is not null
      and (select true from {schema}.conversations c where c.id = x.id and c.tenant_id = x.tenant_id) is null
    order by 1
  loop
    perform pg_advisory_xact_lock(lock_key);
  end loop;

  for s in
    select x.* from jsonb_to_recordset(starts) as x (
      ord integer, id uuid, tenant_id uuid, conversation_id text, room_sid text, started_ms double precision,
      active_ms double precision, recorder_id text, room_name text, participant_identity text, channel text, language text,
      avatar_provider text, agent_name text)
    order by x.ord
  loop
    -- Known under its own id, or as the loser of an earlier claim.
    select c.id, c.conversation_id into winner from {schema}.conversations c
    where c.id = s.id and c.tenant_id = s.tenant_id;
    if not found then
      select c.id, c.conversation_id into winner
      from {schema}.conversation_aliases a join {schema}.conversations c on c.id = a.conversation_uuid
      where a.tenant_id = s.tenant_id and a.alias = s.id::text;
    end if;

    if not found then
      if exists (select from {schema}.erased_conversations e where e.conversation_uuid = s.id) then
        ord := s.ord; id := s.id; conversation_id := s.conversation_id; erased := true;
        return next;
        continue;
      end if;

      -- The same call: the same room session, or the same label while that conversation runs.
      select c.id, c.conversation_id into winner from {schema}.conversations c
      where c.tenant_id = s.tenant_id and c.room_sid = s.room_sid;
      if not found then
        select c.id, c.conversation_id into winner
        from (
          select l.id from {schema}.conversations l where l.tenant_id = s.tenant_id and l.conversation_id = s.conversation_id
          union all
          select a.conversation_uuid from {schema}.conversation_aliases a where a.tenant_id = s.tenant_id and a.alias = s.conversation_id
        ) named
        cross join lateral (select * from {schema}.conversations c where c.id = named.id limit 1) c
        where c.status = 'active'
          and (c.room_sid is null or s.room_sid is null)
          and (s.active_ms is null or to_timestamp(s.active_ms / 1000) >= c.started_at)
        order by c.started_at desc, c.id desc limit 1;
      end if;

      if found then
        insert into {schema}.conversation_aliases (tenant_id, alias, conversation_uuid)
        values (s.tenant_id, s.id::text, winner.id) on conflict do nothing;
        -- At once, so that the next claim of this room session finds it.
        if s.room_sid is not null then
          update {schema}.conversations c set room_sid = s.room_sid where c.id = winner.id and c.room_sid is null;
        end if;
      else
        label := s.conversation_id;
        if exists (select from {schema}.conversations c where c.tenant_id = s.tenant_id and c.conversation_id = label) then
          label := s.conversation_id || '-' || right(s.id::text, 8);
          if exists (select from {schema}.conversations c where c.tenant_id = s.tenant_id and c.conversation_id = label) then
            label := s.conversation_id || '-' || s.id;
          end if;
        end if;
        insert into {schema}.conversations (id, conversation_id, tenant_id, recorder_id, room_name, room_sid,
          participant_identity, channel, language, avatar_provider, agent_name, started_at)
        values (s.id, label, s.tenant_id, s.recorder_id, s.room_name, s.room_sid,
          s.participant_identity, s.channel, s.language, s.avatar_provider, s.agent_name, to_timestamp(s.started_ms / 1000))
        returning conversations.id, conversations.conversation_id into winner;
      end if;

      if winner.conversation_id <> s.conversation_id then
        insert into {schema}.conversation_aliases (tenant_id, alias, conversation_uuid)
        values (s.tenant_id, s.conversation_id, winner.id) on conflict do nothing;
      end if;
    end if;

    ord := s.ord; id := winner.id; conversation_id := winner.conversation_id; erased := false;
    return next;
  end loop;
end
$$
$claim$,

-- A page of the reader's own tenant by words or a name. Runs as the owner, because under row-level security the
-- index operators for words and names cannot be used; the tenant of the claims is therefore the first condition.
-- Patterns stand in the text as literals: only of those does the planner know how few rows they leave.
$find$
create or replace function rawi.find_conversations(kind {schema}.conversations, words tsquery, names text[], filter jsonb, page integer)
returns setof {schema}.conversations
language plpgsql stable security definer set search_path = ''
as $$
declare
  tenant uuid := rawi.tenant_id();
begin
  if tenant is null then
    return;
  end if;
  return query execute 'select c.* from {schema}.conversations c where c.tenant_id = $1'
    || case when words is not null then
      ' and c.id in (select s.conversation_uuid from {schema}.conversation_search s where s.tenant_id = $1 and s.words @@ $2)' else '' end
    || coalesce((select string_agg(format(' and c.name_norm like %L', pattern), '') from unnest(names) as n (pattern)), '')
    || case when filter ? 'status' then ' and c.status = $3 ->> ''status''' else '' end
    || case when filter ? 'channel' then ' and c.channel = $3 ->> ''channel''' else '' end
    || case when filter ? 'language' then ' and c.language = $3 ->> ''language''' else '' end
    || case when filter ? 'phone' then ' and c.user_phone = $3 ->> ''phone''' else '' end
    || case when filter ? 'last7' then ' and c.user_phone is not null and c.phone_last7 = $3 ->> ''last7''' else '' end
    || case when filter ? 'reversed' then format(' and c.id = any (array(select p.id from {schema}.conversations p '
      'where p.tenant_id = $1 and p.user_phone is not null and reverse(p.phone_last7) like %L))', filter ->> 'reversed') else '' end
    || case when filter ? 'ending' then ' and c.user_phone like $3 ->> ''ending''' else '' end
    || case when filter ? 'from' then ' and c.started_at >= ($3 ->> ''from'')::timestamptz' else '' end
    || case when filter ? 'to' then ' and c.started_at < ($3 ->> ''to'')::timestamptz' else '' end
    || case when filter ? 'after_id' then
      ' and (c.started_at, c.id) < (($3 ->> ''after_at'')::timestamptz, ($3 ->> ''after_id'')::uuid)' else '' end
    || ' order by c.started_at desc, c.id desc limit $4'
  using tenant, words, filter, page;
end
$$
$find$
  ] loop
    execute replace(body, '{schema}', quote_ident(current_schema()));
  end loop;

  body := format('%I.conversations', current_schema());
  execute format('revoke all on function rawi.claim(%s, jsonb) from public', body);
  execute format('revoke all on function rawi.find_conversations(%s, tsquery, text[], jsonb, integer) from public', body);
  execute format('grant execute on function rawi.claim(%s, jsonb) to rawi_writer, service_role', body);
  execute format('grant execute on function rawi.find_conversations(%s, tsquery, text[], jsonb, integer) to authenticated', body);
end
$migration$;

insert into rawi_migrations (version, name) values ('20261122000200', 'functions') on conflict do nothing;
