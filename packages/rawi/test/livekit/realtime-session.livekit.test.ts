import { initializeLogger, voice } from '@livekit/agents'
import { expect, it, vi } from 'vitest'
import { recordSession } from '../../src/livekit/record-session.ts'
import { keptRecord } from './kept-record.ts'
import { ScriptedRealtimeModel } from './realtime-model.ts'

initializeLogger({ pretty: false, level: 'silent' })

it('keeps a realtime session: several messages of one response, words that come late, no metrics at all', async () => {
  const model = new ScriptedRealtimeModel([['Hello ', 'there.'], ['How can I help?']], [['At nine.']])
  const session = new voice.AgentSession({ llm: model, vad: null, userAwayTimeout: null })
  const record = keptRecord()
  const recording = recordSession(session, { conversation: record })
  await session.start({ agent: new voice.Agent({ instructions: 'Be brief.' }), record: false })
  const live = model.opened
  if (!live) throw new Error('no session was opened')

  session.generateReply()
  await vi.waitUntil(() => record.turns().includes('assistant: How can I help?'), 20_000)

  live.emit('input_audio_transcription_completed', { itemId: 'caller-1', transcript: 'When do you', isFinal: false })
  expect(record.messages.at(-1)).toMatchObject({ role: 'user', content: 'When do you', provisional: true })
  live.emit('generation_created', live.generation(false))
  await vi.waitUntil(() => record.turns().some((turn) => turn.includes('At nine.')), 20_000)
  live.emit('input_audio_transcription_completed', {
    itemId: 'caller-1',
    transcript: 'When do you open?',
    isFinal: true,
  })
  await session.close()
  await recording.ended

  expect(record.turns()).toEqual([
    'assistant: Hello there.',
    'assistant: How can I help?',
    'user: When do you open?',
    'assistant: At nine.',
  ])
  expect(record.messages.filter(({ provisional }) => provisional)).toEqual([])
  const items = session.history.items.filter(({ type }) => type === 'message').map(({ id }) => id)
  const kept = record.messages.filter(({ role }) => role !== 'system').map(({ metadata }) => metadata?.item_id)
  expect(kept.toSorted()).toEqual(items.toSorted())
})
