import { EventEmitter } from 'node:events'
import { llm, type voice } from '@livekit/agents'
import { expect, it } from 'vitest'
import { recordSession } from '../../src/livekit/record-session.ts'
import { threadTime } from '../conversation/thread-time.ts'
import { keptRecord } from './kept-record.ts'

function hearing() {
  const session = Object.assign(new EventEmitter(), { history: { items: [] }, usage: { modelUsage: [] } })
  const record = keptRecord()
  const recording = recordSession(session as unknown as voice.AgentSession, { conversation: record })
  const hear = (transcript: string) => session.emit('user_input_transcribed', { transcript, isFinal: true })
  return { session, record, recording, hear }
}

it('an hour of words that the session never takes is kept whole, and written not much more than a few times', async () => {
  const { session, record, recording, hear } = hearing()
  const sentences = Array.from({ length: 1_500 }, (_, index) => `This is sentence number ${index} of a long story.`)
  for (const sentence of sentences) hear(sentence)
  session.emit('close', { reason: 'participant_disconnected', error: null })
  await recording.ended
  expect(record.turns()).toEqual([`user: ${sentences.join(' ')}`])
  const [message] = record.messages
  const written = message?.history.reduce((sum, content) => sum + content.length, 0) ?? 0
  expect(written).toBeLessThan(30 * (message?.content.length ?? 0))
})

it('hostile words cost no time', () => {
  const { session, hear } = hearing()
  const hostile = '<'.repeat(500_000)
  hear(hostile)
  const item = llm.ChatMessage.create({ role: 'user', content: hostile })
  expect(threadTime(() => session.emit('conversation_item_added', { item })).ms).toBeLessThan(2_000)
})
