import type { ConversationFilter } from '../store/conversation-filter.ts'
import type { Database } from '../store/database.ts'
import { openExport } from '../store/export-lines.ts'
import { EXPORT_FORMAT, noRows } from './write-export.ts'

/** An export under way: its number of conversations is known before the first line. */
export interface ExportText {
  readonly conversations: number
  /** Pieces of whole lines; asked for one by one, so that a slow reader slows the export and nothing piles up. */
  readonly pieces: AsyncGenerator<string>
}

/**
 * What a filter matches as the JSON lines that `rawi import` reads, without a transaction or a connection held while the
 * reader takes its time.
 */
export async function exportText(
  database: Database,
  { tenantId, filter, now }: { readonly tenantId: string; readonly filter: ConversationFilter; readonly now: Date },
): Promise<ExportText> {
  const { head, rows } = await openExport(database, tenantId, filter, now)
  async function* pieces(): AsyncGenerator<string> {
    const counts = noRows()
    yield lineOf({
      format: EXPORT_FORMAT,
      exported_at: head.exportedAt.toISOString(),
      tenant_id: tenantId,
      from: filter.from?.toISOString() ?? null,
      to: filter.to?.toISOString() ?? null,
      conversations: head.conversations,
    })
    for await (const { line, rows: brought } of rows) {
      for (const [table, count] of Object.entries(brought)) counts[table] = (counts[table] ?? 0) + count
      yield `${line}\n`
    }
    yield lineOf({ kind: 'end', counts })
  }
  return { conversations: head.conversations, pieces: pieces() }
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`
}
