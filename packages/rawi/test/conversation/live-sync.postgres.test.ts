import { expect, test, vi } from 'vitest'
import { createDatabase, describePostgres } from '../store/test-database.ts'
import { emptyFolder, ownRecorder } from './recorder-setup.ts'

describePostgres('live sync', () => {
  test('shows a running call to other machines about a second later, and its end changes nothing twice', async () => {
    const { url, drop } = await createDatabase()
    const here = await ownRecorder({ stateDir: await emptyFolder(), databaseUrl: url, sync: 'live' })
    const there = await ownRecorder({ stateDir: await emptyFolder(), databaseUrl: url })
    const call = here.startConversation({ roomName: 'shared' })
    const first = call.addMessage({ role: 'assistant', content: 'provisional', provisional: true })
    call.addMessage({ role: 'user', content: 'hello' })
    await vi.waitFor(async () => {
      const seen = await there.getConversation('shared')
      expect(seen).toMatchObject({ status: 'active', message_count: 2 })
      expect(seen?.messages.map(({ content, interrupted }) => ({ content, interrupted }))).toEqual([
        { content: 'provisional', interrupted: true },
        { content: 'hello', interrupted: false },
      ])
    }, 10_000)
    call.reviseMessage(first?.seq ?? -1, { content: 'final words' })
    await vi.waitFor(async () => {
      expect((await there.getConversation('shared'))?.messages[0]).toMatchObject({
        content: 'final words',
        revision: 1,
        interrupted: false,
      })
    }, 10_000)
    expect(await call.end()).toMatchObject({ messageCount: 2, messagesSaved: 2, saved: true })
    expect(await there.getConversation('shared')).toMatchObject({ status: 'completed', message_count: 2 })
    await Promise.all([here.close(), there.close()])
    await drop()
  })

  test('is off by default: between start and end the database hears nothing of a call', async () => {
    const { url, drop } = await createDatabase()
    const here = await ownRecorder({ stateDir: await emptyFolder(), databaseUrl: url })
    const there = await ownRecorder({ stateDir: await emptyFolder(), databaseUrl: url })
    const call = here.startConversation({ roomName: 'quiet' })
    await call.ready
    call.addMessage({ role: 'user', content: 'hello' })
    const other = here.startConversation({ roomName: 'other' })
    await other.end()
    expect(await there.getConversation('quiet')).toMatchObject({ status: 'active', message_count: 0, messages: [] })
    await call.end()
    expect(await there.getConversation('quiet')).toMatchObject({ status: 'completed', message_count: 1 })
    await Promise.all([here.close(), there.close()])
    await drop()
  })
})
