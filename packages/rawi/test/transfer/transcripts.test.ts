import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRecorder } from '../../src/open-recorder.ts'
import type { Database } from '../../src/store/database.ts'
import { openEmbedded } from '../../src/store/embedded.ts'
import { openStore } from '../../src/store/open-store.ts'
import { embeddedFolder } from '../store/embedded-folder.ts'
import { imported, reportOf } from './round-trip.ts'

/** As the old system's class wrote it. */
const OLD = {
  conversation_id: 'room-abc123',
  room_name: 'room-abc123',
  participant_identity: 'user-456',
  user_name: 'أحمد محمد',
  user_phone: '٠٩٩١ ٢٣٤ ٥٦٧',
  user_email: null,
  summary: 'استفسار عن التدريبات',
  start_time: '2025-11-05T14:17:00.250000',
  end_time: '2025-11-05T14:20:30.250000',
  duration_seconds: 210.0,
  message_count: 2,
  metadata: { language: 'ar', avatar_provider: 'tavus', ticket: 17 },
  branch: 'دمشق',
  messages: [
    { role: 'user', content: 'مرحباً', timestamp: '2025-11-05T14:17:05.000000', metadata: { language: 'ar' } },
    { role: 'assistant', content: 'أهلاً بك...', timestamp: '2025-11-05T14:17:07.500000', metadata: null },
  ],
}
const FILE = 'transcript_room-abc123_20251105_142030.json'

describe('a transcript', () => {
  let folder: Awaited<ReturnType<typeof embeddedFolder>>
  let database: Database
  beforeAll(async () => {
    folder = await embeddedFolder()
    database = await openEmbedded({ directory: folder.directory })
  })
  afterAll(async () => {
    await database?.close()
    folder?.remove()
  })
  /** Imports into a tenant of its own; `found` are its conversations with their messages. */
  async function importInto(tenantId: string, file: unknown, name = FILE) {
    const text = typeof file === 'string' ? file : JSON.stringify(file)
    const report = await imported(database, tenantId, text, name)
    const store = openStore(database, { tenantId })
    const items = await store.list({ limit: 100 })
    return { report, found: await Promise.all(items.map(({ id }) => store.get(id))) }
  }

  it('of the old system becomes a conversation with all it told', async () => {
    const { report, found } = await importInto(randomUUID(), `\ufeff${JSON.stringify(OLD, null, 2)}`)
    expect(report).toEqual(reportOf('transcript', { imported: 1, messages: 2, refused: [] }))
    expect(found).toMatchObject([
      {
        conversation_id: 'room-abc123',
        room_name: 'room-abc123',
        participant_identity: 'user-456',
        user_name: 'أحمد محمد',
        user_phone: '+963991234567',
        summary: 'استفسار عن التدريبات',
        language: 'ar',
        avatar_provider: 'tavus',
        channel: 'web',
        status: 'completed',
        end_reason: 'user_hangup',
        started_at: new Date('2025-11-05T11:17:00.250Z'),
        ended_at: new Date('2025-11-05T11:20:30.250Z'),
        duration_seconds: 210,
        message_count: 2,
        metadata: {
          language: 'ar',
          avatar_provider: 'tavus',
          ticket: 17,
          old_fields: { branch: 'دمشق' },
          imported_from: 'transcript',
        },
        messages: [
          { role: 'user', content: 'مرحباً', timestamp: new Date('2025-11-05T11:17:05Z') },
          { role: 'assistant', content: 'أهلاً بك...', timestamp: new Date('2025-11-05T11:17:07.500Z') },
        ],
      },
    ])
  })

  it('imported again, under another name or in another order of its fields, changes nothing', async () => {
    const tenantId = randomUUID()
    const first = await importInto(tenantId, OLD)
    const turned = Object.fromEntries(Object.entries(OLD).toReversed())
    const again = await importInto(tenantId, turned, 'copy.json')
    expect(again.report).toEqual(reportOf('transcript', { present: 1, refused: [] }))
    expect(again.found).toEqual(first.found)
  })

  it.each<[string, unknown]>([
    ['with its record inside', { conversation: { ...OLD, messages: undefined }, messages: OLD.messages }],
    ['with everything inside', { data: OLD }],
    [
      'in another spelling',
      { conversationId: 'room-abc123', startTime: '2025-11-05T14:17:00.250000', history: OLD.messages },
    ],
    [
      'with moments in numbers',
      {
        ...OLD,
        start_time: 1762341420.25,
        messages: OLD.messages.map((m, i) => ({ ...m, timestamp: 1762341425 + i })),
      },
    ],
    ['as a list of one', [OLD]],
  ])('%s is the same conversation', async (_, file) => {
    const tenantId = randomUUID()
    const { found } = await importInto(tenantId, file)
    expect(found).toMatchObject([
      { conversation_id: 'room-abc123', started_at: new Date('2025-11-05T11:17:00.250Z'), message_count: 2 },
    ])
    expect((await importInto(tenantId, OLD)).report).toMatchObject({ present: 1, imported: 0 })
  })

  it('that is a bare list of messages takes its name and its end from the file', async () => {
    const bare = OLD.messages.map(({ role, content }) => ({ role, text: content }))
    const { found } = await importInto(randomUUID(), bare)
    expect(found).toMatchObject([
      {
        conversation_id: 'room-abc123',
        ended_at: new Date('2025-11-05T11:20:30Z'),
        message_count: 2,
        status: 'completed',
      },
    ])
  })

  it('keeps what it cannot place: roles nobody knows, numbers nobody can dial, a call that never ended', async () => {
    const odd = {
      ...OLD,
      user_phone: '12',
      status: 'active',
      end_time: null,
      duration_seconds: null,
      messages: [{ role: 'moderator', content: 'hush', at_desk: 4 }, { role: 'user', content: '  ' }, ...OLD.messages],
    }
    const { report, found } = await importInto(randomUUID(), odd)
    expect(report).toMatchObject({ imported: 1, leftOut: 1 })
    expect(found).toMatchObject([
      {
        status: 'abandoned',
        end_reason: 'worker_lost',
        user_phone: null,
        metadata: { user_phone_as_given: '12' },
        messages: [
          { role: 'system', content: 'hush', metadata: { role_as_given: 'moderator', old_fields: { at_desk: 4 } } },
          {},
          {},
        ],
      },
    ])
  })

  it('of the same room at another time is another conversation', async () => {
    const tenantId = randomUUID()
    await importInto(tenantId, OLD)
    const { found } = await importInto(tenantId, {
      ...OLD,
      start_time: '2025-11-06T09:00:00',
      end_time: '2025-11-06T09:01:00',
      messages: OLD.messages.map((message) => ({ ...message, timestamp: '2025-11-06T09:00:10' })),
    })
    expect(found.map((one) => one?.conversation_id.slice(0, 12))).toEqual(['room-abc123-', 'room-abc123'])
  })

  it.each<[string, string, string]>([
    ['no JSON', '{"conversation_id": "room', 'RAWI_TRANSCRIPT_INVALID'],
    ['an empty file', '', 'RAWI_TRANSCRIPT_INVALID'],
    ['another program’s JSON', '{"name": "rawi", "version": "1"}', 'RAWI_TRANSCRIPT_INVALID'],
    ['a list of numbers', '[1, 2, 3]', 'RAWI_TRANSCRIPT_INVALID'],
    [
      'no time at all',
      '{"conversation_id": "x", "messages": [{"role": "user", "content": "سرّ"}]}',
      'RAWI_TRANSCRIPT_INVALID',
    ],
    ['a newer transcript', '{"format": "rawi.transcript/2", "id": "x"}', 'RAWI_EXPORT_NEWER'],
    ['a broken one of Rawi', '{"format": "rawi.transcript/1", "id": "x"}', 'RAWI_TRANSCRIPT_INVALID'],
    ['50,000 levels', `{"messages":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'RAWI_TRANSCRIPT_INVALID'],
  ])('that holds %s is refused with a code and without its words', async (_, text, code) => {
    const { report, found } = await importInto(randomUUID(), text, 'some.json')
    expect(report).toMatchObject({ imported: 0, refusals: 1, refused: [{ code }] })
    expect(JSON.stringify(report)).not.toContain('سرّ')
    expect(found).toEqual([])
  })

  it('of an erased call brings nothing back', async () => {
    const tenantId = randomUUID()
    await importInto(tenantId, OLD)
    await openStore(database, { tenantId }).erase({ phone: '+963991234567' })
    const { report, found } = await importInto(tenantId, OLD)
    expect(report).toMatchObject({ imported: 0, erased: 1, refused: [{ code: 'RAWI_IMPORT_ERASED' }] })
    expect(found).toEqual([])
  })

  it('of Rawi restores a lost row under the same id, word for word', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'rawi-transcripts-'))
    try {
      const recorder = await openRecorder({ stateDir })
      await recorder.ready
      const call = recorder.startConversation({
        roomName: 'room-7',
        roomSid: 'RM_7',
        channel: 'phone',
        language: 'ar',
        metadata: { a: 1 },
      })
      call.addMessage({ role: 'user', content: 'مرحباً' })
      const turn = call.addMessage({
        role: 'assistant',
        content: 'أهلاً',
        provisional: true,
        metadata: { latency_ms: 400 },
      })
      call.reviseMessage(turn?.seq ?? -1, { content: 'أهلاً بك، كيف أساعدك؟', heard: 'أهلاً بك', interrupted: true })
      const { transcriptPath } = await call.end({
        userPhone: '0991234567',
        userName: 'أحمد',
        rating: 5,
        tags: ['vip'],
        metrics: { turns: 2 },
      })
      const before = await recorder.getConversation(call.id)
      await recorder.close()
      const tenantId = randomUUID()
      const text = readFileSync(transcriptPath ?? '', 'utf8')
      const { report, found } = await importInto(tenantId, text)
      expect(report).toMatchObject({ imported: 1, messages: 2 })
      const lost = { tenant_id: tenantId, recorder_id: 'import:transcript', user_id: expect.any(String) }
      // A transcript does not tell how often a turn was revised, nor which words showed who called.
      const messages = before?.messages.map((message) => ({ ...message, revision: 0 }))
      expect(found).toEqual([{ ...before, ...lost, messages, contactEvidence: [] }])
      expect((await importInto(tenantId, text)).report).toMatchObject({ present: 1, imported: 0 })
    } finally {
      rmSync(stateDir, { recursive: true, force: true })
    }
  })

  it('of the past never joins a call that runs under its label', async () => {
    const tenantId = randomUUID()
    const store = openStore(database, { tenantId })
    const running = {
      id: randomUUID(),
      label: 'room-abc123',
      tenantId,
      recorderId: 'r',
      writer: 1,
      channel: 'web' as const,
    }
    await store.claim({ ...running, startedAt: Date.parse('2025-11-05T11:00:00Z') })
    const { found } = await importInto(tenantId, OLD)
    expect(found).toMatchObject([
      { status: 'completed', message_count: 2 },
      { id: running.id, status: 'active', message_count: 0 },
    ])
  })
})
