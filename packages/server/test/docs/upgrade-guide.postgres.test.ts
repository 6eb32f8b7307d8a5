import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, describePostgres, type TestDatabase } from '../../../rawi/test/store/test-database.ts'
import { OLD_SYSTEM } from '../../../rawi/test/transfer/old-system.ts'
import { guideBlocks, ROOT } from './guide.ts'

/** Of a call that no table knows. */
const TRANSCRIPT = {
  conversation_id: 'room-files',
  start_time: '2025-11-07T10:00:00',
  user_phone: '0991234567',
  messages: [{ role: 'user', content: 'مرحباً', timestamp: '2025-11-07T10:00:03' }],
}

describePostgres('the commands of the upgrade guide', () => {
  const blocks = guideBlocks()
  const commands = blocks.filter(({ kind }) => kind === 'sh').map(({ text }) => text.trim())
  const queries = blocks.filter(({ kind }) => kind === 'sql').flatMap(({ text }) => text.trim().split(/(?<=;)\s*/))
  let folder: string
  let old: TestDatabase
  let client: pg.Client
  const outputs = new Map<string, string>()

  /** As a person would, in a folder where the packages are installed. */
  async function run(command: string): Promise<{ code: number | null; out: string; err: string }> {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, RAWI_HOME: join(folder, 'state'), DATABASE_URL: old.url, TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, out, err }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rawi-guide-'))
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'transcript_room-files_20251107_100100.json'), JSON.stringify(TRANSCRIPT))
    old = await createDatabase({ owner: true })
    client = new pg.Client({ connectionString: old.url })
    await client.connect()
    await client.query(OLD_SYSTEM)
  })
  afterAll(async () => {
    await client?.end()
    await old?.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are there', () => {
    expect(commands.length).toBeGreaterThan(5)
    expect(queries).toHaveLength(6)
  })

  it.each(commands)('%s', async (command) => {
    const { code, out, err } = await run(command)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    outputs.set(command, out)
  })

  const outputOf = (part: string) => [...outputs].find(([command]) => command.includes(part))?.[1] ?? ''

  it('told what became of the old tables and files', () => {
    const adopted = outputOf('--adopt')
    expect(adopted).toContain('Moved to the schema rawi_old: conversations, messages, users.')
    expect(adopted).toContain('5 conversations with 14 messages')
    expect(adopted).toContain('4 messages that a second logger wrote down too')
    expect(adopted).toContain('1 calls were told apart')
    expect(outputOf('import transcript_')).toContain('imported 1 conversations, 1 messages')
    expect(readFileSync(join(folder, 'rawi.sql'), 'utf8')).toMatch(/^begin;/)
    expect(outputOf('list')).toContain('room-files')
    expect(outputOf('search')).toContain('room-one')
    expect(statSync(join(folder, 'backup.jsonl')).mode & 0o777).toBe(0o600)
    expect(outputOf('import backup')).toContain('already there')
  })

  it('printed what the guide says the test prints', () => {
    const expected = blocks.find(({ kind, under }) => kind === 'text' && under.startsWith('Step 2'))?.text ?? ''
    expect(shape(outputOf('demo'))).toContain(shape(expected))
  })

  it.each(queries)('%s', async (sql) => {
    const { rows } = await client.query(sql)
    if (sql.includes('+963991234567')) expect(rows.length).toBeGreaterThanOrEqual(4)
    else if (sql.includes('GROUP BY'))
      expect(rows.map(({ status }) => status).toSorted()).toEqual(['abandoned', 'completed'])
    else if (sql.includes('CURRENT_DATE')) expect(rows).toHaveLength(1)
    else if (sql.includes("'active'")) expect(rows).toEqual([])
    else if (sql.includes('LIMIT')) expect(rows).toHaveLength(7)
    else expect((await client.query(`select to_regclass('rawi_old.messages') as gone`)).rows).toEqual([{ gone: null }])
  })
})

/** Names, times and places differ from run to run. */
function shape(text: string): string {
  return text
    .replaceAll(/test-[0-9a-fx]{5}/g, 'test-x')
    .replaceAll(/saved locally: .*/g, 'saved locally')
    .replaceAll(/Duration: \d+\.\ds/g, 'Duration')
    .trim()
}
