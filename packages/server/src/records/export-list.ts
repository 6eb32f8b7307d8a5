import {
  asPlannedReader,
  asReader,
  type ConversationFilter,
  countStatement,
  type Database,
  exportText,
  type PagePosition,
  pageSource,
} from 'rawi/maintenance'
import { BYTE_ORDER_MARK, csvLines } from './csv-text.ts'
import { ITEM_COLUMNS, type Item, type ItemRow, itemOf } from './item.ts'
import { microsOf } from './values.ts'

export const LIST_FORMATS = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
} as const
export type ListFormat = keyof typeof LIST_FORMATS

/**
 * Rows read at once, each page in a statement of its own: no connection is held while a client takes its time. Few enough
 * that a page is garbage before the collector comes by: with 500 the process grew by three times as much.
 */
const PAGE = 100

export const CSV_COLUMNS = [
  ...['conversation_id', 'id', 'user_name', 'user_phone', 'user_email', 'started_at', 'ended_at', 'duration_seconds'],
  ...['message_count', 'status', 'end_reason', 'channel', 'language', 'agent_name', 'room_name', 'tags', 'disposition'],
  ...['rating', 'summary'],
] as const satisfies readonly (keyof Item)[]

export interface ListFile {
  readonly conversations: number
  readonly pieces: AsyncGenerator<string>
}

export function listFile(
  database: Database,
  tenantId: string,
  filter: ConversationFilter,
  { format, now }: { readonly format: ListFormat; readonly now: Date },
): Promise<ListFile> {
  return format === 'jsonl' ? exportText(database, { tenantId, filter, now }) : csvFile(database, tenantId, filter)
}

/** One row for each conversation, newest first, for spreadsheets. */
async function csvFile(database: Database, tenantId: string, filter: ConversationFilter): Promise<ListFile> {
  const counting = countStatement(filter)
  const [, counted] = counting ? await database.batch([asReader(tenantId), counting]) : []
  return {
    conversations: Number((counted?.rows[0] as { total: number } | undefined)?.total ?? 0),
    pieces: csvPieces(database, tenantId, filter),
  }
}

async function* csvPieces(database: Database, tenantId: string, filter: ConversationFilter): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLines([CSV_COLUMNS])
  let after: PagePosition | undefined
  for (;;) {
    const source = pageSource({ ...filter, sort: 'newest', limit: PAGE, ...(after && { after }) })
    if (!source) return
    const reader = source.planned ? asPlannedReader : asReader
    const [, result] = await database.batch([
      reader(tenantId),
      {
        ...(source.shape !== undefined && { name: `rawi_items_${source.shape}` }),
        text: `select ${ITEM_COLUMNS} from ${source.text}`,
        values: source.values,
      },
    ])
    const rows = (result?.rows ?? []) as ItemRow[]
    const last = rows.at(-1)
    if (!last) return
    yield csvLines(rows.map((row) => cellsOf(itemOf(row))))
    if (rows.length < PAGE) return
    after = { micros: microsOf(last.started_at), id: last.id }
  }
}

function cellsOf(item: Item): (string | number | null)[] {
  return CSV_COLUMNS.map((column) => {
    const value = item[column]
    return Array.isArray(value) ? value.join('; ') : value
  })
}
