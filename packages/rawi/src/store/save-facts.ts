import type { CallFact } from '../conversation/fact.ts'
import type { JsonObject } from '../conversation/message.ts'
import type { ConversationBatch } from '../conversation/store-port.ts'
import { cleanJson, cleanText } from './clean.ts'
import type { Statement } from './database.ts'

/** The conversation of a row `f`, by its own id or by that of a start that turned out to be the same call. */
const ITS_CONVERSATION = `cross join lateral (
  select c.id, c.tenant_id from conversations c where c.id = f.conversation and c.tenant_id = f.tenant_id
  union all
  select c.id, c.tenant_id from conversation_aliases a join conversations c on c.id = a.conversation_uuid
  where a.alias = f.conversation::text and a.tenant_id = f.tenant_id
  limit 1
) c`

/** Adds what happened in calls whose rows this transaction has locked; a replay adds nothing. */
const SAVE_EVENTS = `
insert into conversation_events (id, tenant_id, conversation_uuid, kind, detail, occurred_at)
select f.id, c.tenant_id, c.id, f.kind, f.detail, to_timestamp(f.at / 1000)
from jsonb_to_recordset($1::jsonb) as f (conversation uuid, tenant_id uuid, id uuid, kind text, detail jsonb, at double precision)
${ITS_CONVERSATION}
on conflict do nothing`

/** What is known of a whole recording stands, whoever tells later of its beginning. */
const SAVE_RECORDINGS = `
insert into recordings (conversation_uuid, tenant_id, file, container, codec, channels, sample_rate, started_at, duration_ms, bytes, sha256)
select c.id, c.tenant_id, f.file, f.container, f.codec, f.channels, f.sample_rate, to_timestamp(f.at / 1000), f.duration_ms, f.bytes, f.sha256
from jsonb_to_recordset($1::jsonb) as f (conversation uuid, tenant_id uuid, file text, container text, codec text, channels smallint,
  sample_rate integer, at double precision, duration_ms integer, bytes bigint, sha256 text)
${ITS_CONVERSATION}
on conflict (conversation_uuid, file) do update set
  duration_ms = excluded.duration_ms, bytes = excluded.bytes, sha256 = excluded.sha256
where recordings.bytes is null and excluded.bytes is not null`

/** None where nothing happened besides words: such a save costs nothing more. */
export function factStatements(batches: readonly ConversationBatch[]): Statement[] {
  const events: JsonObject[] = []
  const recordings: JsonObject[] = []
  for (const { start, facts = [] } of batches) {
    for (const fact of facts) {
      const row = { conversation: start.id, tenant_id: start.tenantId, ...rowOf(fact) }
      if (fact.kind === 'event') events.push(row)
      else recordings.push(row)
    }
  }
  return [
    ...(events.length > 0 ? [{ name: 'rawi_save_events', text: SAVE_EVENTS, values: [JSON.stringify(events)] }] : []),
    ...(recordings.length > 0
      ? [{ name: 'rawi_save_recordings', text: SAVE_RECORDINGS, values: [JSON.stringify(recordings)] }]
      : []),
  ]
}

function rowOf(fact: CallFact): JsonObject {
  if (fact.kind === 'event') {
    return { id: fact.id, kind: cleanText(fact.name), detail: cleanJson(fact.detail), at: fact.at }
  }
  const { container, codec, channels, startedAt, durationMs, bytes, sha256 } = fact
  return {
    ...{ file: cleanText(fact.file), container, codec, channels, sample_rate: fact.sampleRate, at: startedAt },
    ...(durationMs !== undefined && { duration_ms: durationMs }),
    ...(bytes !== undefined && { bytes }),
    ...(sha256 !== undefined && { sha256 }),
  }
}
