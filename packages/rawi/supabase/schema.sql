-- What the migrations come to. Written by the tests:
--   RAWI_WRITE_SCHEMA=1 npx vitest run --project postgres packages/rawi/test/store/schema.postgres.test.ts

create table api_keys (
  id uuid not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  name text not null,
  prefix text not null,
  hash bytea not null,
  scopes text[] not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  last_used_at timestamp with time zone,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_hash_check CHECK ((octet_length(hash) = 32)),
  constraint api_keys_hash_key UNIQUE (hash),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_scopes_check CHECK (((scopes <@ ARRAY['read'::text, 'write'::text, 'operate'::text, 'admin'::text]) AND (cardinality(scopes) > 0)))
);
-- row-level security
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table audit_log (
  id uuid not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  occurred_at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  target_kind text,
  target_id text,
  request_id text,
  detail jsonb default '{}'::jsonb not null,
  constraint audit_log_pkey PRIMARY KEY (id)
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select
-- service_role: delete, insert, select
create table call_work (
  conversation_uuid uuid not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  ended boolean default false not null,
  changed integer default 1 not null,
  told integer default 0 not null,
  analysed integer default 0 not null,
  handed_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  tries smallint default 0 not null,
  summary_hash bytea,
  constraint call_work_pkey PRIMARY KEY (conversation_uuid)
);
-- row-level security
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table contact_evidence (
  conversation_uuid uuid not null,
  writer integer not null,
  ordinal integer not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  field text not null,
  value text not null,
  raw text not null,
  confidence double precision not null,
  status text not null,
  source text not null,
  evidence jsonb default '[]'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint contact_evidence_confidence_check CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
  constraint contact_evidence_field_check CHECK ((field = ANY (ARRAY['name'::text, 'phone'::text, 'email'::text]))),
  constraint contact_evidence_pkey PRIMARY KEY (conversation_uuid, writer, ordinal),
  constraint contact_evidence_source_check CHECK ((source = ANY (ARRAY['rules'::text, 'llm'::text, 'human'::text, 'sip'::text]))),
  constraint contact_evidence_status_check CHECK ((status = ANY (ARRAY['candidate'::text, 'confirmed'::text, 'superseded'::text, 'rejected'::text])))
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table conversation_aliases (
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  alias text not null,
  conversation_uuid uuid not null,
  created_at timestamp with time zone default now() not null,
  constraint conversation_aliases_pkey PRIMARY KEY (tenant_id, alias, conversation_uuid)
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table conversation_events (
  id uuid default gen_random_uuid() not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  conversation_uuid uuid not null,
  kind text not null,
  detail jsonb default '{}'::jsonb not null,
  occurred_at timestamp with time zone default now() not null,
  constraint conversation_events_pkey PRIMARY KEY (id)
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table conversation_search (
  conversation_uuid uuid not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  words tsvector not null,
  truncated boolean default false not null,
  updated_at timestamp with time zone default now() not null,
  constraint conversation_search_pkey PRIMARY KEY (conversation_uuid)
);
-- row-level security
-- statistics of words: 1000
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table conversations (
  id uuid not null,
  conversation_id text not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  recorder_id text,
  room_name text,
  room_sid text,
  participant_identity text,
  user_id uuid,
  user_name text,
  user_phone text,
  user_email text,
  name_norm text,
  phone_last7 text generated always as "right"(user_phone, 7) stored,
  status text default 'active'::text not null,
  end_reason text,
  end_rank smallint default 0 not null,
  channel text default 'api'::text not null,
  language text,
  avatar_provider text,
  agent_name text,
  summary text,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  duration_seconds double precision,
  message_count integer default 0 not null,
  writers jsonb default '{}'::jsonb not null,
  metrics jsonb default '{}'::jsonb not null,
  metadata jsonb default '{}'::jsonb not null,
  tags text[] default '{}'::text[] not null,
  rating smallint,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  disposition text,
  constraint conversations_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'phone'::text, 'text'::text, 'api'::text]))),
  constraint conversations_check CHECK ((ended_at >= started_at)),
  constraint conversations_duration_seconds_check CHECK ((duration_seconds >= (0)::double precision)),
  constraint conversations_end_rank_check CHECK (((end_rank >= 0) AND (end_rank <= 4))),
  constraint conversations_pkey PRIMARY KEY (id),
  constraint conversations_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  constraint conversations_status_check CHECK ((status = ANY (ARRAY['active'::text, 'completed'::text, 'abandoned'::text, 'failed'::text]))),
  constraint conversations_tenant_id_conversation_id_key UNIQUE (tenant_id, conversation_id)
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table erased_conversations (
  conversation_uuid uuid not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  erased_at timestamp with time zone default clock_timestamp() not null,
  constraint erased_conversations_pkey PRIMARY KEY (conversation_uuid)
);
-- row-level security
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table erasures (
  id uuid default gen_random_uuid() not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  selector text not null,
  conversations integer not null,
  messages integer not null,
  users integer not null,
  erased_at timestamp with time zone default clock_timestamp() not null,
  constraint erasures_pkey PRIMARY KEY (id),
  constraint erasures_selector_check CHECK ((selector = ANY (ARRAY['conversation'::text, 'phone'::text])))
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table idempotency_keys (
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  actor_id text not null,
  key text not null,
  request_hash bytea not null,
  status smallint,
  response jsonb,
  conversation_uuid uuid,
  created_at timestamp with time zone default now() not null,
  constraint idempotency_keys_pkey PRIMARY KEY (tenant_id, actor_id, key)
);
-- row-level security
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table messages (
  conversation_uuid uuid not null,
  writer integer not null,
  seq integer not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  revision smallint default 0 not null,
  interrupted boolean default false not null,
  role text not null,
  content text not null,
  heard text,
  language text,
  "timestamp" timestamp with time zone not null,
  metadata jsonb default '{}'::jsonb not null,
  constraint messages_pkey PRIMARY KEY (conversation_uuid, writer, seq),
  constraint messages_role_check CHECK ((role = ANY (ARRAY['user'::text, 'assistant'::text, 'system'::text, 'tool'::text])))
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table notes (
  id uuid not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  conversation_uuid uuid not null,
  author_kind text not null,
  author_id text not null,
  author_name text not null,
  text text not null,
  created_at timestamp with time zone default now() not null,
  constraint notes_pkey PRIMARY KEY (id)
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table outbox (
  id bigint generated always as identity not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  conversation_uuid uuid not null,
  created_at timestamp with time zone default now() not null,
  constraint outbox_pkey PRIMARY KEY (id)
);
-- row-level security
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table quarantine (
  id uuid default gen_random_uuid() not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  conversation_uuid uuid not null,
  writer integer,
  seq integer,
  reason text not null,
  created_at timestamp with time zone default now() not null,
  constraint quarantine_pkey PRIMARY KEY (id)
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table rate_limits (
  key text not null,
  points integer default 0 not null,
  expire bigint,
  constraint rate_limits_pkey PRIMARY KEY (key)
);
-- row-level security
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table rawi_migrations (
  version text not null,
  name text not null,
  breaking boolean default true not null,
  applied_at timestamp with time zone default now() not null,
  constraint rawi_migrations_pkey PRIMARY KEY (version)
);
-- row-level security
-- rawi_writer: select
-- service_role: select
create table recorders (
  recorder_id text not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  started_at timestamp with time zone default now() not null,
  renewed_at timestamp with time zone default now() not null,
  lease_until timestamp with time zone not null,
  constraint recorders_pkey PRIMARY KEY (recorder_id)
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table recordings (
  conversation_uuid uuid not null,
  file text not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  container text not null,
  codec text not null,
  channels smallint not null,
  sample_rate integer not null,
  started_at timestamp with time zone not null,
  duration_ms integer,
  bytes bigint,
  sha256 text,
  created_at timestamp with time zone default now() not null,
  constraint recordings_bytes_check CHECK ((bytes >= 0)),
  constraint recordings_channels_check CHECK ((channels > 0)),
  constraint recordings_duration_ms_check CHECK ((duration_ms >= 0)),
  constraint recordings_pkey PRIMARY KEY (conversation_uuid, file),
  constraint recordings_sample_rate_check CHECK ((sample_rate > 0))
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table seen_webhooks (
  source text not null,
  id text not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  seen_at timestamp with time zone default now() not null,
  constraint seen_webhooks_pkey PRIMARY KEY (source, id)
);
-- row-level security
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table sessions (
  id uuid not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  name text not null,
  hash bytea not null,
  scopes text[] not null,
  created_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  constraint sessions_hash_check CHECK ((octet_length(hash) = 32)),
  constraint sessions_hash_key UNIQUE (hash),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_scopes_check CHECK (((scopes <@ ARRAY['read'::text, 'write'::text, 'operate'::text, 'admin'::text]) AND (cardinality(scopes) > 0)))
);
-- row-level security
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table statistics_buckets (
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  grain smallint not null,
  bucket_at timestamp with time zone not null,
  status text not null,
  channel text not null,
  language text default ''::text not null,
  conversations integer default 0 not null,
  messages bigint default 0 not null,
  durations integer default 0 not null,
  duration_ms bigint default 0 not null,
  histogram jsonb default '{}'::jsonb not null,
  constraint statistics_buckets_grain_check CHECK ((grain = ANY (ARRAY[15, 1440]))),
  constraint statistics_buckets_pkey PRIMARY KEY (tenant_id, grain, bucket_at, status, channel, language)
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table statistics_contributions (
  conversation_uuid uuid not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  started_at timestamp with time zone not null,
  status text not null,
  channel text not null,
  language text default ''::text not null,
  messages integer not null,
  duration_ms bigint,
  constraint statistics_contributions_pkey PRIMARY KEY (conversation_uuid)
);
-- row-level security
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table users (
  id uuid default gen_random_uuid() not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  phone text not null,
  name text,
  email text,
  language text,
  first_seen_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone default now() not null,
  conversation_count integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  name_source text,
  email_source text,
  constraint users_email_source_check CHECK ((email_source = ANY (ARRAY['human'::text, 'confirmed'::text, 'llm'::text, 'rules'::text]))),
  constraint users_name_source_check CHECK ((name_source = ANY (ARRAY['human'::text, 'confirmed'::text, 'llm'::text, 'rules'::text]))),
  constraint users_pkey PRIMARY KEY (id),
  constraint users_tenant_id_phone_key UNIQUE (tenant_id, phone)
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table webhook_deliveries (
  id uuid not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  endpoint_id uuid not null,
  event_id text not null,
  conversation_uuid uuid,
  state text default 'waiting'::text not null,
  attempts integer default 0 not null,
  first_attempt_at timestamp with time zone,
  next_attempt_at timestamp with time zone,
  claimed_until timestamp with time zone,
  claim uuid,
  handed_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  last_status smallint,
  last_problem text,
  last_ms integer,
  history jsonb default '[]'::jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint webhook_deliveries_endpoint_id_event_id_key UNIQUE (endpoint_id, event_id),
  constraint webhook_deliveries_pkey PRIMARY KEY (id),
  constraint webhook_deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'claimed'::text, 'delivered'::text, 'dead'::text])))
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table webhook_endpoints (
  id uuid not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  url text not null,
  description text default ''::text not null,
  events text[] not null,
  secret text not null,
  previous_secret text,
  previous_until timestamp with time zone,
  disabled_at timestamp with time zone,
  disabled_reason text,
  created_at timestamp with time zone not null,
  created_by text not null,
  updated_at timestamp with time zone not null,
  constraint webhook_endpoints_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['person'::text, 'gone'::text]))),
  constraint webhook_endpoints_pkey PRIMARY KEY (id)
);
-- row-level security
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update
create table webhook_events (
  id text not null,
  tenant_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  type text not null,
  conversation_uuid uuid,
  body text not null,
  created_at timestamp with time zone not null,
  constraint webhook_events_pkey PRIMARY KEY (id)
);
-- row-level security
-- authenticated: select
-- rawi_writer: delete, insert, select, update
-- service_role: delete, insert, select, update

CREATE INDEX api_keys_newest ON api_keys USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX audit_log_newest ON audit_log USING btree (tenant_id, occurred_at DESC, id DESC);
CREATE INDEX audit_log_target ON audit_log USING btree (tenant_id, target_id, occurred_at DESC) WHERE (target_id IS NOT NULL);
CREATE INDEX call_work_due ON call_work USING btree (handed_until) WHERE ((told < changed) OR (ended AND (analysed < changed)));
CREATE INDEX conversation_aliases_conversation ON conversation_aliases USING btree (conversation_uuid);
CREATE INDEX conversation_events_conversation ON conversation_events USING btree (conversation_uuid, occurred_at);
CREATE INDEX conversation_search_words ON conversation_search USING gin (words);
CREATE INDEX conversations_name ON conversations USING gin (name_norm extensions.gin_trgm_ops);
CREATE INDEX conversations_newest ON conversations USING btree (tenant_id, started_at DESC, id DESC);
CREATE INDEX conversations_phone ON conversations USING btree (tenant_id, user_phone, started_at DESC) WHERE (user_phone IS NOT NULL);
CREATE INDEX conversations_phone_last7 ON conversations USING btree (tenant_id, phone_last7, started_at DESC) WHERE (user_phone IS NOT NULL);
CREATE INDEX conversations_phone_suffix ON conversations USING btree (tenant_id, reverse(phone_last7) text_pattern_ops) WHERE (user_phone IS NOT NULL);
CREATE UNIQUE INDEX conversations_room_sid ON conversations USING btree (tenant_id, room_sid) WHERE (room_sid IS NOT NULL);
CREATE INDEX conversations_started ON conversations USING btree (started_at DESC);
CREATE INDEX conversations_status ON conversations USING btree (tenant_id, status, started_at DESC, id DESC);
CREATE INDEX conversations_tags ON conversations USING gin (tags) WHERE (tags <> '{}'::text[]);
CREATE INDEX conversations_user ON conversations USING btree (tenant_id, user_id, started_at DESC) WHERE (user_id IS NOT NULL);
CREATE INDEX erased_conversations_newest ON erased_conversations USING btree (tenant_id, erased_at);
CREATE INDEX idempotency_keys_age ON idempotency_keys USING btree (created_at);
CREATE INDEX idempotency_keys_conversation ON idempotency_keys USING btree (conversation_uuid) WHERE (conversation_uuid IS NOT NULL);
CREATE INDEX notes_conversation ON notes USING btree (conversation_uuid, created_at, id);
CREATE INDEX quarantine_conversation ON quarantine USING btree (conversation_uuid);
CREATE INDEX seen_webhooks_age ON seen_webhooks USING btree (seen_at);
CREATE INDEX sessions_expiry ON sessions USING btree (expires_at);
CREATE INDEX users_newest ON users USING btree (tenant_id, last_seen_at DESC, id DESC);
CREATE INDEX webhook_deliveries_age ON webhook_deliveries USING btree (created_at);
CREATE INDEX webhook_deliveries_conversation ON webhook_deliveries USING btree (conversation_uuid) WHERE (conversation_uuid IS NOT NULL);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries USING btree (next_attempt_at) WHERE (state = ANY (ARRAY['waiting'::text, 'claimed'::text]));
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries USING btree (tenant_id, endpoint_id, created_at DESC, id DESC);
CREATE INDEX webhook_endpoints_newest ON webhook_endpoints USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX webhook_events_age ON webhook_events USING btree (created_at);
CREATE INDEX webhook_events_conversation ON webhook_events USING btree (conversation_uuid) WHERE (conversation_uuid IS NOT NULL);

create policy rawi_reader on api_keys for select to authenticated using (((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id)) AND (( SELECT rawi.role() AS role) = 'admin'::text))) with check ();
create policy rawi_service on api_keys for all to service_role using (true) with check (true);
create policy rawi_writer on api_keys for all to rawi_writer using (true) with check (true);
create policy rawi_reader on audit_log for select to authenticated using (((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id)) AND (( SELECT rawi.role() AS role) = 'admin'::text))) with check ();
create policy rawi_service on audit_log for all to service_role using (true) with check (true);
create policy rawi_writer on audit_log for all to rawi_writer using (true) with check (true);
create policy rawi_service on call_work for all to service_role using (true) with check (true);
create policy rawi_writer on call_work for all to rawi_writer using (true) with check (true);
create policy rawi_reader on contact_evidence for select to authenticated using ((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id))) with check ();
create policy rawi_service on contact_evidence for all to service_role using (true) with check (true);
create policy rawi_writer on contact_evidence for all to rawi_writer using (true) with check (true);
create policy rawi_reader on conversation_aliases for select to authenticated using ((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id))) with check ();
create policy rawi_service on conversation_aliases for all to service_role using (true) with check (true);
create policy rawi_writer on conversation_aliases for all to rawi_writer using (true) with check (true);
create policy rawi_reader on conversation_events for select to authenticated using ((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id))) with check ();
create policy rawi_service on conversation_events for all to service_role using (true) with check (true);
create policy rawi_writer on conversation_events for all to rawi_writer using (true) with check (true);
create policy rawi_reader on conversation_search for select to authenticated using ((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id))) with check ();
create policy rawi_service on conversation_search for all to service_role using (true) with check (true);
create policy rawi_writer on conversation_search for all to rawi_writer using (true) with check (true);
create policy rawi_reader on conversations for select to authenticated using ((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id))) with check ();
create policy rawi_service on conversations for all to service_role using (true) with check (true);
create policy rawi_writer on conversations for all to rawi_writer using (true) with check (true);
create policy rawi_service on erased_conversations for all to service_role using (true) with check (true);
create policy rawi_writer on erased_conversations for all to rawi_writer using (true) with check (true);
create policy rawi_reader on erasures for select to authenticated using (((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id)) AND (( SELECT rawi.role() AS role) = 'admin'::text))) with check ();
create policy rawi_service on erasures for all to service_role using (true) with check (true);
create policy rawi_writer on erasures for all to rawi_writer using (true) with check (true);
create policy rawi_service on idempotency_keys for all to service_role using (true) with check (true);
create policy rawi_writer on idempotency_keys for all to rawi_writer using (true) with check (true);
create policy rawi_reader on messages for select to authenticated using ((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id))) with check ();
create policy rawi_service on messages for all to service_role using (true) with check (true);
create policy rawi_writer on messages for all to rawi_writer using (true) with check (true);
create policy rawi_reader on notes for select to authenticated using ((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id))) with check ();
create policy rawi_service on notes for all to service_role using (true) with check (true);
create policy rawi_writer on notes for all to rawi_writer using (true) with check (true);
create policy rawi_service on outbox for all to service_role using (true) with check (true);
create policy rawi_writer on outbox for all to rawi_writer using (true) with check (true);
create policy rawi_reader on quarantine for select to authenticated using (((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id)) AND (( SELECT rawi.role() AS role) = 'admin'::text))) with check ();
create policy rawi_service on quarantine for all to service_role using (true) with check (true);
create policy rawi_writer on quarantine for all to rawi_writer using (true) with check (true);
create policy rawi_service on rate_limits for all to service_role using (true) with check (true);
create policy rawi_writer on rate_limits for all to rawi_writer using (true) with check (true);
create policy rawi_service on rawi_migrations for all to service_role using (true) with check (true);
create policy rawi_writer on rawi_migrations for all to rawi_writer using (true) with check (true);
create policy rawi_reader on recorders for select to authenticated using (((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id)) AND (( SELECT rawi.role() AS role) = 'admin'::text))) with check ();
create policy rawi_service on recorders for all to service_role using (true) with check (true);
create policy rawi_writer on recorders for all to rawi_writer using (true) with check (true);
create policy rawi_reader on recordings for select to authenticated using ((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id))) with check ();
create policy rawi_service on recordings for all to service_role using (true) with check (true);
create policy rawi_writer on recordings for all to rawi_writer using (true) with check (true);
create policy rawi_service on seen_webhooks for all to service_role using (true) with check (true);
create policy rawi_writer on seen_webhooks for all to rawi_writer using (true) with check (true);
create policy rawi_service on sessions for all to service_role using (true) with check (true);
create policy rawi_writer on sessions for all to rawi_writer using (true) with check (true);
create policy rawi_reader on statistics_buckets for select to authenticated using ((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id))) with check ();
create policy rawi_service on statistics_buckets for all to service_role using (true) with check (true);
create policy rawi_writer on statistics_buckets for all to rawi_writer using (true) with check (true);
create policy rawi_service on statistics_contributions for all to service_role using (true) with check (true);
create policy rawi_writer on statistics_contributions for all to rawi_writer using (true) with check (true);
create policy rawi_reader on users for select to authenticated using ((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id))) with check ();
create policy rawi_service on users for all to service_role using (true) with check (true);
create policy rawi_writer on users for all to rawi_writer using (true) with check (true);
create policy rawi_reader on webhook_deliveries for select to authenticated using (((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id)) AND (( SELECT rawi.role() AS role) = 'admin'::text))) with check ();
create policy rawi_service on webhook_deliveries for all to service_role using (true) with check (true);
create policy rawi_writer on webhook_deliveries for all to rawi_writer using (true) with check (true);
create policy rawi_reader on webhook_endpoints for select to authenticated using (((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id)) AND (( SELECT rawi.role() AS role) = 'admin'::text))) with check ();
create policy rawi_service on webhook_endpoints for all to service_role using (true) with check (true);
create policy rawi_writer on webhook_endpoints for all to rawi_writer using (true) with check (true);
create policy rawi_reader on webhook_events for select to authenticated using (((tenant_id = ( SELECT rawi.tenant_id() AS tenant_id)) AND (( SELECT rawi.role() AS role) = 'admin'::text))) with check ();
create policy rawi_service on webhook_events for all to service_role using (true) with check (true);
create policy rawi_writer on webhook_events for all to rawi_writer using (true) with check (true);

CREATE OR REPLACE FUNCTION rawi.claim(kind conversations, starts jsonb)
 RETURNS TABLE(ord integer, id uuid, conversation_id text, erased boolean)
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
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
      and (select true from public.conversations c where c.id = x.id and c.tenant_id = x.tenant_id) is null
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
    select c.id, c.conversation_id into winner from public.conversations c
    where c.id = s.id and c.tenant_id = s.tenant_id;
    if not found then
      select c.id, c.conversation_id into winner
      from public.conversation_aliases a join public.conversations c on c.id = a.conversation_uuid
      where a.tenant_id = s.tenant_id and a.alias = s.id::text;
    end if;

    if not found then
      if exists (select from public.erased_conversations e where e.conversation_uuid = s.id) then
        ord := s.ord; id := s.id; conversation_id := s.conversation_id; erased := true;
        return next;
        continue;
      end if;

      -- The same call: the same room session, or the same label while that conversation runs.
      select c.id, c.conversation_id into winner from public.conversations c
      where c.tenant_id = s.tenant_id and c.room_sid = s.room_sid;
      if not found then
        select c.id, c.conversation_id into winner
        from (
          select l.id from public.conversations l where l.tenant_id = s.tenant_id and l.conversation_id = s.conversation_id
          union all
          select a.conversation_uuid from public.conversation_aliases a where a.tenant_id = s.tenant_id and a.alias = s.conversation_id
        ) named
        cross join lateral (select * from public.conversations c where c.id = named.id limit 1) c
        where c.status = 'active'
          and (c.room_sid is null or s.room_sid is null)
          and (s.active_ms is null or to_timestamp(s.active_ms / 1000) >= c.started_at)
        order by c.started_at desc, c.id desc limit 1;
      end if;

      if found then
        insert into public.conversation_aliases (tenant_id, alias, conversation_uuid)
        values (s.tenant_id, s.id::text, winner.id) on conflict do nothing;
        -- At once, so that the next claim of this room session finds it.
        if s.room_sid is not null then
          update public.conversations c set room_sid = s.room_sid where c.id = winner.id and c.room_sid is null;
        end if;
      else
        label := s.conversation_id;
        if exists (select from public.conversations c where c.tenant_id = s.tenant_id and c.conversation_id = label) then
          label := s.conversation_id || '-' || right(s.id::text, 8);
          if exists (select from public.conversations c where c.tenant_id = s.tenant_id and c.conversation_id = label) then
            label := s.conversation_id || '-' || s.id;
          end if;
        end if;
        insert into public.conversations (id, conversation_id, tenant_id, recorder_id, room_name, room_sid,
          participant_identity, channel, language, avatar_provider, agent_name, started_at)
        values (s.id, label, s.tenant_id, s.recorder_id, s.room_name, s.room_sid,
          s.participant_identity, s.channel, s.language, s.avatar_provider, s.agent_name, to_timestamp(s.started_ms / 1000))
        returning conversations.id, conversations.conversation_id into winner;
      end if;

      if winner.conversation_id <> s.conversation_id then
        insert into public.conversation_aliases (tenant_id, alias, conversation_uuid)
        values (s.tenant_id, s.conversation_id, winner.id) on conflict do nothing;
      end if;
    end if;

    ord := s.ord; id := winner.id; conversation_id := winner.conversation_id; erased := false;
    return next;
  end loop;
end
$function$
;
-- rawi_writer: execute
-- service_role: execute
CREATE OR REPLACE FUNCTION rawi.claims()
 RETURNS jsonb
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $function$
;
-- authenticated: execute
-- rawi_writer: execute
-- service_role: execute
CREATE OR REPLACE FUNCTION rawi.count_conversations(kind conversations, words tsquery, names text[], filter jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  tenant uuid := rawi.tenant_id();
  counted bigint := 0;
begin
  if tenant is not null then
    execute 'select count(*)' || rawi.found_conditions(kind, words, names, filter) into counted using tenant, words, filter;
  end if;
  return counted;
end
$function$
;
-- authenticated: execute
CREATE OR REPLACE FUNCTION rawi.find_conversations(kind conversations, words tsquery, names text[], filter jsonb, page integer)
 RETURNS SETOF conversations
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
    execute format('explain (format json) select 1 from public.conversation_search s where s.tenant_id = %L and s.words @@ %L::tsquery', tenant, words)
    into plan;
    if (plan -> 0 -> 'Plan' ->> 'Plan Rows')::double precision
      <= 0.005 * (select greatest(r.reltuples, 0) from pg_catalog.pg_class r where r.oid = 'public.conversation_search'::pg_catalog.regclass) then
      filter := filter || '{"rare": true}';
    end if;
  end if;
  return query execute 'select c.*' || rawi.found_conditions(kind, words, names, filter)
    || case when filter ? 'after_id' then
      format(' and (c.started_at, c.id) %s (($3 ->> ''after_at'')::timestamptz, ($3 ->> ''after_id'')::uuid)', later) else '' end
    || format(' order by c.started_at %s, c.id %s limit $4', direction, direction)
  using tenant, words, filter, page;
end
$function$
;
-- authenticated: execute
CREATE OR REPLACE FUNCTION rawi.found_conditions(kind conversations, words tsquery, names text[], filter jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select ' from public.conversations c where c.tenant_id = $1'
    || case when words is null then '' else format(
      case when filter ? 'rare' then ' and c.id = any (array(%s))' else ' and c.id in (%s)' end,
      'select s.conversation_uuid from public.conversation_search s where s.tenant_id = $1 and s.words @@ $2') end
    || coalesce((select string_agg(format(' and c.name_norm like %L', pattern), '') from unnest(names) as n (pattern)), '')
    || case when filter ? 'status' then ' and c.status = $3 ->> ''status''' else '' end
    || case when filter ? 'channel' then ' and c.channel = $3 ->> ''channel''' else '' end
    || case when filter ? 'language' then ' and c.language = $3 ->> ''language''' else '' end
    || case when filter ? 'tag' then ' and c.tags <> ''{}'' and c.tags operator(pg_catalog.@>) array[$3 ->> ''tag'']' else '' end
    || case when filter ? 'phone' then ' and c.user_phone = $3 ->> ''phone''' else '' end
    || case when filter ? 'last7' then ' and c.user_phone is not null and c.phone_last7 = $3 ->> ''last7''' else '' end
    || case when filter ? 'reversed' then format(' and c.id = any (array(select p.id from public.conversations p '
      'where p.tenant_id = $1 and p.user_phone is not null and reverse(p.phone_last7) like %L))', filter ->> 'reversed') else '' end
    || case when filter ? 'ending' then ' and c.user_phone like $3 ->> ''ending''' else '' end
    || case when filter ? 'from' then ' and c.started_at >= ($3 ->> ''from'')::timestamptz' else '' end
    || case when filter ? 'to' then ' and c.started_at < ($3 ->> ''to'')::timestamptz' else '' end
$function$
;
CREATE OR REPLACE FUNCTION rawi.role()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select claimed from (select rawi.claims() -> 'app_metadata' ->> 'rawi_role') as c (claimed)
  where claimed in ('viewer', 'operator', 'admin')
$function$
;
-- authenticated: execute
-- rawi_writer: execute
-- service_role: execute
CREATE OR REPLACE FUNCTION rawi.tenant_id()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
declare
  app jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb -> 'app_metadata';
begin
  if app ->> 'rawi_role' in ('viewer', 'operator', 'admin') then
    return coalesce((app ->> 'tenant_id')::uuid, '00000000-0000-0000-0000-000000000000'::uuid);
  end if;
  return null;
end
$function$
;
-- authenticated: execute
-- rawi_writer: execute
-- service_role: execute
