import { SEARCH_TEXT_MAX_BYTES } from '../conversation/bounds.ts'
import type { Query } from './database.ts'
import { foldWords } from './fold-arabic.ts'

/** Conversations whose text is held at once. */
const AT_ONCE = 16

interface SaidRow {
  readonly id: string
  readonly tenant_id: string
  readonly said: string | null
  readonly left_out: boolean
}

/** Writes the words of each conversation anew: what was said, and of interrupted turns what was heard. */
export async function writeSearchRows(query: Query, conversations: readonly string[]): Promise<void> {
  for (let from = 0; from < conversations.length; from += AT_ONCE) {
    await writeSome(query, conversations.slice(from, from + AT_ONCE))
  }
}

async function writeSome(query: Query, conversations: readonly string[]): Promise<void> {
  const { rows } = await query<SaidRow>(
    `select c.id, c.tenant_id, string_agg(m.said, ' ' order by m.timestamp, m.writer, m.seq) as said,
      coalesce(bool_or(m.left_out), false) as left_out
    from conversations c
    left join lateral (
      select t.timestamp, t.writer, t.seq, t.size > $2::integer as left_out, case when t.size - t.length <= $2::integer then left(t.text, $2::integer) end as said
      from (
        select s.*, length(s.text) as length, sum(length(s.text)) over (order by s.timestamp, s.writer, s.seq) as size
        from (
          select timestamp, writer, seq, case when interrupted then coalesce(heard, content) else content end as text
          from messages where conversation_uuid = c.id and role in ('user', 'assistant')
        ) s
      ) t
    ) m on true
    where c.id = any($1::uuid[])
    group by c.id`,
    [conversations, SEARCH_TEXT_MAX_BYTES],
  )
  const found = rows.map((row) => ({ ...row, ...cappedWords(row.said ?? '') }))
  await query(
    `insert into conversation_search (conversation_uuid, tenant_id, words, truncated)
    select s.id, s.tenant_id, array_to_tsvector(array_remove(string_to_array(s.words, ' '), '')), s.truncated
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[]) as s (id, tenant_id, words, truncated)
    on conflict (conversation_uuid) do update set words = excluded.words, truncated = excluded.truncated, updated_at = now()`,
    [
      found.map((row) => row.id),
      found.map((row) => row.tenant_id),
      found.map((row) => row.words),
      found.map((row) => row.truncated || row.left_out),
    ],
  )
}

/** Each word once, in the order of its first use, as many as fit. */
function cappedWords(said: string): { words: string; truncated: boolean } {
  const words = new Set<string>()
  let bytes = 0
  for (const word of foldWords(said).flat()) {
    if (words.has(word)) continue
    bytes += Buffer.byteLength(word) + 1
    if (bytes > SEARCH_TEXT_MAX_BYTES) return { words: [...words].join(' '), truncated: true }
    words.add(word)
  }
  return { words: [...words].join(' '), truncated: false }
}
