import { describe, expect, it } from 'vitest'
import { openRecorder } from '../../src/open-recorder.ts'
import { emptyFolder, ownFolder, ownRecorder } from './recorder-setup.ts'

/** What a caller in JavaScript may hand over. */
const wrong = <T>(value: unknown): T => value as T

describe('what is no object, and values of another kind', () => {
  it('are refused with a code, and cost the call nothing', async () => {
    const recorder = await ownRecorder({ stateDir: await ownFolder() })
    const conversation = recorder.startConversation({ conversationId: 'kept' })
    const invalid = expect.objectContaining({ code: 'RAWI_INPUT_INVALID' })
    for (const value of [undefined, null, 5, 'x']) {
      expect(() => conversation.addMessage(wrong(value))).toThrow(invalid)
      expect(() => conversation.addRecording(wrong(value))).toThrow(invalid)
    }
    expect(() => conversation.addMessage(wrong({ role: 1n, content: 'x' }))).toThrow(
      expect.objectContaining({ code: 'RAWI_ROLE_UNKNOWN' }),
    )
    expect(() => recorder.startConversation(wrong(null))).toThrow(invalid)
    for (const value of [null, 5]) {
      await expect(recorder.listConversations(wrong(value))).rejects.toEqual(invalid)
      await expect(recorder.getStatistics(wrong(value))).rejects.toEqual(invalid)
      await expect(recorder.getConversation(wrong(value))).rejects.toEqual(invalid)
      await expect(recorder.saveUser(wrong(value))).rejects.toEqual(invalid)
      await expect(recorder.erase(wrong(value))).rejects.toEqual(invalid)
    }
    await expect(recorder.saveUser(wrong({ phone: '0991234567', name: 5 }))).rejects.toEqual(invalid)
    await expect(recorder.listConversations({ from: new Date(8.64e15) })).rejects.toEqual(invalid)
    expect((await recorder.listConversations({ language: 'a\0' })).items).toEqual([])
    conversation.addMessage({ role: 'user', content: 'مرحباً' })
    expect(await conversation.end()).toMatchObject({ saved: true, messagesSaved: 1 })
  })

  it('are refused by a recorder before it opens anything', async () => {
    const invalid = expect.objectContaining({ code: 'RAWI_CONFIG_INVALID' })
    const stateDir = await emptyFolder()
    const opened = [wrong<object>(null), { stateDir: 5 }, { stateDir, databaseUrl: 5 }, { stateDir, sync: 'often' }]
    for (const options of opened) await expect(openRecorder(wrong(options))).rejects.toEqual(invalid)
  })
})

it('nothing is said in the future: a message that claims so draws no later one along', async () => {
  const recorder = await ownRecorder({ stateDir: await ownFolder() })
  const conversation = recorder.startConversation()
  conversation.addMessage({ role: 'user', content: 'when?', timestamp: new Date(8.64e15) })
  conversation.addMessage({ role: 'assistant', content: 'now' })
  for (const { timestamp } of conversation.messages) expect(timestamp).toBeLessThanOrEqual(Date.now())
  await conversation.end()
})

it('a first call is saved although the embedded database is only being made', async () => {
  const recorder = await openRecorder({ stateDir: await emptyFolder() })
  const conversation = recorder.startConversation()
  conversation.addMessage({ role: 'user', content: 'مرحباً' })
  expect(await conversation.end()).toMatchObject({ saved: true })
  await recorder.close()
})
