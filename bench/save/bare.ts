import { messageArrays } from '../../packages/rawi/src/store/message-arrays.ts'
import { openPostgres } from '../../packages/rawi/src/store/postgres.ts'
import type { Saver } from './saver.ts'
import { conversationInsert, MESSAGE_COLUMNS, SCHEMA } from './tables.ts'

/** The lists of `messageArrays` that COPY writes too, and the revision that makes a replay harmless. */
const LISTED = [1, 2, 3, 4, 5, 9] as const

/**
 * The product's pipeline and arrays around the columns that COPY writes. As the product's first try of a save: nothing of it can
 * stand already, and where something does it is refused and tried again by a statement that looks for each message first.
 */
export function bareSave(url: string): Saver {
  const database = openPostgres({ url, schema: SCHEMA, max: 1 })
  return {
    name: 'bare save',
    async save(batch) {
      const { text, values } = conversationInsert(batch)
      const arrays = messageArrays(batch.messages.map((message) => ({ ord: 0, message })))
      await database.batch([
        { name: 'bare_conversation', text: `${text} ${KEPT_ONCE}`, values },
        {
          name: 'bare_messages',
          text: MESSAGES,
          values: [batch.start.id, batch.start.tenantId, ...LISTED.map((at) => arrays[at])],
        },
      ])
    },
    close: () => database.close(),
  }
}

const KEPT_ONCE =
  'on conflict (id) do update set status = excluded.status, ended_at = excluded.ended_at, updated_at = now()'

const MESSAGES = `
insert into messages (${MESSAGE_COLUMNS}, revision)
select $1, $2, writer, seq, role, content, to_timestamp(sent_ms / 1000), coalesce(revision, 0)
from unnest($3::integer[], $4::integer[], $5::smallint[], $6::text[], $7::text[], $8::double precision[])
  as m (writer, seq, revision, role, content, sent_ms)`
