import { EXPORT_LINE_BYTES } from '../conversation/bounds.ts'
import { AS_WRITER, asReader } from './as-role.ts'
import type { Database, Query } from './database.ts'

/** Which conversations are exported, by when they started; half-open. */
export interface ExportRange {
  readonly from?: Date
  readonly to?: Date
}

/** One line of an export, as JSON text that PostgreSQL wrote: no number is rounded on its way. */
export interface ExportedRows {
  readonly kind: 'tombstones' | 'receipts' | 'users' | 'conversation' | 'more'
  readonly line: string
  /** Rows in it, by table. */
  readonly rows: Readonly<Record<string, number>>
}

const PAGE = 32
const ROWS_AT_ONCE = 500
export const LEAST_UUID = '00000000-0000-0000-0000-000000000000'

/**
 * Everything of a tenant as of one moment, in bounded memory: callers, then conversations by their UUID. `emit` is
 * waited for, so that a slow reader slows the export and nothing piles up.
 */
export function exportRows(
  database: Database,
  tenantId: string,
  range: ExportRange,
  begin: (head: { readonly exportedAt: string; readonly conversations: number }) => Promise<void>,
  emit: (rows: ExportedRows) => Promise<void>,
): Promise<void> {
  const when = [range.from ?? '-infinity', range.to ?? 'infinity']
  return database.transaction(async (query) => {
    await query('set transaction isolation level repeatable read')
    // Compiling a page's plan would take longer than running it.
    await query(`set local timezone = 'UTC'; set local jit = off`)
    await query(AS_WRITER.text)
    const { rows: heads } = await query<{ at: string; n: number }>(
      `select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, count(*)::integer as n
      from conversations where tenant_id = $1 and started_at >= $2::timestamptz and started_at < $3::timestamptz`,
      [tenantId, ...when],
    )
    await begin({ exportedAt: heads[0]?.at ?? '', conversations: heads[0]?.n ?? 0 })
    await emitTable(query, 'tombstones', TOMBSTONES, [tenantId], emit)
    await emitTable(query, 'receipts', RECEIPTS, [tenantId], emit)
    // From here on only what a reader of this tenant may see.
    const reader = asReader(tenantId)
    await query(reader.text, reader.values)
    await emitTable(query, 'users', USERS, [tenantId, ...when], emit)
    await emitConversations(query, [tenantId, ...when], emit)
  })
}

/** A page of a table as one line; `$1` is the last key of the page before. */
export const paged = (kind: string, table: string, key: string, condition: string): string => `
  select jsonb_build_object('kind', '${kind}', 'rows', jsonb_agg(to_jsonb(t) order by t.${key}))::text as line,
    count(*)::integer as rows, (array_agg(t.${key} order by t.${key} desc))[1] as last
  from (select * from ${table} x where x.${key} > $1 and ${condition} order by x.${key} limit ${ROWS_AT_ONCE}) t`

export const TOMBSTONES = paged('tombstones', 'erased_conversations', 'conversation_uuid', 'x.tenant_id = $2')
export const RECEIPTS = paged('receipts', 'erasures', 'id', 'x.tenant_id = $2')
const USERS = paged(
  'users',
  'users',
  'id',
  `x.tenant_id = $2 and (($3::timestamptz = '-infinity' and $4::timestamptz = 'infinity') or exists (
    select from conversations c where c.tenant_id = $2 and c.user_id = x.id and c.started_at >= $3 and c.started_at < $4))`,
)

async function emitTable(
  query: Query,
  kind: 'tombstones' | 'receipts' | 'users',
  text: string,
  values: readonly unknown[],
  emit: (rows: ExportedRows) => Promise<void>,
): Promise<void> {
  let last = LEAST_UUID
  while (true) {
    const { rows } = await query<{ line: string; rows: number; last: string | null }>(text, [last, ...values])
    const [page] = rows
    if (!page || page.last === null) return
    await emit({ kind, line: page.line, rows: { [kind]: page.rows } })
    last = page.last
  }
}

// A conversation's own rows say which conversation and tenant they belong to by where they stand.
const OWN = `array['conversation_uuid', 'tenant_id']`

/** One line for each conversation of a source `c`; one whose words have more than `bytes` in all gets the rest in lines of its own. */
export const conversationLines = (source: string, bytes: string, more = ''): string => `
  select c.id${more}, s.bytes <= ${bytes} as whole, s.messages, s.events, s.evidence, s.notes, s.aliases,
    (jsonb_build_object('kind', 'conversation', 'row', to_jsonb(c) - 'phone_last7', 'aliases', coalesce((
        select jsonb_agg(to_jsonb(a) - ${OWN} order by a.alias) from conversation_aliases a where a.conversation_uuid = c.id), '[]'), 'recordings', coalesce((
        select jsonb_agg(to_jsonb(r) - ${OWN} order by r.file) from recordings r where r.conversation_uuid = c.id), '[]'))
      || case when s.bytes <= ${bytes} then jsonb_build_object(
        'events', coalesce((
          select jsonb_agg(to_jsonb(e) - ${OWN} order by e.id) from conversation_events e where e.conversation_uuid = c.id), '[]'),
        'evidence', coalesce((
          select jsonb_agg(to_jsonb(e) - ${OWN} order by e.writer, e.ordinal) from contact_evidence e where e.conversation_uuid = c.id), '[]'),
        'notes', coalesce((
          select jsonb_agg(to_jsonb(n) - ${OWN} order by n.id) from notes n where n.conversation_uuid = c.id), '[]'),
        'messages', coalesce((
          select jsonb_agg(to_jsonb(m) - ${OWN} order by m.writer, m.seq) from messages m where m.conversation_uuid = c.id), '[]'))
      else '{}' end)::text as line
  from ${source}
  cross join lateral (
    select m.messages, e.events, k.evidence, n.notes, m.bytes + e.bytes + k.bytes + n.bytes as bytes,
      (select count(*)::integer from conversation_aliases a where a.conversation_uuid = c.id) as aliases
    from (
      select count(*)::integer as messages,
        coalesce(sum(octet_length(content) + coalesce(octet_length(heard), 0) + octet_length(metadata::text)), 0) as bytes
      from messages where conversation_uuid = c.id
    ) m, (
      select count(*)::integer as events, coalesce(sum(octet_length(detail::text)), 0) as bytes
      from conversation_events where conversation_uuid = c.id
    ) e, (
      select count(*)::integer as evidence, coalesce(sum(octet_length(raw) + octet_length(evidence::text)), 0) as bytes
      from contact_evidence where conversation_uuid = c.id
    ) k, (
      select count(*)::integer as notes, coalesce(sum(octet_length(text)), 0) as bytes from notes where conversation_uuid = c.id
    ) n
  ) s`

const CONVERSATIONS = `${conversationLines(
  `(
    select * from conversations
    where id > $1 and tenant_id = $2 and started_at >= $3::timestamptz and started_at < $4::timestamptz
    order by id limit ${PAGE}
  ) c`,
  '$5',
)}
  order by c.id`

export interface ConversationPage {
  readonly id: string
  readonly whole: boolean
  readonly line: string
  readonly messages: number
  readonly events: number
  readonly evidence: number
  readonly notes: number
  readonly aliases: number
}

async function emitConversations(
  query: Query,
  values: readonly unknown[],
  emit: (rows: ExportedRows) => Promise<void>,
): Promise<void> {
  let last = LEAST_UUID
  while (true) {
    const { rows } = await query<ConversationPage>(CONVERSATIONS, [last, ...values, EXPORT_LINE_BYTES])
    for (const { id, whole, line, ...counts } of rows) {
      const { aliases } = counts
      await emit({ kind: 'conversation', line, rows: { conversations: 1, ...(whole ? counts : { aliases }) } })
      if (whole) continue
      await emitMore(query, 'messages', MORE_MESSAGES, id, [-(2 ** 31), -1], emit)
      await emitMore(query, 'events', MORE_EVENTS, id, [LEAST_UUID], emit)
      await emitMore(query, 'evidence', MORE_EVIDENCE, id, [-(2 ** 31), -1], emit)
      await emitMore(query, 'notes', MORE_NOTES, id, [LEAST_UUID], emit)
    }
    const end = rows.at(-1)
    if (!end) return
    last = end.id
  }
}

/** As many of a conversation's rows as fit into one line, and at least one; sizes are summed before any text is read. */
const more = (part: string, table: string, keys: readonly string[], size: string): string => {
  const key = keys.map((column) => `x.${column}`).join(', ')
  const after = keys.map((_, at) => `$${at + 3}`).join(', ')
  return `with page as (
      select ${key}, row_number() over w as place, sum(${size}) over w as bytes
      from (select * from ${table} x where x.conversation_uuid = $1 and (${key}) > (${after}) order by ${key} limit ${ROWS_AT_ONCE}) x
      window w as (order by ${key})
    )
    select jsonb_build_object('kind', 'more', 'conversation', $1::uuid, '${part}', jsonb_agg(to_jsonb(x) - ${OWN} order by ${key}))::text as line,
      count(*)::integer as rows, ${keys.map((column) => `(array_agg(x.${column} order by p.place desc))[1] as ${column}`).join(', ')}
    from page p join ${table} x on x.conversation_uuid = $1 and ${keys.map((column) => `x.${column} = p.${column}`).join(' and ')}
    where p.place = 1 or p.bytes <= $2`
}

export const MORE_MESSAGES = more(
  'messages',
  'messages',
  ['writer', 'seq'],
  'octet_length(x.content) + coalesce(octet_length(x.heard), 0) + octet_length(x.metadata::text)',
)
export const MORE_EVENTS = more('events', 'conversation_events', ['id'], 'octet_length(x.detail::text)')
export const MORE_EVIDENCE = more(
  'evidence',
  'contact_evidence',
  ['writer', 'ordinal'],
  'octet_length(x.raw) + octet_length(x.evidence::text)',
)

export const MORE_NOTES = more('notes', 'notes', ['id'], 'octet_length(x.text)')

/** The columns that say where the next line begins. */
export const NEXT = {
  messages: ['writer', 'seq'],
  events: ['id'],
  evidence: ['writer', 'ordinal'],
  notes: ['id'],
} as const

async function emitMore(
  query: Query,
  part: keyof typeof NEXT,
  text: string,
  conversation: string,
  first: readonly unknown[],
  emit: (rows: ExportedRows) => Promise<void>,
): Promise<void> {
  let after = first
  while (true) {
    const { rows } = await query<{ line: string; rows: number } & Record<string, unknown>>(text, [
      ...[conversation, EXPORT_LINE_BYTES],
      ...after,
    ])
    const [page] = rows
    if (!page || page.rows === 0) return
    await emit({ kind: 'more', line: page.line, rows: { [part]: page.rows } })
    after = NEXT[part].map((key) => page[key])
  }
}
