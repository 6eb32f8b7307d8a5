import { RawiError } from '../conversation/errors.ts'
import type { Database, Query } from './database.ts'
import { sqlState } from './database-error.ts'
import { type OldTable, oldTables } from './old-tables.ts'
import { quoteSchema } from './schema-name.ts'

/** Where the old system's tables go; nothing in it is ever dropped. */
export const OLD_SCHEMA = 'rawi_old'

/** The old columns that an adoption reads rows by, as SQL for the aliases `c` and `m`. */
export interface OldColumns {
  /** The label of a row of `conversations`, or undefined where there is no such table. */
  readonly conversationLabel: string | undefined
  readonly conversationHasId: boolean
  /** What a row of `messages` calls its conversation. */
  readonly messageLink: string | undefined
  /** The time of a message, as text that sorts. */
  readonly messageTime: string
  readonly users: boolean
}

const LINKS = ['conversation_id', 'session_id', 'call_id', 'room_name', 'room_id', 'room']
const TIMES = ['timestamp', 'created_at', 'time', 'sent_at', 'inserted_at', 'date']

/** Seconds to wait for whoever still works in the old tables. */
const LOCK_TIMEOUT_SECONDS = 10

/**
 * Moves the old system's tables to `rawi_old` and notes what there is to import, in one transaction: afterwards both
 * stand or neither. Returns the names of the tables that were moved; none when they were moved before.
 * @throws RAWI_ADOPT_BLOCKED, RAWI_MIGRATION_FAILED where the rights do not suffice
 */
export async function moveOldTables(database: Database, schema: string, zone: string): Promise<string[]> {
  try {
    return await database.transaction(async (query) => {
      await query(`set local lock_timeout = '${LOCK_TIMEOUT_SECONDS}s'`)
      await query(`select pg_advisory_xact_lock(hashtextextended('rawi adoption', 0))`)
      const tables = await oldTables(query, schema)
      if (tables.length === 0) return []
      await refuseWhatIsInTheWay(query, tables)
      if (!(await exists(query, `select from pg_catalog.pg_namespace where nspname = $1`, OLD_SCHEMA))) {
        await query(`create schema ${OLD_SCHEMA}`)
      }
      for (const { name } of tables) await query(`alter table ${quoteSchema(schema)}.${name} set schema ${OLD_SCHEMA}`)
      await noteWork(query, zone)
      return tables.map(({ name }) => name)
    })
  } catch (error) {
    if (sqlState(error) !== '42501' || !(error instanceof RawiError)) throw error
    throw new RawiError('RAWI_MIGRATION_FAILED', `The old tables cannot be moved: ${error.message}`, { cause: error })
  }
}

async function refuseWhatIsInTheWay(query: Query, tables: readonly OldTable[]): Promise<void> {
  const odd = tables.filter(({ kind }) => kind !== 'r').map(({ name }) => name)
  if (odd.length > 0) throw new RawiError('RAWI_ADOPT_BLOCKED', `Not an ordinary table: ${odd.join(', ')}.`)
  const { rows } = await query<{ relname: string }>(
    `select c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = any($2) order by 1`,
    [OLD_SCHEMA, [...tables.map(({ name }) => name), 'rawi_adoption']],
  )
  if (rows.length === 0) return
  const taken = rows.map(({ relname }) => relname).join(', ')
  throw new RawiError('RAWI_ADOPT_BLOCKED', `The schema ${OLD_SCHEMA} holds these already: ${taken}.`)
}

/** The list of what there is to import, one row for each conversation id, so that an import may be interrupted. */
async function noteWork(query: Query, zone: string): Promise<void> {
  await query(`create table ${OLD_SCHEMA}.rawi_adoption (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('zone', 'users', 'calls')),
    label text,
    done boolean not null default false,
    counts jsonb not null default '{}',
    left_out jsonb not null default '{}')`)
  await query(`insert into ${OLD_SCHEMA}.rawi_adoption (kind, label, done) values ('zone', $1, true)`, [zone])
  const columns = await oldColumns(query)
  if (columns.users) await query(`insert into ${OLD_SCHEMA}.rawi_adoption (kind) values ('users')`)
  const { conversationLabel: label, messageLink: link } = columns
  if (label) await query(`create index on ${OLD_SCHEMA}.conversations (md5(${label.replaceAll('c.', '')}))`)
  if (link) await query(`create index on ${OLD_SCHEMA}.messages (md5(${link.replaceAll('m.', '')}))`)
  const named = [
    ...(label ? [`select ${label} as label from ${OLD_SCHEMA}.conversations c`] : []),
    ...(link ? [linkedLabels(link, columns)] : []),
  ]
  if (named.length === 0) return
  await query(`set local row_security = off`)
  await query(`insert into ${OLD_SCHEMA}.rawi_adoption (kind, label)
    select 'calls', label from (${named.join(' union ')}) l order by label collate "C"`)
}

/** Messages may name their conversation by its id or by the key of its row. */
function linkedLabels(link: string, { conversationLabel, conversationHasId }: OldColumns): string {
  const links = `select distinct ${link} as link from ${OLD_SCHEMA}.messages m`
  if (!conversationLabel || !conversationHasId) return `select link from (${links}) l`
  return `select coalesce(k.label, l.link) from (${links}) l
    left join (select c.id::text as id, min(${conversationLabel}) as label from ${OLD_SCHEMA}.conversations c group by 1) k on k.id = l.link`
}

/** Reads the catalog for what there is to read rows by. */
export async function oldColumns(query: Query): Promise<OldColumns> {
  const { rows } = await query<{ table: string; columns: string[] }>(
    `select c.relname as table, array_agg(a.attname::text) as columns
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = $1 and c.relkind = 'r' group by 1`,
    [OLD_SCHEMA],
  )
  const columnsOf = (name: string) => rows.find(({ table }) => table === name)?.columns
  const first = (alias: string, wanted: readonly string[], there: readonly string[] | undefined) => {
    const found = wanted
      .filter((column) => there?.includes(column))
      .map((column) => `nullif(${alias}.${column}::text, '')`)
    return found.length > 0 ? `coalesce(${found.join(', ')})` : undefined
  }
  const conversations = columnsOf('conversations')
  const messages = columnsOf('messages')
  const time = TIMES.find((column) => messages?.includes(column))
  return {
    conversationLabel: first('c', [...LINKS, 'id'], conversations),
    conversationHasId: conversations?.includes('id') ?? false,
    messageLink: first('m', LINKS, messages),
    messageTime: time === undefined ? `''` : `coalesce(m.${time}::text, '')`,
    users: columnsOf('users') !== undefined,
  }
}

async function exists(query: Query, text: string, value: string): Promise<boolean> {
  const { rows } = await query<{ found: boolean }>(`select exists (${text}) as found`, [value])
  return rows[0]?.found ?? false
}
