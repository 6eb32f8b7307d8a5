import { AS_WRITER, type Database, FIND_ID, idValues, keptLabel, type Statement, uuidv7 } from 'rawi/maintenance'
import type { Caller } from '../access/caller.ts'

export interface NewNote {
  readonly text: string
  readonly at: Date
  /** The entry of the audit log about the conversation of this id. */
  readonly tell: (id: string) => Statement
}

/** Writes a note; undefined where there is no such conversation. */
export function addNote(
  database: Database,
  { tenantId, kind, id: authorId, name }: Caller,
  idOrLabel: string,
  { text, at, tell }: NewNote,
) {
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const { rows } = await query<{ id: string }>(
      `select c.id from conversations c where c.id = ${FIND_ID} for share`,
      idValues(keptLabel(idOrLabel), tenantId),
    )
    const conversation = rows[0]?.id
    if (conversation === undefined) return undefined
    const id = uuidv7()
    await query(
      `insert into notes (id, tenant_id, conversation_uuid, author_kind, author_id, author_name, text, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, tenantId, conversation, kind, authorId, name, text, at],
    )
    const entry = tell(conversation)
    await query(entry.text, entry.values)
    return { id, author_kind: kind, author_name: name, text, created_at: at.toISOString() }
  })
}
