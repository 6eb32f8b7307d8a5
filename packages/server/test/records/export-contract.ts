import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BOUNDS, openTransfer } from 'rawi/maintenance'
import { beforeAll, describe, expect, it } from 'vitest'
import { ask, type TestServer } from '../http/run-server.ts'
import { keepCalls, settled } from './keep-calls.ts'
import { readCsv } from './read-csv.ts'

/** What goes out as files. */
export function exportContract(open: () => TestServer): void {
  describe('an export', () => {
    let rawi: TestServer
    let key: string
    const tenant = '7b1a52f0-5555-4e4e-9b5e-0c1b9a522f05'
    const file = (path: string) => rawi.ask('GET', path, { key })

    beforeAll(async () => {
      rawi = open()
      key = await rawi.key(['read', 'write'], tenant)
      await keepCalls(
        rawi,
        [
          {
            start: { conversationId: 'room-ar', language: 'ar', tags: ['=1+1', 'b'], channel: 'phone' },
            messages: [
              'مرحباً <b>&\n\n--> سطر',
              { role: 'assistant', content: 'أهلاً بك يا سيدي', heard: 'أهلاً', interrupted: true },
              { role: 'tool', content: 'أداة' },
            ],
            end: { userName: '=HYPERLINK("http://x")', userPhone: '+963991234567', summary: '＝cmd' },
          },
          { start: { conversationId: '+room', language: 'en' }, messages: ['hello', 'hi'], end: { userName: 'Sara' } },
        ],
        tenant,
      )
      await rawi.ask('POST', '/v1/conversations/room-ar/notes', { key, body: { text: 'ملاحظة' } })
      await settled(rawi, tenant)
    })

    it('for spreadsheets begins with the mark of UTF-8 and holds no formula, and every value can be read back', async () => {
      const { text, headers, status } = await file('/v1/export?format=csv')
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="conversations-[\d-]+\.csv"$/)
      expect(headers.get('x-rawi-conversations')).toBe('2')
      const bytes = await (
        await fetch(`${rawi.url}/v1/export`, { headers: { authorization: `Bearer ${key}` } })
      ).bytes()
      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const rows = readCsv(text)
      expect(rows).toHaveLength(2)
      for (const cell of rows.flatMap((row) => Object.values(row)))
        expect(cell).not.toMatch(/^[\s\p{Cf}]*[=+\-@＝＋－＠\t\r]/u)
      const unguarded = (text = '') => text.replace(/^'/, '')
      const arabic = rows.find((row) => row.conversation_id === 'room-ar')
      expect(unguarded(arabic?.user_phone)).toBe('+963991234567')
      expect(unguarded(arabic?.user_name)).toBe('=HYPERLINK("http://x")')
      expect(unguarded(arabic?.summary)).toBe('＝cmd')
      expect(unguarded(arabic?.tags)).toBe('=1+1; b')
      expect(rows.map((row) => unguarded(row.conversation_id))).toContain('+room')
      // As it stands in the file, the phone column finds its caller again.
      const found = await rawi.ask('POST', '/v1/conversations/search', { key, body: { phone: arabic?.user_phone } })
      expect(found.body.items).toHaveLength(1)
    })

    it('holds what the filters say, in the address and in a body', async () => {
      expect(readCsv((await file('/v1/export?language=en')).text).map((row) => row.user_name)).toEqual(['Sara'])
      const posted = await rawi.ask('POST', '/v1/export', { key, body: { format: 'csv', phone: '0991234567' } })
      expect(readCsv(posted.text)).toHaveLength(1)
      expect(readCsv((await file('/v1/export?q=%D8%9F')).text)).toEqual([])
      expect((await file('/v1/export?format=xlsx')).status).toBe(400)
      expect((await file('/v1/export?limit=5')).status).toBe(400)
    })

    it('as JSON lines comes back through an import, row by row the same', async () => {
      const { text, headers } = await file('/v1/export?format=jsonl')
      expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
      const folder = await mkdtemp(join(tmpdir(), 'rawi-import-'))
      const path = join(folder, 'export.jsonl')
      await writeFile(path, text)
      const elsewhere = await openTransfer({ stateDir: folder, tenantId: tenant })
      try {
        expect(await elsewhere.importFile(path)).toMatchObject({ imported: 2, refusals: 0 })
        expect(await elsewhere.importFile(path)).toMatchObject({ imported: 0, present: 2, refusals: 0 })
        const back: string[] = []
        await elsewhere.export({ write: async (piece) => void back.push(piece) })
        const lines = (whole: string) =>
          whole
            .trimEnd()
            .split('\n')
            .slice(1)
            .map((line) => JSON.parse(line))
        const byId = (one: { row?: { id: string } }, other: { row?: { id: string } }) =>
          String(one.row?.id).localeCompare(String(other.row?.id))
        const given = lines(text)
        for (const line of given)
          if (line.kind === 'users')
            for (const row of line.rows) row.conversation_count = row.updated_at = expect.anything()
        expect(lines(back.join('')).toSorted(byId)).toEqual(given.toSorted(byId))
        expect(text).toContain('ملاحظة')
      } finally {
        await elsewhere.close()
        await rm(folder, { recursive: true, force: true })
      }
    })

    it('of one conversation is a transcript that reads from right to left, each word in its own direction', async () => {
      const { text, headers } = await file('/v1/conversations/room-ar/export?format=txt')
      expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
      const [first, , , , said, answer, ...rest] = text.trimEnd().split('\n')
      expect(first).toBe('\u200fالمحادثة: \u2068room-ar\u2069')
      expect(said).toBe('\u200f\u2066[00:00:00]\u2069 المتصل: \u2068مرحباً <b>& --> سطر\u2069')
      expect(answer).toBe('\u200f\u2066[00:00:00]\u2069 الوكيل: \u2068أهلاً\u2069 (قوطع)')
      expect(rest).toEqual([])
      expect((await file('/v1/conversations/%2Broom/export?format=txt')).text).toContain(
        '\u2066[00:00:00]\u2069 Agent: \u2068hi\u2069',
      )
    })

    it('as subtitles has cues that no word can break', async () => {
      const { text } = await file('/v1/conversations/room-ar/export?format=vtt')
      const [head, ...cues] = text.trimEnd().split('\n\n')
      expect(head).toBe('WEBVTT')
      expect(cues).toHaveLength(2)
      expect(cues[0]).toMatch(/^00:00:00\.\d{3} --> 00:00:0\d\.\d{3}\n<v المتصل>مرحباً &lt;b&gt;&amp; --&gt; سطر<\/v>$/)
      expect(cues[1]).toContain('<v الوكيل>أهلاً</v>')
    })

    it('as JSON is the conversation as it is opened, and as CSV a row for each message', async () => {
      const opened = await rawi.ask('GET', '/v1/conversations/room-ar', { key })
      const { messages_cursor, ...whole } = opened.body
      expect((await file('/v1/conversations/room-ar/export')).body).toEqual(whole)
      const rows = readCsv((await file('/v1/conversations/room-ar/export?format=csv')).text)
      expect(rows.map(({ role, said, generated }) => [role, said, generated])).toEqual([
        ['user', 'مرحباً <b>&\n\n--> سطر', 'مرحباً <b>&\n\n--> سطر'],
        ['assistant', 'أهلاً', 'أهلاً بك يا سيدي'],
        ['tool', 'أداة', 'أداة'],
      ])
      expect((await file('/v1/conversations/nobody/export')).status).toBe(404)
    })

    it('of a long conversation comes page by page, whole', async () => {
      const messages = Array.from({ length: 2_345 }, (_, at) => `جملة ${at}`)
      await keepCalls(rawi, [{ start: { conversationId: 'long', language: 'ar' }, messages }], tenant)
      for (const format of ['json', 'txt', 'vtt', 'csv']) {
        const { text } = await file(`/v1/conversations/long/export?format=${format}`)
        expect({ format, found: text.match(/جملة \d+/g)?.length }).toEqual({
          format,
          found: format === 'csv' ? 2 * 2_345 : 2_345,
        })
      }
      await rawi.ask('DELETE', '/v1/conversations/long', { key: await rawi.key(['admin'], tenant) })
    })

    it('stops asking the database when the client goes away, and makes room for the next', async () => {
      const many = randomUUID()
      const reader = await rawi.key(['read'], many)
      await manyRows(rawi, many, 20_000)
      const pages = watchPages(rawi)
      for (let at = 0; at < BOUNDS.EXPORTS_AT_ONCE + 2; at++) await leaveEarly(`${rawi.url}/v1/export`, reader)
      await expect.poll(() => pages.since(200), { timeout: 10_000 }).toBe(0)
      expect(pages.count()).toBeLessThan((BOUNDS.EXPORTS_AT_ONCE + 2) * 20)
      pages.stop()
      const whole = await ask(`${rawi.url}/v1/export`, 'GET', { key: reader })
      expect(readCsv(whole.text)).toHaveLength(20_000)
    })
  })
}

/** Rows as many as asked for, without words. */
export async function manyRows(rawi: TestServer, tenant: string, count: number): Promise<void> {
  await rawi.server.house.database.query(
    `insert into conversations (id, conversation_id, tenant_id, status, started_at, ended_at, duration_seconds, summary)
    select gen_random_uuid(), 'room-' || n, $1, 'completed', timestamptz '2026-01-01' + make_interval(secs => n),
      timestamptz '2026-01-01' + make_interval(secs => n + 60), 60, 'استفسار عن التدريبات'
    from generate_series(1, $2::integer) n`,
    [tenant, count],
  )
}

/** Reads the first bytes of an answer and hangs up. */
function leaveEarly(url: string, key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { authorization: `Bearer ${key}` }, agent: false }, (response) => {
      response.once('data', () => {
        response.destroy()
        resolve()
      })
    }).on('error', reject)
  })
}

/** Counts what the house asks its database in pages of an export. */
function watchPages(rawi: TestServer) {
  const { database } = rawi.server.house
  const { batch } = database
  const moments: number[] = []
  Object.assign(database, {
    batch: (statements: Parameters<typeof batch>[0]) => {
      if (statements.some(({ text }) => text.includes('c.summary') && text.includes('limit 100')))
        moments.push(Date.now())
      return batch(statements)
    },
  })
  return {
    count: () => moments.length,
    since: (milliseconds: number) => moments.filter((at) => at > Date.now() - milliseconds).length,
    stop: () => void Object.assign(database, { batch }),
  }
}
