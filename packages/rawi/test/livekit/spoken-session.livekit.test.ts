import { initializeLogger, stt, voice } from '@livekit/agents'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { recordSession } from '../../src/livekit/record-session.ts'
import { type KeptRecord, keptRecord } from './kept-record.ts'
import { ScriptedModel, type Step } from './scripted-model.ts'
import { HummingVoice, Loudspeaker, Microphone } from './sound.ts'

initializeLogger({ pretty: false, level: 'silent' })

const open: voice.AgentSession[] = []
afterEach(() => Promise.all(open.splice(0).map((session) => session.close())))

/** A call by microphone and loudspeaker: LiveKit's own voice detection, a stand-in for speech recognition. */
async function call(...turns: Step[][]) {
  const recognition = new stt.testing.FakeSTT({ capabilities: { interimResults: true, streaming: true } })
  const session = new voice.AgentSession({
    llm: new ScriptedModel(...turns),
    stt: recognition,
    tts: new HummingVoice(),
    userAwayTimeout: null,
    aecWarmupDuration: null,
    turnHandling: {
      turnDetection: 'vad',
      endpointing: { minDelay: 200, maxDelay: 1_000 },
      interruption: { mode: 'vad', resumeFalseInterruption: false },
      preemptiveGeneration: { enabled: false },
    },
  })
  const record: KeptRecord = keptRecord()
  const recording = recordSession(session, { conversation: record })
  const microphone = new Microphone()
  const loudspeaker = new Loudspeaker()
  session.input.audio = microphone
  session.output.audio = loudspeaker
  session.output.transcription = loudspeaker.captions
  open.push(session)
  await session.start({ agent: new voice.Agent({ instructions: 'Be brief.' }), record: false })
  const { value: stream } = await recognition.streamCh.next()
  if (!stream) throw new Error('nobody listens')
  const hears = (transcript: string, isFinal = true) => stream.sendFakeTranscript(transcript, isFinal)
  return { session, record, recording, microphone, recognition, hears }
}

describe('a spoken session', () => {
  it('keeps what both say while they say it, and of a barge-in what was generated and what was heard', async () => {
    const long = 'We are open from nine to five on every working day, and on Saturday until noon.'
    const { session, record, recording, microphone, hears } = await call([long], ['Goodbye.'])

    const speaking = microphone.speak()
    hears('hello', false)
    await vi.waitUntil(() => record.turns().includes('user: hello'), 20_000)
    expect(record.messages.at(-1)).toMatchObject({ provisional: true })
    await speaking
    hears('hello, are you open')
    await vi.waitUntil(() => record.messages.some(({ role }) => role === 'assistant'), { timeout: 20_000 })
    expect(record.messages.at(-1)).toMatchObject({ role: 'assistant', content: long, provisional: true })
    expect(session.history.items.filter((item) => item.type === 'message' && item.role === 'assistant')).toEqual([])

    await microphone.speak()
    hears('thank you')
    const goodbye = () =>
      session.history.items.some((item) => item.type === 'message' && item.textContent === 'Goodbye.')
    await vi.waitUntil(goodbye, { timeout: 20_000 })
    await session.close()
    const end = await recording.ended

    expect(record.turns()).toEqual([
      'user: hello, are you open',
      `assistant: ${long}`,
      'user: thank you',
      'assistant: Goodbye.',
    ])
    const [, interrupted] = record.messages.filter(({ role }) => role === 'user' || role === 'assistant')
    expect(interrupted).toMatchObject({ interrupted: true })
    const heard = interrupted?.heard ?? ''
    expect(long.startsWith(heard)).toBe(true)
    expect(heard.length).toBeGreaterThan(0)
    expect(heard.length).toBeLessThan(long.length)
    expect(record.messages.filter(({ provisional }) => provisional)).toEqual([])

    const latency = interrupted?.metadata?.latency_ms as number
    expect(latency).toBeGreaterThan(100)
    expect(latency).toBeLessThan(8_000)
    expect(interrupted?.metadata?.tts_first_byte_ms).toEqual(expect.any(Number))
    expect(end.metrics).toMatchObject({
      interruptions: 1,
      latency: { answers: expect.any(Number), mean_ms: expect.any(Number) },
      usage: expect.arrayContaining([expect.objectContaining({ type: 'tts_usage', provider: 'test', model: 'hum-1' })]),
    })
  })

  it('keeps the last words that recognition guessed at when recognition breaks down', async () => {
    const { record, recording, microphone, recognition, hears } = await call(['ok'])
    void microphone.speak()
    hears('I would like', false)
    hears('I would like to cancel my', false)
    await vi.waitUntil(() => record.turns().includes('user: I would like to cancel my'), 20_000)
    recognition.emit('error', {
      type: 'stt_error',
      timestamp: Date.now(),
      label: 'test',
      error: new Error('gone'),
      recoverable: false,
    })
    expect(await recording.ended).toMatchObject({ endReason: 'error', errorCode: 'stt_error' })
    expect(record.turns()).toEqual(['user: I would like to cancel my'])
    expect(record.messages.at(-1)).toMatchObject({ interrupted: true, metadata: { transcript: 'interim' } })
    expect(record.messages.at(-1)?.provisional).toBeUndefined()
  })

  it('keeps the last words of a caller who hangs up in the middle of a sentence, once', async () => {
    const { session, record, recording, microphone, hears } = await call(['ok'])
    void microphone.speak()
    hears('I would like to', false)
    await vi.waitUntil(() => record.turns().length === 1, 20_000)
    await session.close()
    await recording.ended
    expect(record.turns()).toEqual(['user: I would like to'])
  })
})
