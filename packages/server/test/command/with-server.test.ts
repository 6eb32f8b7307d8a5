import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runServer, type TestServer } from '../http/run-server.ts'
import { keepCalls, settled } from '../records/keep-calls.ts'
import { readCsv } from '../records/read-csv.ts'
import { runHere } from './run-here.ts'
import { rawi } from './run-rawi.ts'

describe('the commands while a server holds the embedded database', () => {
  let server: TestServer
  const run = (...args: string[]) => runHere(server.home, args)
  const json = async (...args: string[]) => {
    const { out, err, code } = await run(...args, '--json')
    expect({ err, code }).toEqual({ err: '', code: 0 })
    return JSON.parse(out)
  }

  beforeAll(async () => {
    server = await runServer()
    await keepCalls(server, [
      {
        start: { conversationId: 'room 1', language: 'ar' },
        messages: ['أريد الاستفسار عن التدريبات', 'أهلاً بك'],
        end: { userName: 'أحمد محمد', userPhone: '+963991234567' },
      },
      { start: { conversationId: 'room-2', language: 'en' }, messages: ['hello', 'hi'] },
    ])
    await settled(server)
  })
  afterAll(() => server?.close())

  it('list, search and page as they do without it', async () => {
    const page = await json('list', '--limit', '1')
    expect(page).toMatchObject({ items: [{ conversation_id: 'room-2', status: 'completed' }], has_more: true })
    expect(await json('list', '--cursor', page.next_cursor)).toMatchObject({ items: [{ conversation_id: 'room 1' }] })
    expect((await json('list', '--name', 'أحمد')).items).toHaveLength(1)
    expect((await json('search', 'التدريبات')).items).toMatchObject([{ conversation_id: 'room 1' }])
    expect((await json('search', '٠٩٩١٢٣٤٥٦٧')).items).toHaveLength(1)
    expect((await rawi(server.home, ['list'])).out).toContain('room-2')
  })

  it('show a conversation with its words, and count', async () => {
    const recorded = await server.server.house.recorder.getConversation('room 1')
    expect(await json('show', 'room 1')).toEqual({ ...JSON.parse(JSON.stringify(recorded)), recorder_id: null })
    expect((await run('show', 'room 1')).out).toContain('أريد الاستفسار')
    expect((await run('show', 'nobody')).err).toContain('RAWI_CONVERSATION_NOT_FOUND')
    const counted = await server.server.house.recorder.getStatistics()
    expect(await json('stats')).toEqual(JSON.parse(JSON.stringify(counted)))
  })

  it('export whole files, for another database and for spreadsheets', async () => {
    const lines = join(server.home, 'all.jsonl')
    const { code, out } = await run('export', lines)
    expect({ code, out }).toEqual({ code: 0, out: `Exported 2 conversations, 4 messages, 1 callers to ${lines}.\n` })
    expect(statSync(lines).mode & 0o777).toBe(0o600)
    expect(readFileSync(lines, 'utf8').trimEnd().split('\n').at(-1)).toContain('"kind":"end"')
    const list = await run('export', '--format', 'csv')
    expect(list.out.startsWith('\ufeff')).toBe(true)
    expect(readCsv(list.out).map((row) => row.conversation_id)).toEqual(['room-2', 'room 1'])
  })

  it('look at everything, and find nothing to be done', async () => {
    const { findings } = await json('doctor')
    const database = findings.filter(({ check }: { check: string }) => check === 'database')
    expect(database).toMatchObject([{ state: 'ok', finding: expect.stringContaining(server.url) }])
    expect(database[0].next).toBeUndefined()
  })

  it('import through it, in the time zone that is named, and refuse what is none', async () => {
    const lines = join(server.home, 'again.jsonl')
    expect((await run('export', lines)).code).toBe(0)
    expect((await run('import', lines)).out).toContain('2 already there')
    const old = join(server.home, 'transcript_room-old_20251105_142030.json')
    const messages = [{ role: 'user', content: 'مرحباً', timestamp: '2025-11-05T14:17:05' }]
    const call = { conversation_id: 'room-old', start_time: '2025-11-05T14:17:00', messages }
    writeFileSync(old, JSON.stringify(call))
    const bad = join(server.home, 'other.json')
    writeFileSync(bad, '{"name":"سرّ"}')
    const missing = join(server.home, 'missing.json')
    const { code, out } = await run('import', bad, missing, old, '--zone', 'Asia/Damascus')
    expect(code).toBe(1)
    expect(out).toMatch(/✗ .*other\.json: 1 refused\n {4}RAWI_TRANSCRIPT_INVALID/)
    expect(out).toContain('RAWI_FILE_UNREADABLE')
    expect(out).toMatch(/✓ .*room-old.*\.json: imported 1 conversations, 1 messages/)
    expect(await json('show', 'room-old')).toMatchObject({ started_at: '2025-11-05T11:17:00.000Z', message_count: 1 })
    expect((await run('erase', 'room-old', '--yes')).code).toBe(0)
    expect((await run('import', old, '--zone', 'Asia/Damascus')).out).toContain('RAWI_IMPORT_ERASED')
  })

  it('leave recovery and the schema to it, and say so', async () => {
    expect(await json('recover')).toMatchObject({ conversations: 0, pending: 0 })
    expect((await run('recover')).out).toContain(server.url)
    expect(await json('migrate')).toEqual({ applied: [] })
    expect((await run('migrate')).out).toContain(server.url)
  })

  it('erase through it, and say what is not there', async () => {
    expect((await run('erase', 'nobody', '--yes')).err).toContain('RAWI_CONVERSATION_NOT_FOUND')
    expect(await json('erase', 'room-2', '--yes')).toEqual({
      ...{ conversations: 1, messages: 2, users: 0, receipt: expect.any(String) },
    })
    expect(await json('erase', '0991234567', '--yes')).toMatchObject({ conversations: 1, users: 1 })
    expect((await json('list')).items).toEqual([])
  })

  it('show where the sound of a call is heard, of calls that have some', async () => {
    const conversation = server.server.house.recorder.startConversation({ conversationId: 'spoken' })
    conversation.addRecording({ file: 'a.ogg', container: 'ogg', codec: 'opus', channels: 2, sampleRate: 24_000 })
    const { id } = await conversation.end()
    expect((await run('show', 'spoken')).out).toContain(`Listen:       ${server.url}/play/${id} once signed in`)
    const [silent = ''] = await keepCalls(server, [{}])
    expect((await run('show', silent)).out).not.toContain('Listen')
    const env = { RAWI_PUBLIC_URL: 'https://rawi.example.com' }
    expect((await runHere(server.home, ['show', 'spoken'], { env })).out).toContain(
      `https://rawi.example.com/play/${id}`,
    )
  })
})
