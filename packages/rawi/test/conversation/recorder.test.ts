import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Alarm } from '../../src/conversation/journal-port.ts'
import type { Message } from '../../src/conversation/message.ts'
import type { EndResult } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { emptyFolder, ownFolder, ownRecorder } from './recorder-setup.ts'

describe('a recorder on embedded defaults', () => {
  test('keeps a call from its first word to the list, the search, the statistics and the caller', async () => {
    const stateDir = await ownFolder()
    const recorder = await ownRecorder({ stateDir })
    await recorder.ready
    const heard: Message[] = []
    const saved: EndResult[] = []
    recorder.on('message', ({ message }) => heard.push(message)).on('saved', (result) => saved.push(result))

    const call = recorder.startConversation({
      roomName: 'room-abc123',
      participantIdentity: 'user-456',
      language: 'ar',
    })
    call.addMessage({ role: 'user', content: 'مرحباً، أريد الاستفسار عن التدريبات' })
    call.addMessage({ role: 'assistant', content: 'أهلاً بك…' })
    expect(call.addMessage({ role: 'user', content: ' \n' })).toBeUndefined()
    const result = await call.end({ userName: 'أحمد محمد', userPhone: '0991 234 567', summary: 'استفسار عن التدريبات' })

    expect(result).toMatchObject({
      id: call.id,
      conversationId: 'room-abc123',
      status: 'completed',
      endReason: 'user_hangup',
      messageCount: 2,
      messagesSaved: 2,
      saved: true,
      problems: [],
    })
    expect(result.user).toMatchObject({ name: 'أحمد محمد', phone: '+963991234567' })
    expect(heard.map(({ content }) => content)).toHaveLength(2)
    expect(saved).toEqual([result])

    const page = await recorder.listConversations()
    expect(page).toMatchObject({ has_more: false, next_cursor: null })
    expect(page.items).toHaveLength(1)
    expect(page.items[0]).toMatchObject({
      conversation_id: 'room-abc123',
      user_phone: '+963991234567',
      message_count: 2,
      status: 'completed',
    })
    for (const query of [
      { phone: '٠٩٩١٢٣٤٥٦٧' },
      { phone: '4567' },
      { name: 'احمد' },
      { words: 'تدريبات' },
      { words: 'اهلا بك' },
      { language: 'ar' },
      { status: 'completed' as const },
    ]) {
      expect(
        (await recorder.listConversations(query)).items.map((item) => item.id),
        JSON.stringify(query),
      ).toEqual([call.id])
    }
    for (const query of [
      { phone: '9999' },
      { name: 'سارة' },
      { words: 'غيرموجود' },
      { language: 'en' },
      { status: 'active' as const },
      { to: new Date(0) },
    ]) {
      expect((await recorder.listConversations(query)).items, JSON.stringify(query)).toEqual([])
    }
    const record = await recorder.getConversation('room-abc123')
    expect(record?.messages.map(({ role, content }) => ({ role, content }))).toEqual([
      { role: 'user', content: 'مرحباً، أريد الاستفسار عن التدريبات' },
      { role: 'assistant', content: 'أهلاً بك…' },
    ])
    expect(await recorder.getStatistics()).toMatchObject({ total: 1, active: 0, average_messages: 2 })
    expect(await recorder.getUserByPhone('0991234567')).toMatchObject({ name: 'أحمد محمد' })
    expect(await recorder.getUserByPhone('0991234568')).toBeUndefined()

    const path = result.transcriptPath ?? ''
    expect(path).toMatch(/\/transcripts\/transcript_room-abc123_\d{8}_\d{6}_[0-9a-f]{8}\.json$/)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      conversation_id: 'room-abc123',
      user_name: 'أحمد محمد',
      messages: [{ role: 'user' }, { role: 'assistant' }],
    })
  })

  test('serves a person who opens a running call from memory, and gives what it holds after the end', async () => {
    const recorder = await ownRecorder({ stateDir: await ownFolder() })
    const call = recorder.startConversation({ conversationId: 'live' })
    const first = call.addMessage({ role: 'assistant', content: 'أهلاً', provisional: true })
    call.reviseMessage(first?.seq ?? -1, { heard: 'أه', provisional: true })
    expect(await recorder.getConversation('live')).toMatchObject({
      status: 'active',
      messages: [{ content: 'أهلاً', heard: 'أه', interrupted: true }],
    })
    call.reviseMessage(first?.seq ?? -1, { content: 'أهلاً وسهلاً بك' })
    expect(call.messages).toMatchObject([{ content: 'أهلاً وسهلاً بك', revision: 2 }])
    await call.ready
    const result = await call.end()
    expect(result).toMatchObject({ status: 'abandoned', endReason: 'no_input', messageCount: 1 })
    expect(await recorder.getConversation(call.id)).toMatchObject({
      status: 'abandoned',
      messages: [{ content: 'أهلاً وسهلاً بك', heard: null, interrupted: false }],
    })
  })

  test('refuses misuse with a code and keeps everything else', async () => {
    const recorder = await ownRecorder({ stateDir: await ownFolder() })
    const call = recorder.startConversation()
    expect(call.conversationId).toMatch(/^session-[0-9a-f]{8}$/)
    expect(() => call.addMessage({ role: 'robot' as never, content: 'x' })).toThrow(
      expect.objectContaining({ code: 'RAWI_ROLE_UNKNOWN' }),
    )
    expect(() => call.addMessage({ role: 'user', content: 5 as never })).toThrow(
      expect.objectContaining({ code: 'RAWI_INPUT_INVALID' }),
    )
    expect(() => call.reviseMessage(7, { content: 'x' })).toThrow(
      expect.objectContaining({ code: 'RAWI_INPUT_INVALID' }),
    )
    call.addMessage({ role: 'user', content: 'hello' })
    const ending = call.end({ userPhone: 'not a number', rating: 9, endReason: 'bored' as never })
    expect(() => call.addMessage({ role: 'user', content: 'late' })).toThrow(
      expect.objectContaining({ code: 'RAWI_CONVERSATION_ENDED' }),
    )
    const result = await ending
    expect(result.problems.map(({ code }) => code).sort()).toEqual([
      'RAWI_INPUT_INVALID',
      'RAWI_INPUT_INVALID',
      'RAWI_PHONE_INVALID',
    ])
    expect(result).toMatchObject({ saved: true, messagesSaved: 1, endReason: 'user_hangup' })
    expect(await call.end({ summary: 'again' })).toBe(result)
    expect((await recorder.getConversation(call.id))?.metadata).toEqual({ user_phone_as_given: 'not a number' })
    await expect(recorder.saveUser({ phone: '12' })).rejects.toMatchObject({ code: 'RAWI_PHONE_INVALID' })
    await expect(recorder.listConversations({ limit: 101 })).rejects.toMatchObject({ code: 'RAWI_LIMIT_INVALID' })
    await expect(recorder.listConversations({ cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'RAWI_CURSOR_INVALID',
    })
    await expect(recorder.listConversations({ phone: 'x1' })).rejects.toMatchObject({ code: 'RAWI_PHONE_INVALID' })
    await recorder.close()
    expect(() => recorder.startConversation()).toThrow(expect.objectContaining({ code: 'RAWI_RECORDER_CLOSED' }))
    await expect(recorder.listConversations()).rejects.toMatchObject({ code: 'RAWI_RECORDER_CLOSED' })
  })

  test('a listener that throws is named by an alarm and harms nobody', async () => {
    const recorder = await ownRecorder({ stateDir: await ownFolder() })
    const alarms: Alarm[] = []
    const heard: string[] = []
    recorder.on('message', () => {
      throw new TypeError('a secret sentence')
    })
    recorder.on('message', ({ message }) => heard.push(message.content))
    recorder.on('alarm', (alarm) => alarms.push(alarm))
    recorder.startConversation().addMessage({ role: 'user', content: 'still here' })
    expect(heard).toEqual(['still here'])
    expect(alarms).toEqual([{ code: 'RAWI_LISTENER_FAILED', detail: 'A listener of "message" threw TypeError.' }])
  })

  test('erases a caller everywhere and leaves a receipt', async () => {
    const stateDir = await ownFolder()
    const recorder = await ownRecorder({ stateDir })
    const call = async (phone: string, words: string) => {
      const conversation = recorder.startConversation({ roomName: 'reception' })
      conversation.addMessage({ role: 'user', content: words })
      return conversation.end({ userName: 'سارة', userPhone: phone })
    }
    const erased = [await call('+963991234567', 'كلمة سرية أولى'), await call('+963991234567', 'كلمة سرية ثانية')]
    const kept = await call('+963991234568', 'كلمة أخرى')
    const receipt = await recorder.erase({ phone: '0991234567' })
    expect(receipt).toMatchObject({ messages: 2, users: 1 })
    expect([...receipt.conversations].sort()).toEqual(erased.map(({ id }) => id).sort())
    expect((await recorder.listConversations()).items.map(({ id }) => id)).toEqual([kept.id])
    expect((await recorder.listConversations({ words: 'سرية' })).items).toEqual([])
    expect(await recorder.getStatistics()).toMatchObject({ total: 1 })
    expect(await recorder.getUserByPhone('+963991234567')).toBeUndefined()
    expect(await readdir(join(stateDir, 'transcripts'))).toHaveLength(1)
    await recorder.close()
    for (const file of await readdir(join(stateDir, 'journal'), { recursive: true, withFileTypes: true })) {
      if (file.isFile())
        expect((await readFile(join(file.parentPath, file.name))).includes('سرية'), file.name).toBe(false)
    }
  })

  test('pages through all conversations without a gap or a repeat', async () => {
    const recorder = await ownRecorder({ stateDir: await ownFolder() })
    const ids: string[] = []
    for (let index = 0; index < 7; index++)
      ids.push((await recorder.startConversation({ roomName: `room ${index}` }).end()).id)
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await recorder.listConversations({ limit: 3, ...(cursor && { cursor }) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor
      expect(page.has_more).toBe(cursor !== null)
    } while (cursor)
    expect(seen).toEqual(ids.toReversed())
  })
})

test('whoever ends a call that another agent has ended is told how it stands', async () => {
  const recorder = await ownRecorder({ stateDir: await ownFolder() })
  const [first, second] = [1, 2].map(() => recorder.startConversation({ roomName: 'room-abc', roomSid: 'RM_one' }))
  if (!first || !second) throw new Error('unreachable')
  first.addMessage({ role: 'user', content: 'مرحباً' })
  second.addMessage({ role: 'user', content: 'مرحباً' })
  const failed = await first.end({ endReason: 'error', errorCode: 'TTS' })
  const ended = await second.end({ endReason: 'user_hangup' })
  expect(failed).toMatchObject({ status: 'failed', endReason: 'error' })
  const { id, status, endReason, durationSeconds } = failed
  expect(ended).toMatchObject({ id, status, endReason, durationSeconds, saved: true })
  expect(await recorder.getConversation(id)).toMatchObject({ status, end_reason: endReason, message_count: 2 })
})

test('a room’s name that comes back before its first call is saved makes a second conversation', async () => {
  const recorder = await ownRecorder({ stateDir: await ownFolder() })
  // Nothing is awaited: all of it happens before the database has opened.
  const ends = ['first', 'second', 'third'].map((words) => {
    const call = recorder.startConversation({ roomName: 'reception' })
    call.addMessage({ role: 'user', content: words })
    return call.end()
  })
  const results = await Promise.all(ends)
  expect(new Set(results.map(({ id }) => id)).size).toBe(3)
  for (const [index, words] of ['first', 'second', 'third'].entries()) {
    expect((await recorder.getConversation(results[index]?.id ?? ''))?.messages.map(({ content }) => content)).toEqual([
      words,
    ])
  }
  expect(results[0]?.conversationId).toBe('reception')
})

describe('what cannot work is said at once', () => {
  test.each([
    [{ databaseUrl: 'mysql://x' }, 'RAWI_DATABASE_URL_INVALID'],
    [{ tenantId: 'acme' }, 'RAWI_CONFIG_INVALID'],
    [{ defaultRegion: 'Syria' }, 'RAWI_CONFIG_INVALID'],
    [{ endTimeoutMs: -1 }, 'RAWI_CONFIG_INVALID'],
    [{ journalKey: new Uint8Array(5) }, 'RAWI_CONFIG_INVALID'],
    [{ stateDir: '/dev/null/state' }, 'RAWI_STATE_DIR_UNWRITABLE'],
  ])('%j → %s', async (options, code) => {
    await expect(openRecorder({ stateDir: await emptyFolder(), ...options })).rejects.toMatchObject({ code })
  })
})

test('a call ends while the database is away, is listed once it is back, and nothing waits for it', async () => {
  const stateDir = await ownFolder()
  const away = await ownRecorder({ stateDir, databaseUrl: 'postgres://nobody@127.0.0.1:1/none', endTimeoutMs: 2_000 })
  const pending: string[] = []
  away.on('pending', ({ id, reason }) => pending.push(`${id} ${reason.code}`))
  const call = away.startConversation({ roomName: 'unlucky' })
  call.addMessage({ role: 'user', content: 'is anybody there?' })
  const result = await call.end()
  expect(result).toMatchObject({ saved: false, messagesSaved: 0, messageCount: 1, status: 'completed' })
  expect(pending).toEqual([`${call.id} RAWI_DATABASE_UNREACHABLE`])
  expect(await away.getConversation('unlucky')).toMatchObject({
    status: 'completed',
    messages: [{ content: 'is anybody there?' }],
  })
  await expect(away.ready).rejects.toMatchObject({ code: 'RAWI_DATABASE_UNREACHABLE' })
  await expect(away.listConversations()).rejects.toMatchObject({ code: 'RAWI_DATABASE_UNREACHABLE' })
  await away.close()

  const back = await ownRecorder({ stateDir })
  expect(await back.recover()).toMatchObject({ conversations: 1, messages: 1, damagedFrames: 0, pending: 0 })
  expect(await back.getConversation('unlucky')).toMatchObject({
    id: call.id,
    status: 'completed',
    end_reason: 'user_hangup',
    message_count: 1,
  })
})
