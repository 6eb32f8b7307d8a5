import { OLD_SCHEMA, type OldColumns } from './adopt-tables.ts'
import type { Database, Query } from './database.ts'

/** A row of an old table, by its own column names. */
export type OldRow = Readonly<Record<string, unknown>>

const MESSAGES_AT_ONCE = 500
const USERS_AT_ONCE = 500
const FIRST_PLACE = '(0,0)'

/** Rows are counted by whoever reads them: one that row-level security would hide must be an error, not a gap. */
async function readAll<T>(database: Database, run: (query: Query) => Promise<T>): Promise<T> {
  return database.transaction(async (query) => {
    await query(`set local row_security = off; set local timezone = 'UTC'`)
    return run(query)
  })
}

/** The records of one label; null is that of rows which name no conversation. */
export async function oldConversations(
  database: Database,
  columns: OldColumns,
  label: string | null,
): Promise<OldRow[]> {
  const { conversationLabel: name } = columns
  if (!name) return []
  return readAll(database, async (query) => {
    const { rows } = await query<{ row: OldRow }>(
      `select to_jsonb(c) as row from ${OLD_SCHEMA}.conversations c where ${isLabel(name)} order by c.ctid`,
      [label],
    )
    return rows.map(({ row }) => row)
  })
}

/** The messages of one label in the order of their times, a few at once; `keys` are the keys of its records. */
export async function* oldMessages(
  database: Database,
  columns: OldColumns,
  label: string | null,
  keys: readonly string[],
): AsyncGenerator<OldRow> {
  const { messageLink: link, messageTime: time } = columns
  if (!link) return
  const linked =
    label === null
      ? `${link} is null and $1::text[] is not null`
      : `md5(${link}) = any (select md5(k) from unnest($1::text[]) k)`
  let after = ['', FIRST_PLACE]
  while (true) {
    const { rows } = await readAll(database, (query) =>
      query<{ row: OldRow; time: string; place: string }>(
        `select to_jsonb(m) as row, ${time} as time, m.ctid::text as place from ${OLD_SCHEMA}.messages m
         where ${linked} and (${time} collate "C", m.ctid) > ($2::text, $3::tid)
         order by ${time} collate "C", m.ctid limit ${MESSAGES_AT_ONCE}`,
        [label === null ? [] : [label, ...keys], ...after],
      ),
    )
    for (const { row } of rows) yield row
    const last = rows.at(-1)
    if (rows.length < MESSAGES_AT_ONCE || !last) return
    after = [last.time, last.place]
  }
}

/** All rows of the old `users`, some at once. */
export async function* oldUsers(database: Database): AsyncGenerator<OldRow[]> {
  let after = FIRST_PLACE
  while (true) {
    const { rows } = await readAll(database, (query) =>
      query<{ row: OldRow; place: string }>(
        `select to_jsonb(u) as row, u.ctid::text as place from ${OLD_SCHEMA}.users u
         where u.ctid > $1::tid order by u.ctid limit ${USERS_AT_ONCE}`,
        [after],
      ),
    )
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ row }) => row)
    after = last.place
  }
}

function isLabel(name: string): string {
  return `case when $1::text is null then ${name} is null else md5(${name}) = md5($1) and ${name} = $1 end`
}
