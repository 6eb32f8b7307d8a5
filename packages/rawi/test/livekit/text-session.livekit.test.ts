import { initializeLogger, llm, voice } from '@livekit/agents'
import { describe, expect, it, vi } from 'vitest'
import { recordSession } from '../../src/livekit/record-session.ts'
import { keptRecord } from './kept-record.ts'
import { receptionist, textSession } from './text-call.ts'

initializeLogger({ pretty: false, level: 'silent' })

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
    await vi.waitUntil(() => record.turns().includes('assistant: One two '), 20_000)
    expect(record.messages.at(-1)).toMatchObject({ provisional: true })
    resolve()
    await run
    expect(record.messages.at(-1)).toMatchObject({ content: 'One two three' })
    expect(record.messages.at(-1)?.provisional).toBeUndefined()
    await session.close()
  })

  it('keeps of an interrupted turn what was generated and what was heard', async () => {
    const session = textSession(['One ', 'two ', new Promise(() => {})])
    const record = keptRecord()
    recordSession(session, { conversation: record })
    await session.start({ agent: receptionist(), record: false })
    session.generateReply({ userInput: 'count' })
    await vi.waitUntil(() => record.turns().includes('assistant: One two '), 20_000)
    await session.interrupt({ force: true }).await
    await vi.waitUntil(() => record.messages.at(-1)?.heard !== undefined, 20_000)
    expect(record.messages.at(-1)).toMatchObject({ content: 'One two ', heard: 'One two ', interrupted: true })
    await session.close()
    expect(record.turns()).toEqual(['user: count', 'assistant: One two '])
  })

  it('keeps a tool call from the moment it begins, and once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const lookup = llm.tool({
      description: 'looks up an order',
      execute: async () => {
        await promise
        return { status: 'shipped' }
      },
    })
    const session = textSession(['Let me look.', { tool: 'lookup', args: { id: 42 } }], ['It has shipped.'])
    const record = keptRecord()
    recordSession(session, { conversation: record })
    await session.start({ agent: receptionist({ lookup }), record: false })
    const run = session.run({ userInput: 'my order?' }).wait()
    const call = () => record.messages.find(({ role }) => role === 'tool')
    await vi.waitUntil(() => call() !== undefined, 20_000)
    expect(call()).toMatchObject({ content: 'lookup({"id":42})', provisional: true })
    resolve()
    await run
    expect(call()).toMatchObject({
      metadata: { name: 'lookup', output: '{"status":"shipped"}', is_error: false, arguments: '{"id":42}' },
    })
    expect(call()?.provisional).toBeUndefined()
    await session.close()
    expect(record.messages.filter(({ role }) => role === 'tool')).toHaveLength(1)
    expect(record.turns()).toEqual(['user: my order?', 'assistant: Let me look.', 'assistant: It has shipped.'])
  })

  it('keeps a tool that fails as an error', async () => {
    const broken = llm.tool({
      description: 'fails',
      execute: async () => {
        throw new llm.ToolError('no such order')
      },
    })
    const session = textSession([{ tool: 'broken' }], ['Sorry.'])
    const record = keptRecord()
    recordSession(session, { conversation: record })
    await session.start({ agent: receptionist({ broken }), record: false })
    await session.run({ userInput: 'my order?' }).wait()
    await session.close()
    expect(record.messages.filter(({ role }) => role === 'tool')).toMatchObject([
      { metadata: { is_error: true, output: expect.stringContaining('no such order') } },
    ])
  })

  it('follows a hand-off: who speaks now, and the words of the new agent in flight', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const billing = new voice.Agent({ id: 'billing', instructions: 'Bills.' })
    const toBilling = llm.tool({
      description: 'hands over',
      execute: async () => llm.handoff({ agent: billing, returns: 'transferring' }),
    })
    const session = textSession([{ tool: 'toBilling' }], ['Bills here, ', promise, 'hello.'])
    const record = keptRecord()
    recordSession(session, { conversation: record })
    await session.start({ agent: receptionist({ toBilling }), record: false })
    const run = session.run({ userInput: 'a bill' }).wait()
    await vi.waitUntil(() => record.turns().includes('assistant: Bills here, '), 20_000)
    expect(record.messages.at(-1)).toMatchObject({ provisional: true })
    resolve()
    await run
    await session.close()
    const changes = record.messages.filter(({ metadata }) => metadata?.item_type === 'agent_handoff')
    expect(changes.map(({ content }) => content)).toEqual(['→ front', 'front → billing'])
    expect(changes[1]).toMatchObject({ role: 'system', metadata: { old_agent: 'front', new_agent: 'billing' } })
    expect(record.turns().filter((turn) => turn.startsWith('assistant'))).toEqual(['assistant: Bills here, hello.'])
  })

  it('keeps a change of configuration, which no event tells of', async () => {
    const session = textSession(['ok'])
    const record = keptRecord()
    recordSession(session, { conversation: record })
    const agent = receptionist()
    await session.start({ agent, record: false })
    const wave = llm.tool({ description: 'waves', execute: async () => 'waved' })
    await agent.updateTools({ wave })
    await session.run({ userInput: 'hi' }).wait()
    await session.close()
    const updates = record.messages.filter(({ metadata }) => metadata?.item_type === 'agent_config_update')
    expect(updates.map(({ content }) => content)).toEqual(['configuration: instructions', 'configuration: +wave'])
    expect(updates[0]?.metadata?.instructions).toBe('Be brief.')
  })

  it('keeps words that are said without entering the history of the model', async () => {
    const session = textSession(['ok'])
    const record = keptRecord()
    recordSession(session, { conversation: record })
    await session.start({ agent: receptionist(), record: false })
    const asides = ['One moment.', 'Still here.'].map((words) => session.say(words, { addToChatCtx: false }))
    await Promise.all(asides.map((aside) => aside.waitForPlayout()))
    await session.run({ userInput: 'hi' }).wait()
    await session.close()
    expect(record.turns()).toEqual(['assistant: One moment.', 'assistant: Still here.', 'user: hi', 'assistant: ok'])
    expect(record.messages.filter(({ provisional }) => provisional)).toEqual([])
  })

  it('leaves out the kinds of items it is told to', async () => {
    const session = textSession(['ok'])
    const record = keptRecord()
    const languageOf = () => 'en'
    recordSession(session, { conversation: record, leaveOut: ['agent_handoff', 'agent_config_update'], languageOf })
    await session.start({ agent: receptionist(), record: false })
    await session.run({ userInput: 'hi' }).wait()
    await session.close()
    expect(record.messages).toMatchObject([
      { role: 'user', language: 'en' },
      { role: 'assistant', content: 'ok', language: 'en' },
    ])
    expect(record.messages).toHaveLength(2)
  })
})
