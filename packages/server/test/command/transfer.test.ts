import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../../rawi/test/store/embedded-folder.ts'
import { runHere } from './run-here.ts'
import { newHome, rawi, startRawi } from './run-rawi.ts'

const TRANSCRIPT = {
  conversation_id: 'room-abc123',
  user_name: 'أحمد محمد',
  user_phone: '٠٩٩١٢٣٤٥٦٧',
  start_time: '2025-11-05T14:17:00',
  end_time: '2025-11-05T14:20:30',
  messages: [
    { role: 'user', content: 'مرحباً', timestamp: '2025-11-05T14:17:05' },
    { role: 'assistant', content: 'أهلاً بك', timestamp: '2025-11-05T14:17:08' },
  ],
}

describe('import and export', () => {
  const home = newHome()
  const other = newHome()
  const run = (...args: string[]) => runHere(home.path, args)
  const file = (name: string, text: string) => {
    writeFileSync(join(home.path, name), text)
    return join(home.path, name)
  }
  beforeAll(() => Promise.all([giveDatabase(home.path), giveDatabase(other.path)]))
  afterAll(() => {
    home.remove()
    other.remove()
  })

  it('import says of each file what became of it, goes on, and ends with 1 when one was refused', async () => {
    const good = file('transcript_room-abc123_20251105_142030.json', JSON.stringify(TRANSCRIPT))
    const bad = file('other.json', '{"name":"سرّ"}')
    const { code, out } = await run('import', bad, good, join(home.path, 'missing.json'), '--zone', 'Asia/Damascus')
    expect(code).toBe(1)
    expect(out).toMatch(/✗ .*other\.json: 1 refused\n {4}RAWI_TRANSCRIPT_INVALID: .+\n {6}.+/)
    expect(out).toMatch(/✓ .*room-abc123.*\.json: imported 1 conversations, 2 messages/)
    expect(out).toContain('RAWI_FILE_UNREADABLE: The file cannot be read: ENOENT.')
    expect(out).toContain('imported 1 conversations, 2 messages, 2 refused')
    expect(out).not.toContain('سرّ')
    const again = await run('import', good, '--zone', 'Asia/Damascus', '--json')
    expect(again.code).toBe(0)
    expect(JSON.parse(again.out)).toMatchObject({ file: good, imported: 0, present: 1, refusals: 0, refused: [] })
    const record = JSON.parse((await run('show', 'room-abc123', '--json')).out)
    expect(record).toMatchObject({
      started_at: '2025-11-05T11:17:00.000Z',
      user_phone: '+963991234567',
      message_count: 2,
    })
  })

  it('export writes a new file for its owner only, never over another one', async () => {
    const path = join(home.path, 'backup.jsonl')
    const { code, out, err } = await run('export', path)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Exported 1 conversations, 2 messages, 1 callers')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const before = readFileSync(path, 'utf8')
    const second = await run('export', path)
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining('RAWI_FILE_UNWRITABLE') })
    expect(readFileSync(path, 'utf8')).toBe(before)
    const nowhere = join(home.path, 'no', 'folder.jsonl')
    expect(await run('export', nowhere)).toMatchObject({
      code: 1,
      err: expect.stringContaining('RAWI_FILE_UNWRITABLE'),
    })
    expect(readdirSync(home.path).filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(existsSync(nowhere)).toBe(false)
  })

  it('goes through a pipe into another database', async () => {
    const { out } = await rawi(home.path, ['export'])
    expect(
      out
        .trimEnd()
        .split('\n')
        .every((line) => typeof JSON.parse(line) === 'object'),
    ).toBe(true)
    const there = await rawi(other.path, ['import', '-', '--json'], { input: out })
    expect(JSON.parse(there.out)).toMatchObject({ kind: 'export', imported: 1, messages: 2, users: 1, refusals: 0 })
    const again = (await runHere(other.path, ['export'])).out
    const withoutTime = (text: string) => text.replace(/"exported_at":"[^"]+"/, '')
    expect(withoutTime(again)).toBe(withoutTime(out))
    const short = await runHere(other.path, ['import', '-'], { input: out.split('\n').slice(0, -2).join('\n') })
    expect(short).toMatchObject({ code: 1, out: expect.stringContaining('RAWI_EXPORT_TRUNCATED') })
  })

  it('a reader that goes away ends an export without a word', async () => {
    const child = startRawi(home.path, ['export'])
    child.stdout?.destroy()
    let err = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  it('refuses a zone that nobody knows, as a wrong use', async () => {
    expect(await run('import', 'x.json', '--zone', 'Asia/Nowhere')).toMatchObject({
      code: 2,
      err: expect.stringContaining('RAWI_COMMAND_USAGE'),
    })
  })

  it('migrate --adopt where nothing old stands says so', async () => {
    const { code, out } = await run('migrate', '--adopt')
    expect({ code, out }).toEqual({
      code: 0,
      out: 'Nothing of the old system stands here. The schema is up to date.\n',
    })
    expect(JSON.parse((await run('migrate', '--adopt', '--json')).out)).toEqual({
      moved: [],
      applied: [],
      zone: null,
      counts: {},
      left_out: {},
    })
  })
})
