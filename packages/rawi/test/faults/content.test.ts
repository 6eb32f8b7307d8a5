import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MESSAGE_CONTENT_MAX_BYTES } from '../../src/conversation/bounds.ts'
import type { JsonObject } from '../../src/conversation/message.ts'
import { sharedRecorder } from './own-recorder.ts'

const shared = sharedRecorder()

/** As PostgreSQL can keep it, said another way than the library does. */
function storable(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code === 0 || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : character
  }).join('')
}

async function transcriptOf(path: string | null): Promise<{ messages: { content: string }[]; [key: string]: unknown }> {
  return JSON.parse(await readFile(path ?? '', 'utf8'))
}

function deep(levels: number): JsonObject {
  let value: JsonObject = { end: true }
  for (let level = 0; level < levels; level++) value = { deeper: value }
  return value
}

describe('a hostile name', () => {
  const NAMES = [
    '../../etc/x',
    '..',
    '.',
    '/',
    'a/b',
    String.raw`a\b`,
    'a\u0000b',
    '\u0000',
    'ا'.repeat(300),
    `${'ا'.repeat(300)}!`,
    'ا'.repeat(3_000),
    'CON',
    'con.json',
    'NUL',
    'A',
    'a',
    'é',
    'e\u0301',
    '\u200fa',
    '\u202eabc\u202c',
    '-rf',
    'a\nb',
    '\ud800',
    '\udfff',
    '%',
    '%%',
    '*?',
    '__proto__',
    'transcript_a',
    '٠١٢',
    '🙂'.repeat(200),
    '0190AAAA-BBBB-7CCC-8DDD-EEEEEEEEEEEE',
    "'; drop table messages; --",
  ]

  test('gives a distinct, safe transcript that holds the true name, and a record found again by it', async () => {
    const folder = join(shared.stateDir, 'transcripts')
    const before = new Set(await readdir(folder))
    const calls = NAMES.map((name) => {
      const call = shared.recorder.startConversation({ conversationId: name, roomName: name })
      call.addMessage({ role: 'user', content: `said in ${JSON.stringify(name).slice(0, 40)}` })
      return { name, ending: call.end(), id: call.id }
    })
    const paths: string[] = []
    for (const { name, ending, id } of calls) {
      const { saved, transcriptPath, conversationId } = await ending
      expect(saved, JSON.stringify(name)).toBe(true)
      expect(dirname(transcriptPath ?? ''), JSON.stringify(name)).toBe(folder)
      expect(basename(transcriptPath ?? '')).toMatch(/^transcript_[\p{L}\p{N}\p{M}_-]+_\d{8}_\d{6}_[0-9a-f]{8}\.json$/u)
      expect(Buffer.byteLength(basename(transcriptPath ?? ''))).toBeLessThanOrEqual(200)
      paths.push(basename(transcriptPath ?? ''))
      const { room_name } = await transcriptOf(transcriptPath)
      if (Buffer.byteLength(name) <= 2_048) expect(room_name, JSON.stringify(name)).toBe(name)
      else expect(room_name).toMatch(/… \[cut: \d+ bytes in all\]$/)
      expect((await shared.recorder.getConversation(conversationId))?.id, JSON.stringify(name)).toBe(id)
      expect((await shared.recorder.getConversation(name))?.id, `by the name as given: ${JSON.stringify(name)}`).toBe(
        id,
      )
    }
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(NAMES.length)
    expect((await readdir(folder)).filter((name) => !before.has(name)).sort()).toEqual(paths.sort())
    expect((await readdir(shared.stateDir)).sort()).toEqual(['db', 'journal', 'quarantine', 'transcripts'])
  })

  test.each([[''], ['  \n'], [undefined]])('that says nothing (%j) becomes one of ours', async (name) => {
    const call = shared.recorder.startConversation({
      ...(name !== undefined && { conversationId: name, roomName: name }),
    })
    const { conversationId, transcriptPath } = await call.end()
    expect(conversationId).toMatch(/^session-[0-9a-f]{8}$/)
    expect(basename(transcriptPath ?? '')).toMatch(/^transcript_session-[0-9a-f]{8}_/)
  })
})

describe('what is said is kept, whatever it is', () => {
  test.each([
    ['NUL', 'before\u0000after'],
    ['a lone high surrogate, as streams cut them', 'cut \ud83d'],
    ['a lone low surrogate', '\ude00 cut'],
    ['surrogates the wrong way round', '\ude00\ud83d'],
    ['every control character', String.fromCharCode(...Array.from({ length: 160 }, (_, code) => code))],
    ['marks that turn the reading', '\u202e\u2066abc\u2069\u200f\u061c'],
    ['a backslash, quotes and what looks like an escape', String.raw`\u0000 \x00 ' " \\ $1 %s {x}`],
    ['1 MB of Arabic', 'م'.repeat(MESSAGE_CONTENT_MAX_BYTES / 2)],
  ])('%s', async (_, content) => {
    const call = shared.recorder.startConversation()
    call.addMessage({ role: 'user', content })
    const { saved, transcriptPath } = await call.end()
    expect(saved).toBe(true)
    expect((await shared.recorder.getConversation(call.id))?.messages.map((message) => message.content)).toEqual([
      storable(content),
    ])
    // The file keeps what the database cannot.
    expect((await transcriptOf(transcriptPath)).messages.map((message) => message.content)).toEqual([content])
  })

  test('a message over the bound ends in a marker that says so', async () => {
    const call = shared.recorder.startConversation()
    const content = 'ي'.repeat(MESSAGE_CONTENT_MAX_BYTES)
    call.addMessage({ role: 'user', content })
    await call.end()
    const kept = (await shared.recorder.getConversation(call.id))?.messages[0]?.content ?? ''
    expect(Buffer.byteLength(kept)).toBeGreaterThan(MESSAGE_CONTENT_MAX_BYTES - 4)
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(MESSAGE_CONTENT_MAX_BYTES)
    expect(kept).toMatch(/^ي+… \[cut: 2097152 bytes in all\]$/)
  })

  test('metadata 50,000 levels deep, in all places that take it, is cut and harms nothing', async () => {
    const call = shared.recorder.startConversation({ metadata: { start: deep(50_000) } })
    call.addMessage({ role: 'user', content: 'hello', metadata: { message: deep(50_000), beside: 'kept' } })
    const result = await call.end({ metadata: { end: deep(50_000) }, metrics: { metric: deep(50_000) } })
    expect(result).toMatchObject({ saved: true, messagesSaved: 1, problems: [] })
    const record = await shared.recorder.getConversation(call.id)
    expect(record?.messages[0]?.metadata).toMatchObject({ beside: 'kept' })
    for (const value of [record?.messages[0]?.metadata, record?.metadata, record?.metrics]) {
      expect(JSON.stringify(value)).toContain('[cut: deeper than 64 levels]')
    }
  })

  test('any string of UTF-16 units, in every field, comes back as it can be stored', async () => {
    const units = fc.uint16Array({ minLength: 1, maxLength: 40 }).map((codes) => String.fromCharCode(...codes))
    const hostile = fc
      .constantFrom(0, 0xd800, 0xdfff, 0x27, 0x5c, 0x22, 0x202e, 0x0627)
      .map((code) => String.fromCharCode(code))
    const text = fc
      .array(fc.oneof(units, hostile), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(''))
      .filter((whole) => whole.trim() !== '')
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), text, text, async (said, name, key) => {
        const call = shared.recorder.startConversation({
          roomName: name,
          userName: name,
          tags: [name],
          metadata: { [key]: name },
        })
        for (const content of said)
          call.addMessage({ role: 'user', content, heard: name, metadata: { [key]: content } })
        const { saved, messagesSaved } = await call.end({ summary: name })
        expect({ saved, messagesSaved }).toEqual({ saved: true, messagesSaved: said.length })
        const record = await shared.recorder.getConversation(call.id)
        expect(record?.messages.map(({ content, heard, metadata }) => ({ content, heard, metadata }))).toEqual(
          said.map((content) => ({
            content: storable(content),
            heard: storable(name),
            metadata: { [storable(key)]: storable(content) },
          })),
        )
        expect(record).toMatchObject({
          room_name: storable(name),
          user_name: storable(name),
          tags: [storable(name)],
          summary: storable(name),
          metadata: { [storable(key)]: storable(name) },
        })
        expect((await shared.recorder.getConversation(record?.conversation_id ?? ''))?.id).toBe(call.id)
      }),
      { numRuns: 30 },
    )
  }, 60_000)
})
