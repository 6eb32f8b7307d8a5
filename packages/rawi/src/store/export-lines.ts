import { EXPORT_LINE_BYTES } from '../conversation/bounds.ts'
import { asExporter } from './as-reader.ts'
import { AS_WRITER } from './as-role.ts'
import { type ConversationFilter, countStatement, type PagePosition, pageSource } from './conversation-filter.ts'
import type { Database, Result, Statement } from './database.ts'
import {
  type ConversationPage,
  conversationLines,
  type ExportedRows,
  LEAST_UUID,
  MORE_EVENTS,
  MORE_EVIDENCE,
  MORE_MESSAGES,
  MORE_NOTES,
  NEXT,
  paged,
  RECEIPTS,
  TOMBSTONES,
} from './export-rows.ts'

/** Conversations read at once; each line holds up to `EXPORT_LINE_BYTES` of words. */
const PAGE = 48
/** Callers remembered, so that one of many calls is not written with each. */
const CALLERS_REMEMBERED = 10_000

const ALL_USERS = paged('users', 'users', 'id', 'x.tenant_id = $2')
const SOME_USERS = `select jsonb_build_object('kind', 'users', 'rows', jsonb_agg(to_jsonb(u) order by u.id))::text as line, count(*)::integer as rows
  from users u where u.tenant_id = $1 and u.id = any($2::uuid[])`

export interface ExportHead {
  readonly exportedAt: Date
  /** Conversations that there will be, but for those erased meanwhile. */
  readonly conversations: number
}

/**
 * What a filter matches as the lines of an export, in bounded memory. Unlike `exportRows` it holds no transaction and no
 * connection while the reader takes its time, so that each conversation is whole but not all are of one moment; those that
 * begin after the export are left out. Without a filter all callers come too, and unless more than days is asked for what was erased.
 */
export async function openExport(
  database: Database,
  tenantId: string,
  filter: ConversationFilter,
  now: Date,
): Promise<{ readonly head: ExportHead; readonly rows: AsyncGenerator<ExportedRows> }> {
  const until: ConversationFilter = { ...filter, to: filter.to && filter.to < now ? filter.to : now }
  const reading = (...statements: Statement[]) => batch(database, asExporter(tenantId), statements)
  const counting = countStatement(until)
  const [counted] = counting ? await reading(counting) : []
  const conversations = Number((counted?.rows[0] as { total: number } | undefined)?.total ?? 0)
  return { head: { exportedAt: now, conversations }, rows: linesOf(database, tenantId, filter, until, reading) }
}

type Reading = (...statements: Statement[]) => Promise<Result[]>

async function* linesOf(
  database: Database,
  tenantId: string,
  filter: ConversationFilter,
  until: ConversationFilter,
  reading: Reading,
): AsyncGenerator<ExportedRows> {
  const asked = Object.keys(filter)
  const whole = asked.length === 0
  if (asked.every((key) => key === 'from' || key === 'to')) {
    const writing: Reading = (...statements) => batch(database, AS_WRITER, statements)
    yield* tableLines('tombstones', TOMBSTONES, tenantId, writing)
    yield* tableLines('receipts', RECEIPTS, tenantId, writing)
  }
  if (whole) yield* tableLines('users', ALL_USERS, tenantId, reading)
  const written = new Set<string>()
  let after: PagePosition | undefined
  for (;;) {
    const page = await conversationPage(until, after, reading)
    const last = page.at(-1)
    if (!last) return
    const callers = [...new Set(page.flatMap((row) => row.user_id ?? []))].filter((id) => !written.has(id))
    if (callers.length > 0 && !whole) yield* callerLine(tenantId, callers, reading)
    for (const id of callers) written.add(id)
    while (written.size > CALLERS_REMEMBERED) written.delete(written.values().next().value ?? '')
    for (const row of page) yield* conversationRows(row, reading)
    after = { micros: last.micros, id: last.id }
  }
}

type Row = ConversationPage & { readonly micros: number; readonly user_id: string | null }

async function conversationPage(
  filter: ConversationFilter,
  after: PagePosition | undefined,
  reading: Reading,
): Promise<Row[]> {
  const source = pageSource({ ...filter, sort: 'oldest', limit: PAGE, ...(after && { after }) })
  if (!source) return []
  const more = `, (extract(epoch from c.started_at) * 1000000)::bigint as micros, c.user_id`
  const [result] = await reading({
    ...(source.shape !== undefined && { name: `rawi_export_${source.shape}` }),
    text: `${conversationLines(`(select * from ${source.text}) c`, `$${source.values.length + 1}`, more)} order by c.started_at, c.id`,
    values: [...source.values, EXPORT_LINE_BYTES],
  })
  return (result?.rows ?? []) as Row[]
}

async function* conversationRows(row: Row, reading: Reading): AsyncGenerator<ExportedRows> {
  const { id, whole, line, messages, events, evidence, notes, aliases } = row
  const counts = whole ? { messages, events, evidence, notes, aliases } : { aliases }
  yield { kind: 'conversation', line, rows: { conversations: 1, ...counts } }
  if (whole) return
  yield* moreLines('messages', MORE_MESSAGES, id, [-(2 ** 31), -1], reading)
  yield* moreLines('events', MORE_EVENTS, id, [LEAST_UUID], reading)
  yield* moreLines('evidence', MORE_EVIDENCE, id, [-(2 ** 31), -1], reading)
  yield* moreLines('notes', MORE_NOTES, id, [LEAST_UUID], reading)
}

async function* moreLines(
  part: keyof typeof NEXT,
  text: string,
  conversation: string,
  first: readonly unknown[],
  reading: Reading,
): AsyncGenerator<ExportedRows> {
  let after = first
  for (;;) {
    const [result] = await reading({ text, values: [conversation, EXPORT_LINE_BYTES, ...after] })
    const page = result?.rows[0] as ({ line: string; rows: number } & Record<string, unknown>) | undefined
    if (!page || page.rows === 0) return
    yield { kind: 'more', line: page.line, rows: { [part]: page.rows } }
    after = NEXT[part].map((key) => page[key])
  }
}

async function* tableLines(
  kind: 'tombstones' | 'receipts' | 'users',
  text: string,
  tenantId: string,
  run: Reading,
): AsyncGenerator<ExportedRows> {
  let last = LEAST_UUID
  for (;;) {
    const [result] = await run({ text, values: [last, tenantId] })
    const page = result?.rows[0] as { line: string; rows: number; last: string | null } | undefined
    if (!page || page.last === null) return
    yield { kind, line: page.line, rows: { [kind]: page.rows } }
    last = page.last
  }
}

async function* callerLine(tenantId: string, ids: readonly string[], reading: Reading): AsyncGenerator<ExportedRows> {
  const [result] = await reading({ text: SOME_USERS, values: [tenantId, ids] })
  const page = result?.rows[0] as { line: string; rows: number } | undefined
  if (page && page.rows > 0) yield { kind: 'users', line: page.line, rows: { users: page.rows } }
}

async function batch(database: Database, role: Statement, statements: readonly Statement[]): Promise<Result[]> {
  const [, ...results] = await database.batch([role, ...statements])
  return results
}
