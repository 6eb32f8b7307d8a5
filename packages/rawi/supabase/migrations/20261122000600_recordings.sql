-- The sound of calls: what lies beside the transcript, and when it began, so that it is played in step with the words.
do $$
begin
  if to_regclass(format('%I.recordings', current_schema())) is not null
    and not exists (select from rawi_migrations where version = '20261122000600') then
    raise exception 'a table recordings that is not Rawi''s stands in schema %: choose another schema or move it away', current_schema()
      using errcode = 'duplicate_table';
  end if;
end
$$;

create table if not exists recordings (
  conversation_uuid uuid not null,
  file text not null,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  container text not null,
  codec text not null,
  channels smallint not null check (channels > 0),
  sample_rate integer not null check (sample_rate > 0),
  started_at timestamptz not null,
  duration_ms integer check (duration_ms >= 0),
  bytes bigint check (bytes >= 0),
  sha256 text,
  created_at timestamptz not null default now(),
  primary key (conversation_uuid, file)
);
comment on column recordings.file is 'Its name in the folder of recordings of the machine that kept it.';
comment on column recordings.started_at is 'When its first sample was heard, on the clock of the messages.';
comment on column recordings.bytes is 'Null, as are duration and hash, while the call runs and where its process died: the file is then whole up to its last second.';

do $$
declare
  here text := current_schema();
begin
  perform set_config('client_min_messages', 'warning', true);
  execute format('alter table %I.recordings enable row level security', here);
  execute format('revoke all on table %I.recordings from public, anon, authenticated, service_role, rawi_writer', here);
  execute format('drop policy if exists rawi_writer on %I.recordings', here);
  execute format('drop policy if exists rawi_service on %I.recordings', here);
  execute format('drop policy if exists rawi_reader on %I.recordings', here);
  execute format('create policy rawi_service on %I.recordings to service_role using (true) with check (true)', here);
  execute format('create policy rawi_writer on %I.recordings to rawi_writer using (true) with check (true)', here);
  execute format('grant select, insert, update, delete on table %I.recordings to rawi_writer, service_role', here);
  execute format('grant select on table %I.recordings to authenticated', here);
  execute format('create policy rawi_reader on %I.recordings for select to authenticated '
    'using (tenant_id = (select rawi.tenant_id()))', here);
end
$$;

-- An older program would erase a conversation and leave its recordings.
insert into rawi_migrations (version, name, breaking) values ('20261122000600', 'recordings', true) on conflict do nothing;
