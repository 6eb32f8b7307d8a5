import { randomInt, randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { ConversationStart } from '../../src/conversation/entry.ts'
import type { Message } from '../../src/conversation/message.ts'
import { type ConversationEnd, END_RANK } from '../../src/conversation/outcome.ts'
import { batchOf, MOMENT, messageOf, patchOf, type Stand, startOf } from './calls.ts'

/** Columns that no record shows: they are there for the database's own work. */
const NOT_SHOWN: Readonly<Record<string, readonly string[]>> = {
  conversations: ['created_at', 'end_rank', 'name_norm', 'phone_last7', 'updated_at', 'writers'],
  messages: ['conversation_uuid', 'tenant_id'],
  contact_evidence: ['conversation_uuid', 'created_at', 'tenant_id'],
  users: ['created_at', 'email_source', 'name_source', 'tenant_id', 'updated_at'],
}

/** What a record shows of other tables. */
const BESIDE = new Set(['messages', 'contact', 'contactEvidence', 'events', 'recordings'])

/** Every field has its column and every column its field: `Required` fails to compile when one is added. */
export function mappingContract(stand: () => Stand): void {
  const fullStart = (tenantId: string): Required<Omit<ConversationStart, 'resumable'>> => ({
    id: startOf(tenantId).id,
    label: 'room-abc',
    tenantId,
    recorderId: 'recorder-1',
    writer: randomInt(-(2 ** 31), 2 ** 31),
    startedAt: MOMENT,
    channel: 'phone',
    roomName: 'room',
    roomSid: 'RM_1',
    participantIdentity: 'user-456',
    language: 'en',
    avatarProvider: 'tavus',
    agentName: 'ليلى',
    userName: 'Ahmad',
    userPhone: '+963990000000',
    userEmail: 'start@example.com',
    callerId: '+963990000001',
    tags: ['a'],
    metadata: { from: 'start', start: true },
  })
  const fullEnd: Required<ConversationEnd> = {
    rank: END_RANK.worker,
    status: 'failed',
    endReason: 'error',
    errorCode: 'X',
    endedAt: MOMENT + 60_000,
    durationSeconds: 59.5,
    userName: 'أحمد محمد',
    userPhone: '+963991234567',
    userEmail: 'end@example.com',
    callerId: '+963990000001',
    nameRank: 'confirmed',
    emailRank: 'rules',
    found: [],
    summary: 'استفسار عن التدريبات',
    language: 'ar',
    rating: 5,
    tags: ['b', 'c'],
    metrics: { turns: 2 },
    metadata: { from: 'end', end: ['{,}', 'quo"te\\'] },
  }

  it('keeps every field of a start', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = fullStart(tenant)
    await store.claim(start)
    expect(await store.get('room-abc')).toEqual({
      ...{ id: start.id, conversation_id: 'room-abc', tenant_id: tenant, recorder_id: 'recorder-1', room_name: 'room' },
      ...{ room_sid: 'RM_1', participant_identity: 'user-456', user_id: expect.any(String), user_name: 'Ahmad' },
      ...{ user_phone: '+963990000000', user_email: 'start@example.com', status: 'active', end_reason: null },
      ...{ channel: 'phone', language: 'en', avatar_provider: 'tavus', agent_name: 'ليلى', summary: null },
      ...{ started_at: new Date(MOMENT), ended_at: null, duration_seconds: null, message_count: 0, metrics: {} },
      ...{ metadata: { from: 'start', start: true }, tags: ['a'], rating: null, disposition: null, messages: [] },
      contact: { name: 'Ahmad', phone: '+963990000000', email: 'start@example.com' },
      ...{ contactEvidence: [], events: [], recordings: [] },
    })
  })

  it('keeps every field of an end, of messages and of the caller', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = fullStart(tenant)
    const cut: Required<Omit<Message, 'revisedAt'>> = {
      ...{ writer: start.writer, seq: 1, revision: 2, role: 'assistant', content: 'أهلاً بك', heard: 'أهلاً' },
      ...{
        interrupted: true,
        provisional: false,
        language: 'ar',
        timestamp: MOMENT + 7,
        metadata: { 'k"\\': ['{,}', 1] },
      },
    }
    const [outcome] = await store.save([batchOf(start, [messageOf(start, 0, 'مرحباً'), cut], fullEnd)])
    expect(outcome).toMatchObject({
      id: start.id,
      conversationId: 'room-abc',
      messageCount: 2,
      messagesSaved: 2,
      quarantined: [],
    })
    const kept = await store.get('room-abc')
    expect(kept).toMatchObject({
      ...{
        user_id: outcome?.user?.id,
        user_name: 'أحمد محمد',
        user_phone: '+963991234567',
        user_email: 'end@example.com',
      },
      ...{ status: 'failed', end_reason: 'error', language: 'ar', summary: 'استفسار عن التدريبات', message_count: 2 },
      ...{
        ended_at: new Date(MOMENT + 60_000),
        duration_seconds: 59.5,
        metrics: { turns: 2 },
        tags: ['b', 'c'],
        rating: 5,
      },
      metadata: { from: 'end', start: true, end: ['{,}', 'quo"te\\'], error_code: 'X' },
    })
    expect(kept?.messages).toEqual([
      {
        ...{
          writer: start.writer,
          seq: 0,
          revision: 0,
          role: 'user',
          content: 'مرحباً',
          heard: null,
          interrupted: false,
        },
        ...{ language: null, timestamp: new Date(MOMENT), metadata: {} },
      },
      {
        ...{
          writer: start.writer,
          seq: 1,
          revision: 2,
          role: 'assistant',
          content: 'أهلاً بك',
          heard: 'أهلاً',
          interrupted: true,
        },
        ...{ language: 'ar', timestamp: new Date(MOMENT + 7), metadata: { 'k"\\': ['{,}', 1] } },
      },
    ])
    expect(outcome?.user).toEqual({
      ...{
        id: expect.any(String),
        phone: '+963991234567',
        name: 'أحمد محمد',
        email: 'end@example.com',
        language: 'ar',
      },
      ...{ first_seen_at: new Date(MOMENT), last_seen_at: new Date(MOMENT + 60_000), conversation_count: 0 },
    })
  })

  it('shows every column of a conversation, a message and a caller but those it names', async () => {
    const tenant = randomUUID()
    const store = stand().store(tenant)
    const start = fullStart(tenant)
    const call = batchOf(start, [messageOf(start, 0, 'x')], fullEnd)
    const [outcome] = await store.save([{ ...call, contact: [patchOf('name', 'x')] }])
    const kept = await store.get(start.id)
    const shown = {
      ...{ conversations: kept, messages: kept?.messages[0], users: outcome?.user },
      contact_evidence: kept?.contactEvidence[0],
    }
    for (const [table, record] of Object.entries(shown)) {
      const { rows } = await stand().database.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attname`,
        [table],
      )
      const fields = Object.keys(record ?? {}).filter((field) => !BESIDE.has(field))
      expect([...fields, ...(NOT_SHOWN[table] ?? [])].sort()).toEqual(rows.map((row) => row.name).sort())
    }
  })
}
