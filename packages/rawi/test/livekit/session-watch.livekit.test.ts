import { EventEmitter } from 'node:events'
import { initializeLogger, llm, voice } from '@livekit/agents'
import { expect, it } from 'vitest'
import { recordSession } from '../../src/livekit/record-session.ts'
import { keptRecord } from './kept-record.ts'
import { valuesOf } from './livekit-types.ts'
import { ScriptedModel } from './scripted-model.ts'

initializeLogger({ pretty: false, level: 'silent' })

/** Events that carry nothing of the call that another does not. */
const NOT_NEEDED: Record<string, string> = {
  user_transcription_timeout: 'somebody was heard, but no word understood',
  session_usage_updated: 'the usage is asked for at the end',
  debug_message: 'for debuggers',
  agent_false_interruption: 'the turn goes on and is kept as one',
  overlapping_speech: 'what comes of it is told as an interruption',
  eot_prediction: 'a guess on the way to the end of a turn',
}

/** A session that says what it is told to, whether or not a real one would. */
function standInSession() {
  const session = Object.assign(new EventEmitter(), { history: llm.ChatContext.empty(), usage: { modelUsage: [] } })
  return { session, asSession: session as unknown as voice.AgentSession }
}

it('listens to every event that carries something of the call', () => {
  const { session, asSession } = standInSession()
  recordSession(asSession, { conversation: keptRecord() })
  const known = [...session.eventNames().map(String), ...Object.keys(NOT_NEEDED)]
  expect(known.toSorted()).toEqual(valuesOf('voice/events', 'AgentSessionEventTypes').toSorted())
})

it('never throws into the session, whatever it is told', () => {
  const { session, asSession } = standInSession()
  const record = keptRecord()
  record.addMessage = () => {
    throw new Error('disk gone')
  }
  recordSession(asSession, { conversation: record })
  for (const told of [undefined, null, {}, { item: null }, { metrics: 7 }, { speechHandle: {} }]) {
    for (const event of session.eventNames()) if (event !== 'close') session.emit(event, told)
  }
})

it('counts speech synthesis once where a stream and its pieces both report it', async () => {
  const { session, asSession } = standInSession()
  const usage = { type: 'tts_usage', provider: 'p', model: 'm', charactersCount: 30, audioDurationMs: 3_000 }
  Object.assign(session.usage, { modelUsage: [usage, { ...usage, provider: 'q' }] })
  const recording = recordSession(asSession, { conversation: keptRecord() })
  const figures = (streamed: boolean, charactersCount: number, provider = 'p') => ({
    metrics: {
      type: 'tts_metrics',
      streamed,
      charactersCount,
      audioDurationMs: charactersCount * 100,
      metadata: { modelProvider: provider, modelName: 'm' },
    },
  })
  session.emit('metrics_collected', figures(false, 8))
  session.emit('metrics_collected', figures(false, 7))
  session.emit('metrics_collected', figures(true, 15))
  session.emit('metrics_collected', figures(false, 30, 'q'))
  expect((await recording.end()).metrics?.usage).toEqual([
    { type: 'tts_usage', provider: 'p', model: 'm', characters_count: 15, audio_duration_ms: 1_500 },
    { type: 'tts_usage', provider: 'q', model: 'm', characters_count: 30, audio_duration_ms: 3_000 },
  ])
})

it('still finds in a session what LiveKit keeps to itself: which speech is being spoken', async () => {
  const session = new voice.AgentSession({
    llm: new ScriptedModel([new Promise(() => {})]),
    vad: null,
    turnHandling: { turnDetection: null },
  })
  await session.start({ agent: new voice.Agent({ instructions: 'Be brief.' }), record: false })
  const speech = session.generateReply({ userInput: 'hi' })
  await new Promise((resolve) => session.once(voice.AgentSessionEventTypes.AgentStateChanged, resolve))
  expect(session._activity?.currentSpeech?.id).toBe(speech.id)
  await session.close()
})

it('keeps sentences that the session passed over, and those it took only once', () => {
  const { session, asSession } = standInSession()
  const record = keptRecord()
  recordSession(asSession, { conversation: record })
  const hear = (transcript: string, isFinal: boolean) => session.emit('user_input_transcribed', { transcript, isFinal })
  const take = (content: string) => {
    const item = new llm.ChatMessage({ role: 'user', content })
    session.history.items.push(item)
    session.emit('conversation_item_added', { item })
  }
  hear('hm', false)
  hear('Hm.', true)
  hear('what about', false)
  hear('What about Friday?', true)
  take('What about Friday?')
  hear('my number is 42', true)
  take('my number is [removed]')
  expect(record.turns()).toEqual(['user: Hm.', 'user: What about Friday?', 'user: my number is [removed]'])
  expect(record.messages.filter(({ provisional }) => provisional)).toEqual([])
})

it('keeps a guess that was withdrawn, and leaves it to no item without words', async () => {
  const { session, asSession } = standInSession()
  const record = keptRecord()
  const recording = recordSession(asSession, { conversation: record })
  session.emit('user_input_transcribed', { transcript: 'hello', isFinal: false })
  session.emit('user_input_transcribed', { transcript: '', isFinal: true })
  const image = llm.createImageContent({ image: 'https://example.com/a.png' })
  session.emit('conversation_item_added', { item: new llm.ChatMessage({ role: 'user', content: [image] }) })
  session.emit('close', { reason: 'participant_disconnected', error: null })
  await recording.ended
  expect(record.turns()).toEqual(['user: hello', 'user: [image]'])
  expect(record.messages[0]).toMatchObject({ interrupted: true, metadata: { transcript: 'interim' } })
})
