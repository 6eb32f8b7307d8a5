import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutDoubles } from '../../src/transfer/doubled-messages.ts'
import type { OldRecord } from '../../src/transfer/old-call.ts'
import type { OldMessage } from '../../src/transfer/old-message.ts'
import { splitCalls } from '../../src/transfer/split-calls.ts'

const NINE = Date.parse('2025-11-06T09:00:00Z')
const at = (clock: string) => Date.parse(`2025-11-06T${clock}Z`)
/** Messages at these times, named after them. */
const said = (...clocks: string[]): OldMessage[] =>
  clocks.map((clock) => ({ role: 'user', content: clock, timestamp: at(clock) }))

async function split(records: readonly OldRecord[], messages: readonly OldMessage[]) {
  const calls: { words: string[]; record: OldRecord | undefined }[] = []
  async function* stream() {
    yield* messages
  }
  for await (const { record, messages: own } of splitCalls(records, stream())) {
    calls.push({ words: own.map(({ content }) => content), record })
  }
  return calls
}

describe('the calls under one old id', () => {
  it('are one where nobody was silent for long', async () => {
    const record = { startedAt: at('09:00:00'), endedAt: at('09:20:00') }
    expect(await split([record], said('09:00:05', '09:09:00', '09:18:00'))).toEqual([
      { words: ['09:00:05', '09:09:00', '09:18:00'], record },
    ])
  })

  it('are two after a long silence, and what was written last goes to the last', async () => {
    const record = {
      startedAt: at('09:00:00'),
      endedAt: at('11:02:00'),
      userName: 'ليلى',
      roomName: 'room',
      status: 'completed',
    }
    expect(await split([record], said('09:00:05', '11:00:00', '11:01:00'))).toEqual([
      { words: ['09:00:05'], record: { startedAt: at('09:00:00'), roomName: 'room' } },
      { words: ['11:00:00', '11:01:00'], record: { ...record, startedAt: at('11:00:00') } },
    ])
  })

  it('are two where the second one wrote its start over the first one’s', async () => {
    const record = { startedAt: at('09:05:00'), endedAt: at('09:06:00') }
    expect(await split([record], said('09:00:05', '09:01:00', '09:05:03'))).toEqual([
      { words: ['09:00:05', '09:01:00'], record: undefined },
      { words: ['09:05:03'], record },
    ])
  })

  it('are two where the record ends before the words of the second', async () => {
    const record = { startedAt: at('09:00:00'), endedAt: at('09:01:10') }
    expect(await split([record], said('09:00:05', '09:01:00', '09:04:00'))).toEqual([
      { words: ['09:00:05', '09:01:00'], record },
      { words: ['09:04:00'], record: undefined },
    ])
  })

  it('are two where there are two records', async () => {
    const [first, second] = [
      { startedAt: at('09:00:00'), endedAt: at('09:02:00') },
      { startedAt: at('09:04:00'), endedAt: at('09:05:00') },
    ]
    expect(await split([second, first], said('09:00:05', '09:01:50', '09:04:03'))).toEqual([
      { words: ['09:00:05', '09:01:50'], record: first },
      { words: ['09:04:03'], record: second },
    ])
  })

  it('are one where two records were written for it: the ended one holds, the other fills it', async () => {
    const records = [
      { startedAt: at('09:00:01'), roomName: 'room', status: 'active' },
      { startedAt: at('09:00:03'), endedAt: at('09:02:00'), userName: 'ليلى', status: 'completed' },
    ]
    expect(await split(records, said('09:00:05', '09:01:50'))).toEqual([
      {
        words: ['09:00:05', '09:01:50'],
        record: {
          startedAt: at('09:00:01'),
          endedAt: at('09:02:00'),
          roomName: 'room',
          userName: 'ليلى',
          status: 'completed',
          metadata: {},
        },
      },
    ])
  })

  it('keep a silent call apart from the next one', async () => {
    const [silent, next] = [
      { startedAt: at('09:00:00'), endedAt: at('09:00:40') },
      { startedAt: at('09:02:00'), endedAt: at('09:03:00') },
    ]
    expect(await split([silent, next], said('09:02:05'))).toEqual([
      { words: [], record: silent },
      { words: ['09:02:05'], record: next },
    ])
    expect(await split([silent], [])).toEqual([{ words: [], record: silent }])
  })

  it('belong to their only record even where its clock stood in another zone', async () => {
    const record = { startedAt: at('12:00:00'), endedAt: at('12:02:00') }
    expect(await split([record], said('09:00:05', '09:01:00'))).toEqual([{ words: ['09:00:05', '09:01:00'], record }])
  })

  it('lose no word and no record, whatever the times are', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 7_200_000 }), { maxLength: 30 })
    const record = fc.record({
      from: fc.integer({ min: 0, max: 7_200_000 }),
      length: fc.option(fc.integer({ min: 0, max: 3_600_000 })),
    })
    await fc.assert(
      fc.asyncProperty(times, fc.array(record, { maxLength: 4 }), async (moments, spans) => {
        const messages = moments
          .toSorted((a, b) => a - b)
          .map((moment, index): OldMessage => ({ role: 'user', content: String(index), timestamp: NINE + moment }))
        const records = spans.map(({ from, length }, index) => ({
          startedAt: NINE + from,
          userName: String(index),
          ...(length !== null && { endedAt: NINE + from + length }),
        }))
        const calls = await split(records, messages)
        expect(calls.flatMap(({ words }) => words)).toEqual(messages.map(({ content }) => content))
        if (spans.length > 0) expect(calls.some((call) => call.record !== undefined)).toBe(true)
        expect(calls.filter(({ words, record: of }) => words.length === 0 && !of)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('what two loggers wrote down', () => {
  const say = (role: OldMessage['role'], content: string, seconds: number): OldMessage => ({
    role,
    content,
    timestamp: NINE + seconds * 1000,
  })
  const words = (messages: readonly OldMessage[]) => withoutDoubles(messages).kept.map(({ content }) => content)

  it('is one message each, and what was said twice stays twice', () => {
    const call = [
      ...[say('user', 'نعم', 0), say('user', 'نعم', 2), say('assistant', 'حسناً', 3), say('assistant', 'حسناً ', 6)],
      ...[say('user', 'نعم', 8), say('user', 'نعم', 9.5)],
    ]
    expect(withoutDoubles(call)).toMatchObject({ doubled: 3 })
    expect(words(call)).toEqual(['نعم', 'حسناً', 'نعم'])
  })

  it('is no double where only the caller repeats, or where minutes lie between', () => {
    const repeated = [say('user', 'ألو', 0), say('user', 'ألو', 4), say('assistant', 'أهلاً', 6)]
    expect(words(repeated)).toEqual(['ألو', 'ألو', 'أهلاً'])
    const later = [say('assistant', 'أهلاً', 0), say('assistant', 'أهلاً', 30)]
    expect(words(later)).toEqual(['أهلاً', 'أهلاً'])
  })

  it('is a double where it was said at once, also in one place only', () => {
    const call = [
      say('user', 'أ', 0),
      say('assistant', 'ب', 3),
      say('assistant', 'ب', 3.4),
      say('user', 'ج', 6),
      say('assistant', 'د', 9),
    ]
    expect(words(call)).toEqual(['أ', 'ب', 'ج', 'د'])
  })

  it('comes to the call itself, whatever the call and the second logger’s delay', () => {
    const turn = fc.record({
      role: fc.constantFrom('user' as const, 'assistant' as const),
      content: fc.constantFrom('نعم', 'لا', 'حسناً'),
      pause: fc.integer({ min: 11_000, max: 60_000 }),
    })
    fc.assert(
      fc.property(
        fc.array(turn, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 9_000 }),
        (turns, delay) => {
          let now = NINE
          const call = turns.map(({ role, content, pause }): OldMessage => {
            now += pause
            return { role, content, timestamp: now }
          })
          const spoke = call.some(({ role }) => role === 'assistant')
          const twice = call.flatMap((message) => [
            message,
            { ...message, timestamp: (message.timestamp ?? 0) + delay },
          ])
          const expected = spoke || delay <= 1_000 ? call : twice
          expect(withoutDoubles(twice).kept.map(({ content }) => content)).toEqual(
            expected.map(({ content }) => content),
          )
        },
      ),
    )
  })
})
