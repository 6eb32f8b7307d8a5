import { describe, expect, it } from 'vitest'
import { dayParts, hourParts, zonedDays } from '../../src/records/zoned-parts.ts'

const at = (moment: string) => Date.parse(moment)
const HOUR = 3_600_000

describe('the days of a zone', () => {
  it('are those that a range touches, each as long as clocks had it', () => {
    const days = zonedDays('Europe/Berlin', at('2026-03-28T12:00:00Z'), at('2026-03-30T12:00:00Z'))
    expect(days.map(({ day, from, to }) => [day, (to - from) / HOUR])).toEqual([
      ['2026-03-28', 24],
      ['2026-03-29', 23],
      ['2026-03-30', 24],
    ])
    expect(
      zonedDays('Asia/Kolkata', at('2026-03-01T00:00:00Z'), at('2026-03-01T00:00:01Z')).map(({ day }) => day),
    ).toEqual(['2026-03-01'])
    expect(zonedDays('UTC', 5, 5)).toEqual([])
  })

  it('are cut where the range begins and ends, at quarter hours', () => {
    const [from, to] = [at('2026-03-28T12:07:00Z'), at('2026-03-29T12:07:00Z')]
    const parts = dayParts(zonedDays('UTC', from, to), from, to)
    expect(parts).toEqual([
      { from: at('2026-03-28T12:00:00Z'), to: at('2026-03-29T00:00:00Z'), key: 0 },
      { from: at('2026-03-29T00:00:00Z'), to: at('2026-03-29T12:15:00Z'), key: 1 },
    ])
  })

  it('have the hours that clocks show: none that is skipped, twice as long the one that comes twice', () => {
    const hoursOf = (day: string) => {
      const [from, to] = [at(`${day}T00:00:00+01:00`) - 24 * HOUR, at(`${day}T00:00:00+01:00`) + 48 * HOUR]
      const days = zonedDays('Europe/Berlin', from, to).filter((one) => one.day === day)
      return hourParts('Europe/Berlin', days, from, to).map((part) => [part.key, (part.to - part.from) / HOUR])
    }
    expect(hoursOf('2026-06-01')).toEqual(Array.from({ length: 24 }, (_, hour) => [hour, 1]))
    expect(hoursOf('2026-03-29').map(([hour]) => hour)).toEqual([
      0,
      1,
      ...Array.from({ length: 21 }, (_, hour) => hour + 3),
    ])
    expect(hoursOf('2026-10-25').filter(([, hours]) => hours !== 1)).toEqual([[2, 2]])
  })
})
