import { expect, test } from 'vitest'
import { ProfessionalConversationManager } from '../../src/compat/index.ts'
import { ownFolder, ownRecorder } from '../conversation/recorder-setup.ts'

test('the guide’s five methods do what the guide says', async () => {
  const recorder = await ownRecorder({ stateDir: await ownFolder() })
  await recorder.ready
  const manager = new ProfessionalConversationManager({ recorder })
  expect(() => manager.addMessageToLocalTranscript('user', 'too early')).toThrow(
    expect.objectContaining({ code: 'RAWI_CONVERSATION_ENDED' }),
  )
  expect(await manager.endConversation()).toBeUndefined()

  expect(
    await manager.startConversation({
      conversationId: 'room-abc123',
      roomName: 'room-abc123',
      participantIdentity: 'user-456',
    }),
  ).toBe('room-abc123')
  manager.addMessageToLocalTranscript('user', 'مرحباً')
  manager.addMessageToLocalTranscript('assistant', 'أهلاً بك...', { language: 'ar' })
  manager.addMessageToLocalTranscript('user', '   ')
  const ended = await manager.endConversation({ userName: 'أحمد محمد', userPhone: '+963991234567', userEmail: null })
  expect(ended).toMatchObject({
    conversation_id: 'room-abc123',
    status: 'completed',
    messages_saved: 2,
    message_count: 2,
    saved: true,
  })
  expect(ended?.transcript_path).toContain('transcript_room-abc123_')

  const [first] = await manager.getConversationList({ limit: 20 })
  expect(first).toMatchObject({
    conversation_id: 'room-abc123',
    user_name: 'أحمد محمد',
    message_count: 2,
    status: 'completed',
    summary: 'محادثة مع أحمد محمد',
  })
  const full = await manager.getConversationWithMessages('room-abc123')
  expect(full?.messages.map(({ role, content }) => [role, content])).toEqual([
    ['user', 'مرحباً'],
    ['assistant', 'أهلاً بك...'],
  ])
})

test('a call without a name gets one of its own, a caller without a name is a customer, a second start ends the first', async () => {
  const stateDir = await ownFolder()
  const manager = new ProfessionalConversationManager({ stateDir })
  const label = await manager.startConversation()
  expect(label).toMatch(/^session-[0-9a-f]{8}$/)
  manager.addMessageToLocalTranscript('user', 'hello')
  await manager.startConversation({ roomName: 'next' })
  expect(await manager.getConversationWithMessages(label)).toMatchObject({
    status: 'completed',
    summary: 'محادثة مع عميل',
  })
  await manager.close()
  const recorder = await ownRecorder({ stateDir })
  expect((await recorder.listConversations()).items.map(({ status }) => status).sort()).toEqual([
    'abandoned',
    'completed',
  ])
})
