import { initializeLogger } from '@livekit/agents'
import { describe, expect, it } from 'vitest'
import { recordSession } from '../../src/livekit/record-session.ts'
import { keptRecord } from './kept-record.ts'
import { receptionist, textSession } from './text-call.ts'

initializeLogger({ pretty: false, level: 'silent' })

describe('a model that fails', () => {
  it('until the session closes by itself ends the call with its error', async () => {
    const session = textSession(['Hello.'], [new Error('model down')])
    const record = keptRecord()
    const recording = recordSession(session, { conversation: record })
    await session.start({ agent: receptionist(), record: false })
    await session.run({ userInput: 'hi' }).wait()
    let ended = false
    void recording.ended.then(() => {
      ended = true
    })
    for (let attempt = 1; attempt <= 10 && !ended; attempt++) {
      await session
        .run({ userInput: `attempt ${attempt}` })
        .wait()
        .catch(() => {})
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await recording.ended).toMatchObject({
      endReason: 'error',
      errorCode: 'llm_error',
      metrics: { errors: { llm_error: expect.any(Number) } },
    })
    expect(record.turns().slice(0, 3)).toEqual(['user: hi', 'assistant: Hello.', 'user: attempt 1'])
    expect(new Set(record.turns()).size).toBe(record.turns().length)
  })

  it('in the middle of a sentence leaves the words it had said', async () => {
    const session = textSession(['We open ', new Error('cut off')])
    const record = keptRecord()
    recordSession(session, { conversation: record })
    await session.start({ agent: receptionist(), record: false })
    await session
      .run({ userInput: 'hours?' })
      .wait()
      .catch(() => {})
    await session.close()
    expect(record.turns()).toEqual(['user: hours?', 'assistant: We open '])
    expect(record.messages.at(-1)?.provisional).toBeUndefined()
  })
})

describe('the end of a recording', () => {
  it('takes what the developer adds, before what was seen', async () => {
    const session = textSession(['ok'])
    const recording = recordSession(session, {
      conversation: keptRecord(),
      end: async ({ endReason }) => ({
        summary: `ended by ${endReason}`,
        endReason: 'transferred',
        metadata: { a: 1 },
      }),
    })
    await session.start({ agent: receptionist(), record: false })
    await session.close()
    expect(await recording.ended).toMatchObject({
      endReason: 'transferred',
      summary: 'ended by agent_hangup',
      metadata: { a: 1 },
    })
  })

  it('does not wait for ever, nor fail, for what the developer adds', async () => {
    const session = textSession(['ok'])
    const recording = recordSession(session, {
      conversation: keptRecord(),
      end: () => {
        throw new Error('no summary')
      },
    })
    await session.start({ agent: receptionist(), record: false })
    await session.close()
    expect(await recording.ended).toMatchObject({ endReason: 'agent_hangup', metadata: { end_details: 'failed' } })
  })

  it('keeps a reason in words of its own that the session was shut down with', async () => {
    const session = textSession(['ok'])
    const recording = recordSession(session, { conversation: keptRecord() })
    await session.start({ agent: receptionist(), record: false })
    session.shutdown({ reason: 'timeout' })
    expect((await recording.ended).endReason).toBe('timeout')
    expect((await recording.ended).metadata).toBeUndefined()
  })

  it('keeps what a session was shut down with in other words beside the reason', async () => {
    const session = textSession(['ok'])
    const recording = recordSession(session, { conversation: keptRecord() })
    await session.start({ agent: receptionist(), record: false })
    session.shutdown({ reason: 'lunch' })
    expect(await recording.ended).toMatchObject({ endReason: 'agent_hangup', metadata: { close_reason: 'lunch' } })
  })

  it('comes by end() for a session that never started, once', async () => {
    const record = keptRecord()
    const recording = recordSession(textSession(['ok']), { conversation: record })
    const [one, two] = await Promise.all([recording.end({ endReason: 'timeout' }), recording.end()])
    expect(one).toMatchObject({ endReason: 'timeout' })
    expect(two).toBe(one)
    expect(record.ended).toBe(1)
  })

  it('is told of what the record refused, and the call goes on', async () => {
    const session = textSession(['ok'])
    const record = keptRecord()
    let refusals = 3
    const add = record.addMessage.bind(record)
    record.addMessage = (input) => {
      if (input.content !== 'hi' && refusals-- > 0) throw new Error('not now')
      if (input.content === 'hi') throw new Error('never')
      return add(input)
    }
    const recording = recordSession(session, { conversation: record })
    await session.start({ agent: receptionist(), record: false })
    await session.run({ userInput: 'hi' }).wait()
    await session.close()
    expect((await recording.ended).metadata).toMatchObject({ unrecorded_items: 1 })
    expect(record.turns()).toEqual(['assistant: ok'])
  })
})
