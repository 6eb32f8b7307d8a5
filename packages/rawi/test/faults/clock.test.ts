import { describe, expect, test } from 'vitest'
import type { Clock } from '../../src/conversation/clock.ts'
import type { Conversation } from '../../src/conversation/recorder-api.ts'
import { ownFolder, ownRecorder } from '../conversation/recorder-setup.ts'
import { sharedRecorder } from './own-recorder.ts'

const DAY_MS = 86_400_000

/** Wall and monotonic time as the test says; `advance` moves both, `jump` the wall alone. */
function handClock(): Clock & { advance(ms: number): void; jump(ms: number): void } {
  let wall = Date.UTC(2026, 5, 1, 12)
  let monotonic = 1_000
  return {
    now: () => wall,
    monotonic: () => monotonic,
    advance(ms) {
      wall += ms
      monotonic += ms
    },
    jump(ms) {
      wall += ms
    },
  }
}

describe('a clock that jumps', () => {
  const clock = handClock()
  const shared = sharedRecorder({ clock })

  test('in a call changes neither its order nor its length', async () => {
    const { recorder } = shared
    const call = recorder.startConversation({ roomName: 'jumpy' })
    const say = (content: string) => call.addMessage({ role: 'user', content })
    say('one')
    clock.advance(1_000)
    clock.jump(-DAY_MS)
    say('two')
    clock.advance(1_000)
    clock.jump(366 * DAY_MS)
    say('three')
    clock.advance(500)
    clock.jump(-732 * DAY_MS)
    say('four')
    const { durationSeconds } = await call.end()
    expect(durationSeconds).toBe(2.5)
    const record = await recorder.getConversation(call.id)
    expect(record?.messages.map(({ content }) => content)).toEqual(['one', 'two', 'three', 'four'])
    const started = record?.started_at.getTime() ?? 0
    expect(record?.messages.map(({ timestamp }) => timestamp.getTime() - started)).toEqual([0, 1_000, 2_000, 2_500])
    expect(record?.duration_seconds).toBe(2.5)
    expect(record?.ended_at).toEqual(new Date(started + 2_500))
  })

  test('between calls of one room, back or forward, makes each a conversation of its own', async () => {
    const { recorder } = shared
    const calls: Conversation[] = []
    // Nothing is awaited: the ends of the earlier ones are not in the database yet.
    const ends = [0, -DAY_MS, 366 * DAY_MS, -366 * DAY_MS].map((jump, index) => {
      clock.advance(10)
      clock.jump(jump)
      const call = recorder.startConversation({ roomName: 'reception' })
      calls.push(call)
      call.addMessage({ role: 'user', content: `call ${index}` })
      clock.advance(10)
      return call.end()
    })
    const results = await Promise.all(ends)
    expect(results.map(({ saved }) => saved)).toEqual([true, true, true, true])
    expect(new Set(results.map(({ id }) => id)).size).toBe(4)
    for (const [index, { id }] of results.entries()) {
      expect((await recorder.getConversation(id))?.messages.map(({ content }) => content)).toEqual([`call ${index}`])
    }
  })

  test('that stands still holds up no call of a name that comes back', async () => {
    const { recorder } = shared
    const ends = ['first', 'second', 'third'].map((content) => {
      const call = recorder.startConversation({ roomName: 'lobby' })
      call.addMessage({ role: 'user', content })
      return call.end()
    })
    const results = await Promise.all(ends)
    expect(results.map(({ saved }) => saved)).toEqual([true, true, true])
    expect(new Set(results.map(({ id }) => id)).size).toBe(3)
  })

  test('between calls of one room whose process dies before they are saved makes each one of its own, too', async () => {
    const stateDir = await ownFolder()
    const dying = await ownRecorder({
      stateDir,
      clock,
      endTimeoutMs: 0,
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
    })
    const ids = [0, -DAY_MS, -1, 366 * DAY_MS].map((jump, index) => {
      clock.jump(jump)
      const call = dying.startConversation({ roomName: 'reception' })
      call.addMessage({ role: 'user', content: `call ${index}` })
      void call.end()
      return call.id
    })
    await dying.close()
    const recorder = await ownRecorder({ stateDir })
    expect(await recorder.recover()).toMatchObject({ conversations: 4, pending: 0 })
    const records = await Promise.all(ids.map((id) => recorder.getConversation(id)))
    expect(records.map((record) => record?.messages.map(({ content }) => content))).toEqual([
      ['call 0'],
      ['call 1'],
      ['call 2'],
      ['call 3'],
    ])
    expect(records[0]?.conversation_id).toBe('reception')
  })
})
