import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openEmbedded } from '../../src/store/embedded.ts'
import { emptyFolder, ownFolder, ownRecorder } from './recorder-setup.ts'

test('a resumable call that is left goes on in the next process, as one conversation with every word once', async () => {
  const stateDir = await ownFolder()
  const first = await ownRecorder({ stateDir })
  await first.ready
  const call = first.startConversation({ conversationId: 'line-1', resumable: true })
  call.addMessage({ role: 'user', content: 'before' })
  const left = call.leave()
  expect(() => call.addMessage({ role: 'user', content: 'too late' })).toThrow(/ended/)
  await left
  await first.close()

  const second = await ownRecorder({ stateDir })
  const again = await second.resumeConversation(call.id)
  expect(again.id).toBe(call.id)
  expect(again.conversationId).toBe('line-1')
  expect(await second.resumeConversation(call.id)).toBe(again)
  again.addMessage({ role: 'assistant', content: 'after' })
  const running = await second.getConversation('line-1')
  expect(running).toMatchObject({ status: 'active', message_count: 2 })
  expect(second.running()[0]?.record.messages.map(({ content }) => content)).toEqual(['before', 'after'])
  const ended = await again.end({ userName: 'Ahmad' })
  // The caller spoke before: the call was no silent one.
  expect(ended).toMatchObject({ id: call.id, status: 'completed', messageCount: 2, saved: true })
  const kept = await second.getConversation(call.id)
  expect(kept?.messages.map(({ content }) => content)).toEqual(['before', 'after'])
  expect(kept).toMatchObject({ status: 'completed', end_reason: 'user_hangup', message_count: 2, user_name: 'Ahmad' })
  expect((kept?.ended_at?.getTime() ?? 0) - (kept?.started_at.getTime() ?? 0)).toBeCloseTo(
    (kept?.duration_seconds ?? 0) * 1_000,
    0,
  )
  expect((await second.listConversations()).items).toHaveLength(1)
  await expect(second.resumeConversation(call.id)).rejects.toMatchObject({ code: 'RAWI_CONVERSATION_ENDED' })
})

test('one that its process left is told as recovered and running', async () => {
  const stateDir = await ownFolder()
  const first = await ownRecorder({ stateDir })
  await first.ready
  const call = first.startConversation({ conversationId: 'goes on', resumable: true })
  call.addMessage({ role: 'user', content: 'hello' })
  await call.leave()
  await first.close()
  const second = await ownRecorder({ stateDir })
  const told = vi.fn()
  second.on('recovered', told)
  await second.recover()
  await vi.waitFor(() => expect(told).toHaveBeenCalledOnce(), 10_000)
  expect(told.mock.calls[0]?.[0]).toMatchObject({ id: call.id, status: 'active', tenantId: expect.any(String) })
  expect(await second.getConversation(call.id)).toMatchObject({ status: 'active', recorder_id: null })
})

test('one that a process took and died before it began waits for no lease of the dead', async () => {
  const stateDir = await ownFolder()
  const first = await ownRecorder({ stateDir })
  await first.ready
  const call = first.startConversation({ conversationId: 'taken', resumable: true })
  call.addMessage({ role: 'user', content: 'hello' })
  await call.leave()
  await first.close()
  const dead = await ownRecorder({ stateDir })
  await dead.ready
  await dead.close()
  const database = await openEmbedded({ directory: join(stateDir, 'db') })
  await database.batch([
    { text: `update recorders set lease_until = now() + interval '90 s' where recorder_id = $1`, values: [dead.id] },
    { text: 'update conversations set recorder_id = $1 where id = $2', values: [dead.id, call.id] },
  ])
  await database.close()
  const next = await ownRecorder({ stateDir })
  const again = await next.resumeConversation(call.id)
  again.addMessage({ role: 'assistant', content: 'again' })
  expect(await again.end()).toMatchObject({ id: call.id, status: 'completed', messageCount: 2 })
})

test('what another living process runs is not taken from it', async () => {
  const stateDir = await ownFolder()
  const recorder = await ownRecorder({ stateDir })
  await recorder.ready
  await expect(recorder.resumeConversation('0198b6f0-0000-7000-8000-000000000000')).rejects.toMatchObject({
    code: 'RAWI_CONVERSATION_NOT_FOUND',
  })
  const call = recorder.startConversation({ id: '0198B6F0-0000-7000-8000-00000000000A' })
  expect(call.id).toBe('0198b6f0-0000-7000-8000-00000000000a')
  expect(() => recorder.startConversation({ id: call.id })).toThrow(expect.objectContaining({ code: 'RAWI_CONFLICT' }))
  expect(() => recorder.startConversation({ id: 'no uuid' })).toThrow(
    expect.objectContaining({ code: 'RAWI_INPUT_INVALID' }),
  )
  await expect(call.leave()).rejects.toMatchObject({ code: 'RAWI_INPUT_INVALID' })
})

test('starts and ends are told as they happen, whatever the database does', async () => {
  const stateDir = await emptyFolder()
  const recorder = await ownRecorder({ stateDir, databaseUrl: 'postgres://rawi@127.0.0.1:1/rawi', endTimeoutMs: 50 })
  const told: string[] = []
  recorder.on('started', ({ record }) => told.push(`started ${record.conversation_id}`))
  recorder.on('ended', ({ record }) => told.push(`ended ${record.status} ${record.message_count}`))
  recorder.on('pending', () => told.push('pending'))
  const call = recorder.startConversation({ conversationId: 'a' })
  call.addMessage({ role: 'user', content: 'hi' })
  expect(recorder.running()).toHaveLength(1)
  await call.end()
  expect(recorder.running()).toHaveLength(0)
  expect(told).toEqual(['started a', 'ended completed 1', 'pending'])
})

test('a call that is told late keeps its own times, within what can be', async () => {
  const stateDir = await emptyFolder()
  const recorder = await ownRecorder({ stateDir, databaseUrl: 'postgres://rawi@127.0.0.1:1/rawi', endTimeoutMs: 50 })
  const now = Date.now()
  const startedAt = new Date(now - 60_000)
  const call = recorder.startConversation({ startedAt })
  expect(call.startedAt).toEqual(startedAt)
  const said = call.addMessage({ role: 'user', content: 'then', timestamp: new Date(now - 50_000) })
  expect(said?.timestamp).toBe(now - 50_000)
  // No end lies before the last word.
  expect((await call.end({ endedAt: new Date(now - 55_000) })).durationSeconds).toBeCloseTo(10, 3)
  const other = recorder.startConversation({ startedAt })
  expect((await other.end({ endedAt: new Date(now - 20_000) })).durationSeconds).toBeCloseTo(40, 3)
  const future = recorder.startConversation({ startedAt: new Date(now + 3_600_000) })
  expect(future.startedAt.getTime()).toBeLessThan(now + 60_000)
  expect((await future.end({ endedAt: new Date(now + 7_200_000) })).durationSeconds).toBeLessThan(60)
  expect(() => recorder.startConversation({ startedAt: new Date('never') })).toThrow(/startedAt/)
})
