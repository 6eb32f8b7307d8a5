import { expect, it } from 'vitest'
import { recordOfCall } from '../../src/call/call-record.ts'
import { recorderWithoutDatabase } from './calls-of-test.ts'

const { recorder } = recorderWithoutDatabase()
const nothingElse = { heardOf: () => undefined, saidByOperator: () => false, delaysOf: () => undefined }

it('notes how far the agent was heard in the turn that is being said, and in no other', async () => {
  const conversation = recorder().startConversation({ channel: 'web' })
  const record = recordOfCall(conversation, nothingElse)
  record.heard({ text: 'Welcome to us', heard: 'Welcome' })
  record.addMessage({ role: 'assistant', content: 'Welcome to us', provisional: true })
  record.heard({ text: 'Something else', heard: 'Something' })
  expect(conversation.messages[0]).not.toHaveProperty('heard')
  record.heard({ text: 'Welcome to us and all', heard: 'Welcome' })
  expect(conversation.messages[0]).toMatchObject({ heard: 'Welcome', provisional: true })
  record.reviseMessage?.(0, { content: 'Welcome to us' })
  expect(conversation.messages[0]).toMatchObject({ content: 'Welcome to us', revision: 2 })
  expect(conversation.messages[0]).not.toHaveProperty('heard')
  await record.end({})
})

it('lets the page play on where the conversation was ended by somebody else', async () => {
  const conversation = recorder().startConversation({ channel: 'web' })
  const record = recordOfCall(conversation, nothingElse)
  record.addMessage({ role: 'assistant', content: 'Welcome to us', provisional: true })
  await conversation.end()
  expect(() => record.heard({ text: 'Welcome to us', heard: 'Welcome' })).not.toThrow()
})
