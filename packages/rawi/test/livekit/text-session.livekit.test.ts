import { initializeLogger, type llm, voice } from '@livekit/agents'
import { describe, expect, it, vi } from 'vitest'
import { recordSession } from '../../src/livekit/record-session.ts'
import { keptRecord } from './kept-record.ts'
import { ScriptedModel, type Step } from './scripted-model.ts'

initializeLogger({ pretty: false, level: 'silent' })

function textSession(...turns: Step[][]) {
  const model = new ScriptedModel(...turns)
  const session = new voice.AgentSession({
    llm: model,
    vad: null,
    turnHandling: { turnDetection: null },
    userAwayTimeout: null,
    connOptions: { llmConnOptions: { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 10_000 } },
  })
  return session
}

const receptionist = (tools: llm.ToolContextLike = {}) =>
  new voice.Agent({ id: 'front', instructions: 'Be brief.', tools })

describe('a text session', () => {
  it('keeps every turn once, in order, and ends when the session closes', async () => {
    const session = textSession(['Hello, ', 'how can I help?'], ['We open at nine.', { usage: [21, 7] }])
    const record = keptRecord()
    const recording = recordSession(session, { conversation: record })
    await session.start({ agent: receptionist(), record: false })
    await session.run({ userInput: 'hi' }).wait()
    await session.run({ userInput: 'when do you open?' }).wait()
    await session.close()
    const end = await recording.ended
    expect(record.turns()).toEqual([
      'user: hi',
      'assistant: Hello, how can I help?',
      'user: when do you open?',
      'assistant: We open at nine.',
    ])
    expect(record.messages.some(({ provisional }) => provisional)).toBe(false)
    expect(record.messages.map(({ content, role }) => role === 'system' && content).filter(Boolean)).toEqual([
      '→ front',
      'configuration: instructions',
    ])
    expect(end).toMatchObject({
      endReason: 'agent_hangup',
      metadata: { close_reason: 'user_initiated' },
      metrics: {
        usage: [{ type: 'llm_usage', provider: 'test', model: 'scripted-1', input_tokens: 21, output_tokens: 7 }],
      },
    })
    expect(record.ended).toBe(1)
  })

  it('keeps the words of a turn while they come, marked provisional', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const session = textSession(['One ', 'two ', promise, 'three'])
    const record = keptRecord()
    recordSession(session, { conversation: record })
    await session.start({ agent: receptionist(), record: false })
    const run = session.run({ userInput: 'count' }).wait()
    await vi.waitUntil(() => record.turns().includes('assistant: One two '))
    expect(record.messages.at(-1)).toMatchObject({ provisional: true })
    resolve()
    await run
    expect(record.messages.at(-1)).toMatchObject({ content: 'One two three' })
    expect(record.messages.at(-1)?.provisional).toBeUndefined()
    await session.close()
  })
})
