import { SAME_CALL_SECONDS } from '../conversation/bounds.ts'
import { END_RANK } from '../conversation/outcome.ts'
import type { ConversationBatch } from '../conversation/store-port.ts'
import { AS_WRITER } from './as-role.ts'
import { cleanText } from './clean.ts'
import type { Database } from './database.ts'

/** How a conversation that is to be imported stands in the database already. */
export interface Standing {
  /** It was erased and may not come back. */
  readonly erased: boolean
  /** All of it is there: every message, and an end that counts no less. */
  readonly whole: boolean
  /** A running call holds its label, so that it needs another one. */
  readonly labelRuns: boolean
}

/** Looks a conversation up by its own UUID. Changes nothing. */
export async function standingOf(database: Database, { start, messages }: ConversationBatch): Promise<Standing> {
  const [, result] = await database.batch([
    AS_WRITER,
    {
      text: `with here as (
          select c.id, c.end_rank from conversations c where c.tenant_id = $1 and c.id = $2
          union all
          select c.id, c.end_rank from conversation_aliases a join conversations c on c.id = a.conversation_uuid
          where a.tenant_id = $1 and a.alias = $2::uuid::text
          limit 1
        )
        select exists (select from erased_conversations where conversation_uuid = $2) as erased,
          coalesce((select end_rank >= ${END_RANK.worker} and (
            select count(*) from unnest($4::integer[], $5::integer[]) as k (writer, seq)
            join messages m on m.conversation_uuid = here.id and m.writer = k.writer and m.seq = k.seq) = $6
            from here), false) as whole,
          exists (select from conversations where tenant_id = $1 and conversation_id = $3 and status = 'active' and id <> $2) as label_runs`,
      values: [
        ...[start.tenantId, start.id, cleanText(start.label)],
        messages.map((message) => message.writer),
        messages.map((message) => message.seq),
        messages.length,
      ],
    },
  ])
  const row = result?.rows[0] as { erased: boolean; whole: boolean; label_runs: boolean }
  return { erased: row.erased, whole: row.whole, labelRuns: row.label_runs }
}

/**
 * Whether every sentence of an old call stands already in a conversation of the same label that began in the same
 * seconds: the same call from another record, such as its transcript beside its rows.
 */
export async function standsElsewhere(database: Database, batch: ConversationBatch): Promise<boolean> {
  const { start, messages } = batch
  const [, result] = await database.batch([
    AS_WRITER,
    {
      text: `select exists (
        select from conversations c
        where c.tenant_id = $1 and c.id in (
            select id from conversations where tenant_id = $1 and conversation_id = $2
            union all
            select conversation_uuid from conversation_aliases where tenant_id = $1 and alias = $2)
          and abs(extract(epoch from c.started_at) - $3::double precision / 1000) <= ${SAME_CALL_SECONDS}
          and not exists (
            select from unnest($4::text[], $5::text[]) as said (role, content)
            group by said.role, said.content
            having count(*) > (
              select count(*) from messages m
              where m.conversation_uuid = c.id and m.role = said.role and m.content = said.content))
      ) as found`,
      values: [
        ...[start.tenantId, cleanText(start.label), start.startedAt],
        messages.map((message) => message.role),
        messages.map((message) => cleanText(message.content)),
      ],
    },
  ])
  const row = result?.rows[0] as { found: boolean }
  return row.found
}
