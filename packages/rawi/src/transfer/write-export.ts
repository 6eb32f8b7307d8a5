import type { Database } from '../store/database.ts'
import { type ExportRange, exportRows } from '../store/export-rows.ts'

/** The format of exports; another one is refused. */
export const EXPORT_FORMAT = 'rawi.export/1'

/** Rows by table; the last line of an export says how many there must be. */
export type RowCounts = Record<string, number>

/** Before the first row, in the order of the lines. */
export function noRows(): RowCounts {
  const kinds = [
    'tombstones',
    'receipts',
    'users',
    'conversations',
    'aliases',
    'events',
    'evidence',
    'notes',
    'messages',
  ]
  return Object.fromEntries(kinds.map((kind) => [kind, 0]))
}

export interface ExportProgress {
  readonly conversations: number
  /** Conversations there are in all. */
  readonly of: number
}

/**
 * Writes everything of a tenant as JSON lines: a head, callers, one line per conversation with its messages, events,
 * aliases and the evidence of who called (more lines where a conversation is very long), and a last line with the counts.
 */
export async function writeExport(
  database: Database,
  options: ExportRange & {
    readonly tenantId: string
    readonly write: (text: string) => Promise<void>
    readonly onProgress?: (progress: ExportProgress) => void
  },
): Promise<RowCounts> {
  const { tenantId, from, to, write, onProgress } = options
  const counts = noRows()
  let of = 0
  const begin = async (head: { exportedAt: string; conversations: number }) => {
    of = head.conversations
    const range = { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null }
    await write(lineOf({ format: EXPORT_FORMAT, exported_at: head.exportedAt, tenant_id: tenantId, ...range }))
  }
  await exportRows(database, tenantId, { ...(from && { from }), ...(to && { to }) }, begin, async ({ line, rows }) => {
    for (const [table, count] of Object.entries(rows)) counts[table] = (counts[table] ?? 0) + count
    await write(`${line}\n`)
    onProgress?.({ conversations: counts.conversations ?? 0, of })
  })
  await write(lineOf({ kind: 'end', counts }))
  return counts
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`
}
