// `node bench/api/export.ts [--rows 1000000]`: exports that many conversations over HTTP from a server process of its own and
// reports the memory that this process reached, read from /proc.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startPostgres } from '../../packages/rawi/test/store/postgres-process.ts'

const RAWI = fileURLToPath(new URL('../../packages/rawi/bin/rawi.js', import.meta.url))
const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } })
const rows = Number(values.rows)

const postgres = await startPostgres([
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'max_wal_size=4GB',
])
const home = mkdtempSync(join(tmpdir(), 'rawi-bench-export-'))
let server: ChildProcess | undefined
try {
  server = startServer(postgres.url, home)
  const { url, secret, pid } = await serverFile(home)
  console.log(`the server, before anything is asked of it: ${memory(pid, 'VmRSS')} MB`)
  const begun = performance.now()
  await generate(postgres.url, rows)
  console.log(`${rows} conversations, as many messages, generated in ${seconds(begun)} s`)
  for (const format of ['csv', 'jsonl']) {
    // Warm, so that what the program itself needs does not count as the export's.
    await download(`${url}/v1/export?format=${format}&to=2026-01-02`, secret)
    const before = memory(pid, 'VmRSS')
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
    const at = performance.now()
    const { bytes, lines } = await download(`${url}/v1/export?format=${format}`, secret)
    const peak = memory(pid, 'VmHWM')
    console.log(
      `${format}: ${lines} lines, ${(bytes / 1e6).toFixed(0)} MB in ${seconds(at)} s; memory of the process ${before} MB before, at most ${peak} MB`,
    )
  }
} finally {
  server?.kill('SIGTERM')
  await postgres.stop()
  await postgres.remove()
  rmSync(home, { recursive: true, force: true })
}

function startServer(databaseUrl: string, home: string): ChildProcess {
  return spawn(process.execPath, [RAWI, 'start', '--port', '0'], {
    env: { PATH: process.env.PATH, HOME: home, RAWI_HOME: home, DATABASE_URL: databaseUrl, RAWI_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function serverFile(home: string): Promise<{ url: string; secret: string; pid: number }> {
  const path = join(home, 'server.json')
  while (!existsSync(path)) await pause(100)
  return JSON.parse(readFileSync(path, 'utf8'))
}

async function generate(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const prefix = randomUUID().slice(0, 8)
  await client.query(
    `insert into conversations (id, conversation_id, status, end_reason, channel, language, user_name, user_phone, started_at, ended_at,
      duration_seconds, message_count, summary)
    select gen_random_uuid(), $2 || n, 'completed', 'user_hangup', 'phone', 'ar', 'أحمد محمد', '+96399' || (1000000 + n % 500000),
      timestamptz '2026-01-01' + make_interval(secs => n), timestamptz '2026-01-01' + make_interval(secs => n + 60), 60, 1,
      'استفسار عن التدريبات المتاحة'
    from generate_series(1, $1::integer) n`,
    [count, `room-${prefix}-`],
  )
  await client.query(
    `insert into messages (conversation_uuid, writer, seq, role, content, timestamp)
    select id, 1, 0, 'user', 'أريد الاستفسار عن التدريبات المتاحة في شهر كانون الثاني', started_at from conversations`,
  )
  await client.query('analyze')
  await client.end()
}

async function download(url: string, secret: string): Promise<{ bytes: number; lines: number }> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${secret}` } })
  if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`)
  let bytes = 0
  let lines = 0
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    for (const byte of chunk) if (byte === 10) lines++
  }
  return { bytes, lines }
}

function memory(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  const kilobytes = new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
