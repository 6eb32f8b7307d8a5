import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Arena, Contender } from './contender.ts'

/** One row per message, each committed by itself, in a write-ahead log. */
export function sqlite({ folder, calls }: Arena, synchronous: 'NORMAL' | 'FULL'): Contender {
  const database = new DatabaseSync(join(folder, `${synchronous}-${process.pid}.db`))
  database.exec(`pragma journal_mode = wal; pragma synchronous = ${synchronous};
    create table messages (call integer, seq integer, role text, content text, timestamp integer,
      primary key (call, seq)) without rowid`)
  const insert = database.prepare('insert into messages values (?, ?, ?, ?, ?)')
  const next = new Int32Array(calls)
  return {
    add(call, { role, content }) {
      const seq = next[call] ?? 0
      insert.run(call, seq, role, content, Date.now())
      next[call] = seq + 1
    },
    settle: async () => void database.exec('pragma wal_checkpoint(truncate)'),
  }
}
