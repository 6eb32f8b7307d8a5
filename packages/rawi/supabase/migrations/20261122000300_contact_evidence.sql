-- Who was calling, step by step and with the words it rests on; and whose word the name of a caller is.
do $$
begin
  if to_regclass(format('%I.contact_evidence', current_schema())) is not null
    and not exists (select from rawi_migrations where version = '20261122000300') then
    raise exception 'a table contact_evidence that is not Rawi''s stands in schema %: choose another schema or move it away', current_schema()
      using errcode = 'duplicate_table';
  end if;
end
$$;

-- Rows are only ever added, all of a writer's at once; of each source the last row of a field holds, and of the
-- sources human, then what is confirmed, then llm, then rules, then sip.
create table if not exists contact_evidence (
  conversation_uuid uuid not null,
  writer integer not null,
  ordinal integer not null,
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  field text not null check (field in ('name', 'phone', 'email')),
  value text not null,
  raw text not null,
  confidence double precision not null check (confidence between 0 and 1),
  status text not null check (status in ('candidate', 'confirmed', 'superseded', 'rejected')),
  source text not null check (source in ('rules', 'llm', 'human', 'sip')),
  evidence jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (conversation_uuid, writer, ordinal)
);
comment on column contact_evidence.evidence is 'Quotes: seq of the message of this writer, role, start, end, quote, kind; writer where it is another one.';

-- What stood here before was told by people.
alter table users add column if not exists name_source text check (name_source in ('human', 'confirmed', 'llm', 'rules'));
alter table users add column if not exists email_source text check (email_source in ('human', 'confirmed', 'llm', 'rules'));
update users set name_source = 'human' where name is not null and name_source is null;
update users set email_source = 'human' where email is not null and email_source is null;

do $$
declare
  here text := current_schema();
begin
  perform set_config('client_min_messages', 'warning', true);
  execute format('alter table %I.contact_evidence enable row level security', here);
  execute format('revoke all on table %I.contact_evidence from public, anon, authenticated, service_role, rawi_writer', here);
  execute format('drop policy if exists rawi_writer on %I.contact_evidence', here);
  execute format('drop policy if exists rawi_service on %I.contact_evidence', here);
  execute format('drop policy if exists rawi_reader on %I.contact_evidence', here);
  execute format('create policy rawi_service on %I.contact_evidence to service_role using (true) with check (true)', here);
  execute format('create policy rawi_writer on %I.contact_evidence to rawi_writer using (true) with check (true)', here);
  execute format('grant select, insert, update, delete on table %I.contact_evidence to rawi_writer, service_role', here);
  execute format('grant select on table %I.contact_evidence to authenticated', here);
  execute format('create policy rawi_reader on %I.contact_evidence for select to authenticated '
    'using (tenant_id = (select rawi.tenant_id()))', here);
end
$$;

insert into rawi_migrations (version, name) values ('20261122000300', 'contact_evidence') on conflict do nothing;
