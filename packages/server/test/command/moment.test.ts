import { describe, expect, it } from 'vitest'
import { durationText, fromMoment, localTime, toMoment } from '../../src/command/moment.ts'

describe('times', () => {
  it('are shown where they are read, with their zone', () => {
    const moment = new Date('2026-11-22T14:05:09Z')
    const shown = localTime(moment)
    expect(shown).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} [+-]\d{2}:\d{2}$/)
    expect(new Date(shown.replace(' ', 'T').replace(' ', ''))).toEqual(moment)
  })

  it('of a day begin and end at local midnight', () => {
    expect(fromMoment('2026-11-22')).toEqual(new Date(2026, 10, 22))
    expect(toMoment('2026-11-22')).toEqual(new Date(2026, 10, 23))
    expect(toMoment('2026-12-31')).toEqual(new Date(2027, 0, 1))
  })

  it('with a zone are taken as they stand', () => {
    expect(toMoment('2026-11-22T14:00:00+03:00')).toEqual(new Date('2026-11-22T11:00:00Z'))
  })

  it.each(['yesterday', '2026-02-30', '2026-13-01', '22.11.2026', '2026', ''])('refuse %j', (text) => {
    expect(() => fromMoment(text)).toThrow('Write a day')
  })
})

describe('durations', () => {
  it.each([
    [null, ''],
    [0, '0.0s'],
    [1.539, '1.5s'],
    [59.99, '59.9s'],
    [60, '1m 00s'],
    [125.4, '2m 05s'],
    [3_725, '1h 02m'],
  ])('of %j seconds are said as %j', (seconds, said) => {
    expect(durationText(seconds)).toBe(said)
  })
})
