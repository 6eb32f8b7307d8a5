import type { ConversationBatch } from '../../packages/rawi/src/conversation/store-port.ts'
import { messageArrays } from '../../packages/rawi/src/store/message-arrays.ts'
import { openPostgres } from '../../packages/rawi/src/store/postgres.ts'
import type { Saver } from './saver.ts'
import { MESSAGE_COLUMNS, SCHEMA } from './tables.ts'

/** What a save costs when nothing but the conversation and its messages is written, as idempotently as the product does. */
const BARE = `
with conversation as (
  insert into conversations (id, conversation_id, tenant_id, recorder_id, room_name, participant_identity, user_name, user_phone,
    status, end_reason, end_rank, channel, language, summary, started_at, ended_at, duration_seconds, message_count)
  select i.id, label, tenant_id, recorder_id, room_name, participant_identity, user_name, user_phone, status, end_reason, rank,
    channel, language, summary, to_timestamp(started_ms / 1000), to_timestamp(ended_ms / 1000), duration_seconds, turns
  from jsonb_to_record($1::jsonb) as i (id uuid, label text, tenant_id uuid, recorder_id text, room_name text,
    participant_identity text, user_name text, user_phone text, status text, end_reason text, rank smallint, channel text,
    language text, summary text, started_ms double precision, ended_ms double precision, duration_seconds double precision,
    turns integer)
  on conflict (id) do update set status = excluded.status, ended_at = excluded.ended_at, updated_at = now()
  returning id, tenant_id
)
insert into messages (${MESSAGE_COLUMNS}, revision, heard, interrupted, language, metadata)
select c.id, c.tenant_id, m.writer, m.seq, m.role, m.content, to_timestamp(m.sent_ms / 1000), coalesce(m.revision, 0), m.heard,
  coalesce(m.interrupted, false), m.language, coalesce(m.metadata::jsonb, '{}')
from unnest($2::integer[], $3::integer[], $4::integer[], $5::smallint[], $6::text[], $7::text[], $8::text[], $9::boolean[],
  $10::text[], $11::double precision[], $12::text[])
  as m (ord, writer, seq, revision, role, content, heard, interrupted, language, sent_ms, metadata)
cross join conversation c
on conflict (conversation_uuid, writer, seq) do update set revision = excluded.revision, content = excluded.content
where messages.revision < excluded.revision`

/** As every save of the product begins: planning costs more than a short statement. */
const PLANNED_ONCE = {
  name: 'planned_once',
  text: `select set_config('plan_cache_mode', 'force_generic_plan', true)`,
}

/** The product's pipeline and arrays with one small statement in them. */
export function bareSave(url: string): Saver {
  const database = openPostgres({ url, schema: SCHEMA, max: 1 })
  return {
    name: 'bare save',
    async save(batch) {
      const arrays = messageArrays(batch.messages.map((message) => ({ ord: 0, message })))
      const bare = { name: 'bare_save', text: BARE, values: [JSON.stringify(rowOf(batch)), ...arrays] }
      await database.batch([PLANNED_ONCE, bare])
    },
    close: () => database.close(),
  }
}

function rowOf({ start, end, turns }: ConversationBatch): object {
  return {
    id: start.id,
    label: start.label,
    tenant_id: start.tenantId,
    recorder_id: start.recorderId,
    room_name: start.roomName,
    participant_identity: start.participantIdentity,
    user_name: end?.userName,
    user_phone: end?.userPhone,
    status: end?.status,
    end_reason: end?.endReason,
    rank: end?.rank,
    channel: start.channel,
    language: start.language,
    summary: end?.summary,
    started_ms: start.startedAt,
    ended_ms: end?.endedAt,
    duration_seconds: end?.durationSeconds,
    turns,
  }
}
