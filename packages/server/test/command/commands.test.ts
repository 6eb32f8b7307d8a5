import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openRecorder } from 'rawi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../../rawi/test/store/embedded-folder.ts'
import { runHere } from './run-here.ts'
import { newHome, rawi, startRawi } from './run-rawi.ts'

const HOSTILE = '\u001b[2J\u001b]0;owned\u0007evil\u202e'

describe('the commands on one state folder', () => {
  const home = newHome()
  const run = (...args: string[]) => runHere(home.path, args)
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out)
  let demo: { conversation_id: string; transcript_path: string }

  beforeAll(async () => {
    const { code, out, err } = await rawi(home.path, ['demo', '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    demo = JSON.parse(out)
    const recorder = await openRecorder({ stateDir: home.path })
    await recorder.ready
    const conversation = recorder.startConversation({
      conversationId: 'room-hostile',
      language: 'en',
      channel: 'phone',
    })
    conversation.addMessage({ role: 'user', content: `first\nsecond ${HOSTILE}` })
    await conversation.end({ userName: HOSTILE, userPhone: '+12025550123' })
    await recorder.close()
  })
  afterAll(home.remove)

  it('demo --json says in one line what was kept', () => {
    expect(demo).toEqual({
      conversation_id: expect.stringMatching(/^test-[0-9a-f]{5}$/),
      status: 'completed',
      messages_saved: 4,
      message_count: 4,
      duration_seconds: expect.any(Number),
      transcript_path: expect.stringContaining('/transcripts/transcript_test-'),
      user_name: 'أحمد محمد',
      user_phone: '+963991234567',
    })
    expect(JSON.parse(readFileSync(demo.transcript_path, 'utf8')).messages).toHaveLength(4)
  })

  it('demo tells the story of the guide and reads it back, beside the first one', async () => {
    const { code, out } = await run('demo')
    expect(code).toBe(0)
    const story = [
      /^✅ Conversation started: test-[0-9a-f]{5}$/m,
      ...[1, 2, 3, 4].map(
        (n) => new RegExp(`^📝 Buffered (user|assistant) message locally \\(${n} messages in buffer\\)$`, 'm'),
      ),
      /^🏁 Ending conversation: test-/m,
      /^ {3}Messages to save: 4$/m,
      /^💾 Transcript saved locally: .+\/transcript_test-.+\.json$/m,
      /^✅ Saved 4\/4 messages to database$/m,
      /^✅ Conversation record updated$/m,
      /^ {3}Duration: \d+\.\ds$/m,
      /^ {3}User: أحمد محمد$/m,
      /^ {3}Phone: \+963991234567$/m,
      /Read back from the database/,
      /Summary: +استفسار عن التدريبات/,
    ]
    const places = story.map((line) => out.search(line))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('list pages through, newest first, and its cursor leads on', async () => {
    const first = await json('list', '--limit', '2')
    expect(first).toMatchObject({ has_more: true, next_cursor: expect.any(String) })
    const second = await json('list', '--limit', '2', '--cursor', first.next_cursor)
    const ids = [...first.items, ...second.items].map((item: { conversation_id: string }) => item.conversation_id)
    expect(ids).toHaveLength(3)
    expect(ids.slice(1)).toEqual(['room-hostile', demo.conversation_id])
    expect(second).toMatchObject({ has_more: false, next_cursor: null })
  })

  it('list shows times with their zone, and filters', async () => {
    const { out } = await rawi(home.path, ['list', '--phone', '0991234567', '--status', 'completed'])
    expect(out).toMatch(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} \+03:00/)
    expect(out).not.toContain('room-hostile')
    expect((await run('list', '--name', 'nobody')).out).toContain('No conversation matches')
  })

  it('no stored word reaches the terminal as a command', async () => {
    const list = await run('list')
    const show = await run('show', 'room-hostile')
    const again = await run('show', 'room-hostile', '--json')
    for (const { code, out } of [list, show, again]) {
      expect(code).toBe(0)
      expect(out).toContain('evil')
      expect([...'\u001b\u0007\u202e'].filter((command) => out.includes(command))).toEqual([])
    }
    expect(JSON.parse(again.out).user_name).toBe(HOSTILE)
  })

  it('show gives the whole record, or a code', async () => {
    const record = await json('show', demo.conversation_id)
    expect(record.messages.map(({ role }: { role: string }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
    ])
    expect(record.started_at).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/)
    const missing = await run('show', 'nobody')
    expect(missing).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('error RAWI_CONVERSATION_NOT_FOUND'),
    })
  })

  it('search takes digits as a number and anything else as words', async () => {
    expect((await json('search', '1234567')).items).toHaveLength(2)
    expect((await json('search', 'second')).items).toMatchObject([{ conversation_id: 'room-hostile' }])
  })

  it('stats counts them', async () => {
    expect(await json('stats')).toMatchObject({ total: 3, active: 0, total_messages: 9 })
  })

  it('recover finds nothing left, doctor nothing wrong', async () => {
    expect(await json('recover')).toMatchObject({ conversations: 0, pending: 0 })
    const { healthy, findings } = await json('doctor')
    expect(findings.filter(({ state }: { state: string }) => state === 'wrong')).toEqual([])
    expect(healthy).toBe(true)
    expect(findings.map(({ check }: { check: string }) => check)).toEqual(
      expect.arrayContaining([
        'node',
        'folder',
        'disk',
        'journal',
        'quarantine',
        'database',
        'schema',
        'server',
        'setting',
      ]),
    )
  })

  it('a reader that goes away ends the printing without a word', async () => {
    const child = startRawi(home.path, ['list'])
    child.stdout?.destroy()
    let err = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  it('erase removes everything of a number and leaves a receipt', async () => {
    const receipt = await json('erase', '0991234567', '--yes')
    expect(receipt).toEqual({ conversations: 2, messages: 8, users: 1, receipt: expect.any(String) })
    expect((await json('list')).items).toMatchObject([{ conversation_id: 'room-hostile' }])
    expect(existsSync(demo.transcript_path)).toBe(false)
    expect(readdirSync(join(home.path, 'transcripts'))).toHaveLength(1)
  })
})

describe('two processes on one embedded database', () => {
  const home = newHome()
  beforeAll(() => giveDatabase(home.path))
  afterAll(home.remove)

  it('the second is told who holds it, and doctor that this is how it should be', async () => {
    const holder = await openRecorder({ stateDir: home.path })
    await holder.ready
    try {
      const { code, err } = await rawi(home.path, ['list'])
      expect(code).toBe(1)
      expect(err).toContain('error RAWI_EMBEDDED_HELD')
      expect(err).toContain(`process ${process.pid}`)
      const doctor = await rawi(home.path, ['doctor', '--json'])
      expect(doctor.code).toBe(0)
      expect(doctor.out).toContain('RAWI_EMBEDDED_HELD')
    } finally {
      await holder.close()
    }
  })
})

describe('migrate --print', () => {
  const home = newHome()
  afterAll(home.remove)

  it('gives SQL to paste, without a database', async () => {
    const { code, out } = await runHere(home.path, ['migrate', '--print'], {
      env: { DATABASE_URL: 'postgres://a@127.0.0.1:1/b' },
    })
    expect(code).toBe(0)
    expect(out).toMatch(/^begin;[\s\S]+create table[\s\S]+commit;\n$/)
  })
})
