import type { Database } from '../../src/store/database.ts'

/** What an export carries; search rows and statistics are rebuilt, and compared too. */
const CONTENT = {
  conversations: 'id',
  conversation_aliases: 'tenant_id, alias, conversation_uuid',
  messages: 'conversation_uuid, writer, seq',
  conversation_events: 'id',
  contact_evidence: 'conversation_uuid, writer, ordinal',
  recordings: 'conversation_uuid, file',
  notes: 'id',
  users: 'id',
  erased_conversations: 'conversation_uuid',
  erasures: 'id',
}
const REBUILT = {
  conversation_search: 'conversation_uuid',
  statistics_buckets: 'tenant_id, grain, bucket_at, status, channel, language',
  statistics_contributions: 'conversation_uuid',
}

/** Every row of a table as PostgreSQL writes it, so that nothing is rounded before it is compared. */
export async function dumpContent(database: Database): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {}
  for (const [table, order] of Object.entries({ ...CONTENT, ...REBUILT })) {
    const columns = table === 'conversation_search' ? `(to_jsonb(t) - 'updated_at')` : 'to_jsonb(t)'
    const rows = await database.transaction(async (query) => {
      await query(`set local timezone = 'UTC'`)
      return query<{ row: string }>(`select ${columns}::text as row from ${table} t order by ${order}`)
    })
    dump[table] = rows.rows.map(({ row }) => row)
  }
  return dump
}

/** The tables that the comparison knows. */
export const KNOWN_TABLES = [...Object.keys(CONTENT), ...Object.keys(REBUILT)]
