import type { llm } from '@livekit/agents'
import { describe, expect, it, vi } from 'vitest'
import { startTextCall } from '../../src/index.ts'
import { ScriptedBrain } from './brains.ts'
import { inMemoryRecord } from './in-memory-record.ts'
import { callWith, persona, says, staying, typed } from './text-calls.ts'

describe('a whole call', () => {
  it('in Arabic: greeting first, then caller and agent by turns, each once, up to the goodbye', async () => {
    const { record, end, heard } = await callWith(
      typed('مرحبا', 'اسمي أحمد محمد', '', '  ', 'رقمي 0991234567', 'شكرا مع السلامة', 'بعد النهاية'),
    )
    expect(record.turns()).toEqual([
      `assistant: ${says.greeting.ar.display}`,
      'user: مرحبا',
      `assistant: ${says.hello.ar.display}`,
      'user: اسمي أحمد محمد',
      `assistant: أهلاً أحمد، تشرفنا بكم. ${says.ask_phone.ar.display}`,
      'user: رقمي 0991234567',
      'assistant: رقمكم 0991 234 567، هل هذا صحيح؟',
      'user: شكرا مع السلامة',
      `assistant: ${says.goodbye.ar.display}`,
    ])
    // Who called is for the record to find.
    expect(end).toEqual({ endReason: 'user_hangup', language: 'ar' })
    expect(record.ended).toBe(1)
    const said = record.messages.filter(({ role }) => role === 'assistant').map(({ content }) => content)
    expect(heard.split('\n').filter(Boolean)).toEqual(said)
  })

  it('in English, opened in English', async () => {
    const { record, end } = await callWith(typed('hello', 'my name is John Smith', '+963991234567', 'thanks, bye'), {
      language: 'en',
    })
    expect(record.turns()[0]).toBe(`assistant: ${says.greeting.en.display}`)
    expect(record.turns().filter((_, index) => index % 2 === 1)).toEqual([
      'user: hello',
      'user: my name is John Smith',
      'user: +963991234567',
      'user: thanks, bye',
    ])
    expect(record.turns().at(-1)).toBe(`assistant: ${says.goodbye.en.display}`)
    expect(new Set(record.messages.map(({ language }) => language))).toEqual(new Set(['en', undefined]))
    expect(end).toEqual({ endReason: 'user_hangup', language: 'en' })
  })

  it('keeps the call of the tool that hung up, after the words it ended', async () => {
    const { record } = await callWith(typed('مع السلامة'))
    expect(record.messages.at(-1)).toMatchObject({ role: 'tool', metadata: { name: 'end_call', is_error: false } })
    expect(record.messages.filter(({ role }) => role === 'tool')).toHaveLength(1)
  })

  it('tells once that the caller wants a person, keeps each time they ask, and goes on', async () => {
    const told: string[] = []
    const asking = ['I want to speak to a real person', 'please, a human being', 'when do you open?']
    const { record } = await callWith(typed(...asking), { language: 'en', onHandOver: (reason) => told.push(reason) })
    expect(told).toEqual([asking[0]])
    const used = record.messages.filter(({ role }) => role === 'tool').map(({ metadata }) => metadata?.name)
    expect(used).toEqual(['hand_over', 'hand_over'])
    expect(record.turns().at(-1)).toContain(persona.knowledge[0]?.answer.en.display)
  })

  it('keeps that a person was asked for where nobody is told', async () => {
    const { record } = await callWith(typed('بدي احكي مع موظف'))
    expect(record.messages.filter(({ role }) => role === 'tool').map(({ metadata }) => metadata)).toMatchObject([
      { name: 'hand_over', is_error: false },
    ])
  })

  it('gives each message its item, its time in order, and the agent its latency', async () => {
    const { record } = await callWith(typed('hello', 'bye'))
    const times = record.messages.map(({ timestamp }) => timestamp?.getTime() ?? 0)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(new Set(record.messages.map(({ metadata }) => metadata?.item_id)).size).toBe(record.messages.length)
    expect(record.messages[2]?.metadata?.llm_first_token_ms).toEqual(expect.any(Number))
  })

  it('keeps a line of 1 MB whole and answers it', async () => {
    const line = 'شو ساعات الدوام '.repeat(35_000).trim()
    const { record } = await callWith(typed(line))
    expect(record.messages[1]?.content).toBe(line)
    expect(record.turns()[2]).toContain(persona.knowledge[0]?.answer.ar.display)
  })
})

describe('the end', () => {
  it('of the input is the caller hanging up', async () => {
    expect((await callWith(typed('hello'))).end.endReason).toBe('user_hangup')
  })

  it('without a word of the caller keeps the greeting', async () => {
    const { record, end } = await callWith(typed())
    expect(record.turns()).toEqual([`assistant: ${says.greeting.ar.display}`])
    expect(end).toEqual({ endReason: 'user_hangup' })
  })

  it('by hanging up while the caller is silent', async () => {
    const record = inMemoryRecord()
    let heard = ''
    const call = await startTextCall({
      persona,
      record,
      lines: staying('hello'),
      onAgentText: (text) => (heard += text),
    })
    await vi.waitUntil(() => heard.includes(says.hello.en.display), 20_000)
    call.hangUp()
    call.hangUp('timeout')
    expect((await call.ended).endReason).toBe('user_hangup')
    expect(record.turns()).toHaveLength(3)
  })

  it('by a signal in the middle of a reply keeps what was heard, marked interrupted', async () => {
    const stop = new AbortController()
    const brain = new ScriptedBrain(['one ', 'two ', new Promise(() => {}), 'never'])
    const record = inMemoryRecord()
    let heard = ''
    const call = await startTextCall({
      persona,
      record,
      brain,
      lines: staying('hello'),
      signal: stop.signal,
      onAgentText: (text) => (heard += text),
    })
    await vi.waitUntil(() => heard.endsWith('two '), 20_000)
    stop.abort()
    expect((await call.ended).endReason).toBe('shutdown')
    expect(record.messages.slice(1)).toMatchObject([
      { role: 'user', content: 'hello' },
      { role: 'assistant', content: 'one two ', interrupted: true },
    ])
    expect(record.messages).toHaveLength(3)
  })

  it('by a signal that was raised before', async () => {
    const { record, end } = await callWith(staying('hello'), { signal: AbortSignal.abort() })
    expect(end.endReason).toBe('shutdown')
    expect(record.turns()).toEqual([])
  })

  it('by close(), which waits for it', async () => {
    const record = inMemoryRecord()
    const call = await startTextCall({ persona, record, lines: staying(), onAgentText: () => {} })
    await call.close()
    expect(record.ended).toBe(1)
  })

  it('chosen by the agent is the agent hanging up', async () => {
    const { llm } = await import('@livekit/agents')
    class Rude extends ScriptedBrain {
      override chat(request: Parameters<llm.LLM['chat']>[0]) {
        const stream = super.chat(request)
        const call = llm.FunctionCall.create({ callId: 'c', name: 'end_call', args: '{"ended_by":"agent"}' })
        ;(stream as unknown as { queue: { put(chunk: unknown): void } }).queue.put({
          id: 'r',
          delta: { role: 'assistant', toolCalls: [call] },
        })
        return stream
      }
    }
    const { end } = await callWith(staying('hello'), { brain: new Rude(['No.']) })
    expect(end.endReason).toBe('agent_hangup')
  })
})

describe('a model that fails', () => {
  it('once: the caller is asked to say it again, and the call goes on', async () => {
    const brain = new ScriptedBrain([new Error('model down')], ['All is well.'])
    const { record, end } = await callWith(typed('hello', 'hello again'), { brain })
    expect(record.turns().slice(1)).toEqual([
      'user: hello',
      `assistant: ${says.failed.en.display}`,
      'user: hello again',
      'assistant: All is well.',
    ])
    expect(end.endReason).toBe('user_hangup')
  })

  it('in the middle of a sentence: what was said stays, and the caller is told', async () => {
    const brain = new ScriptedBrain(['We open ', new Error('cut off')], ['fine'])
    const { record } = await callWith(typed('hello'), { brain })
    expect(record.turns().slice(2)).toEqual(['assistant: We open ', `assistant: ${says.failed.en.display}`])
  })

  it('by saying nothing', async () => {
    const { record } = await callWith(typed('مرحبا'), { brain: new ScriptedBrain([]) })
    expect(record.turns().at(-1)).toBe(`assistant: ${says.failed.ar.display}`)
  })

  it('by never answering', async () => {
    const brain = new ScriptedBrain([new Promise(() => {})], ['fine'])
    const { record, end } = await callWith(typed('hello', 'hello?'), { brain, turnTimeoutMs: 50 })
    expect(record.turns().slice(-3)).toEqual([
      `assistant: ${says.failed.en.display}`,
      'user: hello?',
      'assistant: fine',
    ])
    expect(end.endReason).toBe('user_hangup')
  })

  it('three times in a row: the call ends with an error and a goodbye', async () => {
    const brain = new ScriptedBrain([new Error('model down')])
    const { record, end } = await callWith(staying('1', 'two', 'three', 'four'), { brain })
    expect(end).toMatchObject({ endReason: 'error', errorCode: 'model_failed' })
    expect(record.turns().at(-1)).toBe(`assistant: ${says.goodbye.en.display}`)
    expect(record.turns().filter((turn) => turn.startsWith('user'))).toHaveLength(3)
  })
})

describe('a side that fails', () => {
  it('an output that throws ends the call, and the record is ended', async () => {
    const onAgentText = () => {
      throw new Error('pipe closed')
    }
    const { end } = await callWith(staying('hello'), { onAgentText })
    expect(end).toMatchObject({ endReason: 'error', errorCode: 'output_failed' })
  })

  it('an input that throws ends the call, and the record is ended', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield 'hello'
      throw new Error('read failed')
    }
    const { record, end } = await callWith(broken())
    expect(end).toMatchObject({ endReason: 'error', errorCode: 'session_failed' })
    expect(record.turns()).toHaveLength(3)
  })

  it('a record that refuses for a while gets what it missed before the end', async () => {
    const record = inMemoryRecord()
    const add = record.addMessage.bind(record)
    let refusals = 2
    record.addMessage = (message) => {
      if (refusals-- > 0) throw new Error('not now')
      return add(message)
    }
    const { end } = await callWith(typed('hello'), { record })
    expect(record.turns().toSorted()).toEqual(
      [`assistant: ${says.greeting.ar.display}`, 'user: hello', `assistant: ${says.hello.en.display}`].toSorted(),
    )
    expect(end.metadata).toBeUndefined()
  })

  it('a record that refuses for good is told how much is missing', async () => {
    const record = inMemoryRecord()
    record.addMessage = () => {
      throw new Error('never')
    }
    expect((await callWith(typed('hello'), { record })).end.metadata).toEqual({ unrecorded_items: 3 })
  })

  it('a record that cannot end rejects', async () => {
    const record = inMemoryRecord()
    record.end = async () => {
      throw new Error('no end')
    }
    await expect(callWith(typed('hello'), { record })).rejects.toThrow('no end')
  })
})

it('two calls at once stay apart', async () => {
  const [one, two] = await Promise.all([
    callWith(typed('اسمي أحمد', 'مع السلامة')),
    callWith(typed('my name is John', 'bye'), { language: 'en' }),
  ])
  expect(one.record.turns().join()).toContain('أهلاً أحمد')
  expect(two.record.turns().join()).toContain('Nice to meet you, John.')
  expect(one.record.turns()).toHaveLength(5)
  expect(two.record.turns()).toHaveLength(5)
})
