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
  expect(clock.take('We are in')?.()).toEqual({ typed_turn: true, first_audio_ms: 40, heard_ms: 55 })
  expect(clock.take('We are in')).toBeUndefined()
})

it('tells what became known of an answer after it was taken', () => {
  let now = 0
  const clock = turnClock(() => now)
  clock.asked(false)
  now = 120
  clock.sent()
  clock.words('Good morning.')
  const delays = clock.take('Good morning.')
  expect(delays?.()).toEqual({ first_audio_ms: 120 })
  now = 180
  clock.heard()
  // Something that answers nobody, such as a person's words.
  clock.sent()
  now = 900
  clock.heard()
  expect(delays?.()).toEqual({ first_audio_ms: 120, heard_ms: 180 })
})
