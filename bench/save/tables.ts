import pg from 'pg'
import type { ConversationBatch } from '../../packages/rawi/src/conversation/store-port.ts'

/** Where those who are not the product write: tables of the same shape and keys, without row-level security. */
export const SCHEMA = 'rivals'

/** Makes them after the product's own tables stand. */
export async function createTables(url: string): Promise<void> {
  const client = await connected(url)
  await client.query(`create schema ${SCHEMA};
    create table ${SCHEMA}.conversations (like public.conversations including all);
    create table ${SCHEMA}.messages (like public.messages including all)`)
  await client.end()
}

/** A connection of one rival. */
export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

/** Columns that a message needs; all others stand at their defaults. */
export const MESSAGE_COLUMNS = 'conversation_uuid, tenant_id, writer, seq, role, content, timestamp'

/** The conversation's row, in one statement of its own. */
export function conversationInsert({ start, end, turns }: ConversationBatch): { text: string; values: unknown[] } {
  return {
    text: `insert into ${SCHEMA}.conversations (id, conversation_id, tenant_id, recorder_id, room_name, participant_identity,
      user_name, user_phone, status, end_reason, end_rank, channel, language, summary, started_at, ended_at,
      duration_seconds, message_count)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    values: [
      start.id,
      start.label,
      start.tenantId,
      start.recorderId,
      start.roomName,
      start.participantIdentity,
      end?.userName,
      end?.userPhone,
      end?.status,
      end?.endReason,
      end?.rank,
      start.channel,
      start.language,
      end?.summary,
      new Date(start.startedAt),
      end && new Date(end.endedAt),
      end?.durationSeconds,
      turns,
    ],
  }
}
