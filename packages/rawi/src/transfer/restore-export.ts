import { OUTBOX_BATCH_MAX, TRANSFER_GROUP_BYTES, TRANSFER_GROUP_MAX } from '../conversation/bounds.ts'
import { RawiError } from '../conversation/errors.ts'
import type { Database } from '../store/database.ts'
import { isTransient } from '../store/database-error.ts'
import { drainOutbox } from '../store/outbox.ts'
import {
  type ConversationLine,
  type MoreLine,
  type PlacedRows,
  restoreConversations,
  restoreMore,
  restoreReceipts,
  restoreTombstones,
  restoreUsers,
} from '../store/restore-rows.ts'
import { isUuid } from '../store/uuid.ts'
import { type Fields, isFields } from './old-fields.ts'
import type { Line } from './read-lines.ts'
import { type ImportReport, refuse } from './report.ts'
import { EXPORT_FORMAT, type RowCounts } from './write-export.ts'

export interface RestoreOptions {
  readonly tenantId: string
  readonly onProgress?: (done: number) => void
}

type Group = {
  readonly number: number
  readonly kind: 'conversation' | 'more'
  readonly line: ConversationLine & MoreLine
}[]

/** Whether a file is an export, by its first line. @throws RawiError RAWI_EXPORT_NEWER */
export function isExportHead(text: string): boolean {
  if (!text.startsWith('{') || !text.includes('"rawi.export/')) return false
  const head = parsed(text)
  if (typeof head?.format !== 'string' || !head.format.startsWith('rawi.export/')) return false
  if (head.format === EXPORT_FORMAT) return true
  throw new RawiError('RAWI_EXPORT_NEWER', `The export has the format ${JSON.stringify(head.format.slice(0, 40))}.`)
}

/**
 * Imports the lines of an export behind its head, a group of them in each transaction. What is refused is told and the
 * rest goes on; search rows and statistics are rebuilt at the end. Twice changes nothing.
 */
export async function restoreExport(
  database: Database,
  lines: AsyncIterable<Line>,
  report: ImportReport,
  { tenantId, onProgress }: RestoreOptions,
): Promise<void> {
  const seen: RowCounts = {}
  let group: Group = []
  let groupBytes = 0
  let expected: unknown
  const settle = async () => {
    await putGroup(database, tenantId, group, report)
    onProgress?.(report.imported + report.completed + report.present)
    group = []
    groupBytes = 0
  }
  for await (const { number, text } of lines) {
    const fields = text === undefined ? undefined : parsed(text)
    if (text === '') continue
    if (text === undefined || !fields) {
      refuse(
        report,
        'RAWI_EXPORT_DAMAGED',
        `line ${number} ${text === undefined ? 'is longer than the bound' : 'holds no whole JSON'}`,
      )
      continue
    }
    count(seen, fields)
    if (fields.kind === 'end') expected = fields.counts
    const line = lineOf(fields, text)
    if (line) {
      const kind = fields.kind === 'more' ? 'more' : 'conversation'
      if (group.length > 0 && group[0]?.kind !== kind) await settle()
      group.push({ number, kind, line })
      groupBytes += text.length
      if (group.length >= TRANSFER_GROUP_MAX || groupBytes >= TRANSFER_GROUP_BYTES) await settle()
      continue
    }
    try {
      if (fields.kind === 'users') report.users += await restoreUsers(database, tenantId, text)
      else if (fields.kind === 'tombstones')
        report.erasedElsewhere.push(...(await restoreTombstones(database, tenantId, text)))
      else if (fields.kind === 'receipts') await restoreReceipts(database, tenantId, text)
      else if (fields.kind !== 'end')
        refuse(report, 'RAWI_EXPORT_DAMAGED', `line ${number} is of no kind that is known`)
    } catch (error) {
      refuse(report, 'RAWI_IMPORT_REFUSED', `line ${number}: ${orThrow(error).message}`)
    }
  }
  await settle()
  while ((await drainOutbox(database, OUTBOX_BATCH_MAX)) > 0);
  if (!isFields(expected)) refuse(report, 'RAWI_EXPORT_TRUNCATED', 'the last line with the counts is missing')
  else if (Object.entries(expected).some(([table, rows]) => rows !== (seen[table] ?? 0))) {
    refuse(report, 'RAWI_EXPORT_TRUNCATED', 'the counts of the last line are not those of the lines before it')
  }
}

function lineOf(fields: Fields, text: string): (ConversationLine & MoreLine) | undefined {
  if (fields.kind === 'more') {
    const { conversation } = fields
    return typeof conversation === 'string' && isUuid(conversation)
      ? { line: text, id: conversation.toLowerCase(), label: '', roomSid: null }
      : undefined
  }
  if (fields.kind !== 'conversation' || !isFields(fields.row)) return undefined
  const { id, conversation_id: label, room_sid: roomSid } = fields.row
  if (typeof id !== 'string' || !isUuid(id) || typeof label !== 'string' || label === '') return undefined
  return { line: text, id: id.toLowerCase(), label, roomSid: typeof roomSid === 'string' ? roomSid : null }
}

/** All of a group in one transaction; where a value is refused, each line in its own. */
async function putGroup(database: Database, tenantId: string, group: Group, report: ImportReport): Promise<void> {
  const [first] = group
  if (!first) return
  const put = first.kind === 'more' ? restoreMore : restoreConversations
  try {
    const placed = await put(
      database,
      tenantId,
      group.map(({ line }) => line),
    )
    for (const [at, rows] of placed.entries()) told(first.kind, rows, report, group[at]?.number ?? 0)
  } catch (error) {
    const refused = orThrow(error)
    if (group.length === 1) refuse(report, 'RAWI_IMPORT_REFUSED', `line ${first.number}: ${refused.message}`)
    else for (const one of group) await putGroup(database, tenantId, [one], report)
  }
}

function told(
  kind: Group[number]['kind'],
  { placed, messages }: PlacedRows,
  report: ImportReport,
  number: number,
): void {
  report.messages += messages
  if (kind === 'more') return
  if (placed === 'foreign')
    refuse(report, 'RAWI_IMPORT_REFUSED', `line ${number}: another tenant has a conversation of this UUID`)
  else if (placed === 'erased') refuse(report, 'RAWI_IMPORT_ERASED', `line ${number}: the conversation was erased here`)
  if (placed !== 'foreign' && placed !== 'absent') report[placed]++
}

/** What a line brings, by table, for the comparison with the last line. */
function count(seen: RowCounts, fields: Fields): void {
  const add = (table: string, rows: number) => {
    seen[table] = (seen[table] ?? 0) + rows
  }
  const lengthOf = (rows: unknown) => (Array.isArray(rows) ? rows.length : 0)
  if (fields.kind === 'conversation') add('conversations', 1)
  for (const part of ['aliases', 'events', 'evidence', 'messages', 'notes'])
    if (part in fields) add(part, lengthOf(fields[part]))
  if (typeof fields.kind === 'string' && 'rows' in fields) add(fields.kind, lengthOf(fields.rows))
}

function parsed(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** What the database says of a value is told; that it is away ends the import. */
function orThrow(error: unknown): RawiError {
  if (error instanceof RawiError && !isTransient(error)) return error
  throw error
}
