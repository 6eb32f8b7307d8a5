import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { turnOf } from '../arabic-turns.ts'
import type { Load } from '../paced-load.ts'
import { Samples, type Spread, spreadOf } from '../samples.ts'

/** Connections of such a program, as of our own pool. */
const CONNECTIONS = 6

/**
 * An awaited INSERT per message: each call waits for its row before it says the next. It never falls due faster
 * than the load asks, and as late as the server makes it.
 */
export async function awaitedInserts(url: string, load: Load, seconds: number): Promise<Spread & { rate: number }> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  await pool.query(`create table if not exists awaited (call integer, seq integer, role text, content text,
    timestamp timestamptz, primary key (call, seq)); truncate awaited`)
  const every = (1000 * load.calls) / load.messagesPerSecond
  const samples = new Samples(load.messagesPerSecond * seconds)
  const started = performance.now()
  const until = started + seconds * 1000
  await Promise.all(
    Array.from({ length: load.calls }, async (_, call) => {
      let due = started + (every * call) / load.calls
      for (let seq = 0; due < until && performance.now() < until; seq++) {
        await pause(Math.max(0, due - performance.now()))
        const { role, content } = turnOf(call, seq)
        const before = performance.now()
        await pool.query({
          name: 'awaited',
          text: 'insert into awaited values ($1, $2, $3, $4, $5)',
          values: [call, seq, role, content, new Date()],
        })
        samples.add((performance.now() - before) * 1000)
        due = Math.max(due + every, performance.now())
      }
    }),
  )
  const rate = samples.count / ((performance.now() - started) / 1000)
  await pool.end()
  return { ...spreadOf([samples.values()]), rate }
}
