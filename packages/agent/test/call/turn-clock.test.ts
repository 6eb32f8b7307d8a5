import { expect, it } from 'vitest'
import { turnClock } from '../../src/call/turn-clock.ts'

it('knows the delays of an answer that was cut short, of which only the beginning is left', () => {
  let now = 0
  const clock = turnClock(() => now)
  clock.asked(true)
  now = 40
  clock.sent()
  clock.words('We are in the old town, beside the post office, on the second floor.')
  now = 55
  clock.heard()
  now = 900
  // The caller says something else before the agent is done.
  clock.asked(true)
  expect(clock.take('We are in')).toEqual({ typed_turn: true, first_audio_ms: 40, heard_ms: 55 })
  expect(clock.take('We are in')).toBeUndefined()
})
