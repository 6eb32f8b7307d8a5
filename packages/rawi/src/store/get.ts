import { MESSAGES_MAX } from '../conversation/bounds.ts'
import type { EventRecord, RecordingRecord } from '../conversation/fact.ts'
import type { ContactEvidence, ConversationRecord } from '../conversation/store-port.ts'
import { asReader } from './as-role.ts'
import { cleanText } from './clean.ts'
import type { Database } from './database.ts'
import * as columns from './rows.ts'
import { isUuid } from './uuid.ts'

/** Its own UUID first, whatever its case, then its label, then whatever lost against it; of several the newest. `$1` uuid or null, `$2` text. */
export const FIND_ID = `(
  select f.id from (
    select c.id, 0 as far, c.started_at from conversations c where c.id = $1::uuid and c.tenant_id = $3::uuid
    union all
    select c.id, 1, c.started_at from conversations c where c.conversation_id = $2::text and c.tenant_id = $3::uuid
    union all
    select c.id, 2, c.started_at from conversation_aliases a join conversations c on c.id = a.conversation_uuid
    where a.alias in ($1::uuid::text, $2::text) and a.tenant_id = $3::uuid
  ) f order by f.far, f.started_at desc limit 1)`

/** The values of `FIND_ID`. */
export function idValues(idOrLabel: string, tenantId: string): (string | null)[] {
  const uuid = isUuid(idOrLabel) ? idOrLabel.toLowerCase() : null
  return [uuid, cleanText(idOrLabel), tenantId]
}

/** A conversation with its messages in reading order, at most `MESSAGES_MAX`. */
export async function get(
  database: Database,
  tenantId: string,
  idOrLabel: string,
): Promise<ConversationRecord | undefined> {
  const values = idValues(idOrLabel, tenantId)
  const of = (name: string, text: string) => ({ name, text, values })
  const [, conversation, ...parts] = await database.batch([
    asReader(tenantId),
    of('rawi_get', `select ${columns.RECORD_COLUMNS} from conversations c where c.id = ${FIND_ID}`),
    of(
      'rawi_get_messages',
      `select ${columns.MESSAGE_COLUMNS} from messages m where m.conversation_uuid = ${FIND_ID}
        order by m.timestamp, m.writer, m.seq limit ${MESSAGES_MAX}`,
    ),
    of(
      'rawi_get_evidence',
      `select ${columns.EVIDENCE_COLUMNS} from contact_evidence e where e.conversation_uuid = ${FIND_ID}
        order by e.created_at, e.writer, e.ordinal`,
    ),
    of(
      'rawi_get_events',
      `select ${columns.EVENT_COLUMNS} from conversation_events v where v.conversation_uuid = ${FIND_ID} order by v.occurred_at, v.id`,
    ),
    of(
      'rawi_get_recordings',
      `select ${columns.RECORDING_COLUMNS} from recordings r where r.conversation_uuid = ${FIND_ID} order by r.started_at, r.file`,
    ),
  ])
  const row = conversation?.rows[0] as columns.RecordRow | undefined
  const [messages = [], evidence = [], events = [], recordings = []] = parts.map(({ rows }) => rows)
  return (
    row &&
    columns.recordOf(row, messages as columns.MessageRow[], {
      contactEvidence: evidence as ContactEvidence[],
      events: events as EventRecord[],
      recordings: recordings as RecordingRecord[],
    })
  )
}
