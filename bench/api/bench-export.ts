import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startPostgres } from '../../packages/rawi/test/store/postgres-process.ts'
import type { Report } from '../report.ts'

const RAWI = fileURLToPath(new URL('../../packages/rawi/bin/rawi.js', import.meta.url))
const SETTINGS = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_wal_size=4GB']
const GROWTH_MAX_MB = 150

/**
 * Exports a million conversations over HTTP from a server process of its own, and tells by how much that process grew, read
 * from /proc.
 */
export async function benchExport(quick: boolean): Promise<Report> {
  const conversations = quick ? 20_000 : 1_000_000
  const postgres = await startPostgres(SETTINGS)
  const home = mkdtempSync(join(tmpdir(), 'rawi-bench-export-'))
  let server: ChildProcess | undefined
  try {
    server = startServer(postgres.url, home)
    const { url, secret, pid } = await serverFile(home)
    await generate(postgres.url, conversations)
    const idle = memory(pid, 'VmRSS')
    const measured: { format: string; lines: number; megabytes: number; seconds: number; peak: number }[] = []
    for (const format of ['csv', 'jsonl']) {
      writeFileSync(`/proc/${pid}/clear_refs`, '5')
      const begun = performance.now()
      const { bytes, lines } = await download(`${url}/v1/export?format=${format}`, secret)
      const seconds = (performance.now() - begun) / 1000
      measured.push({ format, lines, megabytes: bytes / 1e6, seconds, peak: memory(pid, 'VmHWM') })
    }
    return {
      bench: 'export',
      tables: [
        {
          title: `${conversations} conversations and as many messages; before them the server's process held ${idle} MB`,
          columns: ['format', 'lines', 'MB', 'seconds', 'process at most, MB'],
          rows: measured.map(({ format, lines, megabytes, seconds, peak }) =>
            [format, lines, Math.round(megabytes), seconds.toFixed(1), peak].map(String),
          ),
        },
      ],
      targets: measured.map(({ format, peak }) => ({
        ...{ what: `growth of the process, ${format}`, measured: peak - idle, atMost: GROWTH_MAX_MB, unit: ' MB' },
      })),
      data: { conversations, idle, measured },
    }
  } finally {
    server?.kill('SIGTERM')
    await postgres.stop()
    await postgres.remove()
    rmSync(home, { recursive: true, force: true })
  }
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
