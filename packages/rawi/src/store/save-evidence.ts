import type { ContactPatch } from '../conversation/contact-listener.ts'
import type { JsonObject } from '../conversation/message.ts'
import type { ConversationBatch } from '../conversation/store-port.ts'
import { cleanText } from './clean.ts'
import type { Statement } from './database.ts'

/**
 * Adds what was found out about callers to conversations whose rows this transaction has locked. A writer's list comes
 * whole and once: where one stands, a replay adds nothing, whatever later rules would make of the same words.
 */
const SAVE_EVIDENCE = `
insert into contact_evidence (conversation_uuid, tenant_id, writer, ordinal, field, value, raw, confidence, status, source, evidence)
select c.id, c.tenant_id, e.writer, e.ordinal, e.field, e.value, e.raw, e.confidence, e.status, e.source, e.evidence
from jsonb_to_recordset($1::jsonb) as e (id uuid, tenant_id uuid, writer integer, ordinal integer, field text, value text, raw text,
  confidence double precision, status text, source text, evidence jsonb)
cross join lateral (
  select c.id, c.tenant_id from conversations c where c.id = e.id and c.tenant_id = e.tenant_id
  union all
  select c.id, c.tenant_id from conversation_aliases a join conversations c on c.id = a.conversation_uuid
  where a.alias = e.id::text and a.tenant_id = e.tenant_id
  limit 1
) c
where not exists (select from contact_evidence k where k.conversation_uuid = c.id and k.writer = e.writer)
on conflict do nothing`

/** None where nobody was heard of: such a save costs nothing more. */
export function evidenceStatements(batches: readonly ConversationBatch[]): Statement[] {
  const rows = batches.flatMap(({ start: { id, tenantId, writer }, contact = [] }) =>
    contact.map((patch, ordinal) => ({ id, tenant_id: tenantId, writer, ordinal, ...patchRow(patch) })),
  )
  return rows.length === 0 ? [] : [{ name: 'rawi_save_evidence', text: SAVE_EVIDENCE, values: [JSON.stringify(rows)] }]
}

function patchRow({ field, value, raw, confidence, status, source, evidence }: ContactPatch): JsonObject {
  return {
    ...{ field, value: cleanText(value), raw: cleanText(raw), confidence, status, source },
    evidence: evidence.map((quote) => ({ ...quote, quote: cleanText(quote.quote) })),
  }
}
