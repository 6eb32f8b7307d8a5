import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binOf, quantile, secondsOf } from '../../src/store/duration-histogram.ts'

describe('the histogram of durations', () => {
  it('stands for every duration within 4.8 % or a millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * 86_400_000 }), (milliseconds) => {
        const told = secondsOf(binOf(milliseconds)) * 1000
        expect(Math.abs(told - milliseconds)).toBeLessThanOrEqual(Math.max(1, milliseconds * 0.048))
      }),
    )
  })

  it('keeps the order of durations', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        expect(binOf(Math.min(a, b))).toBeLessThanOrEqual(binOf(Math.max(a, b)))
      }),
    )
  })

  it('knows no quantile of nothing, and takes the nearest rank', () => {
    expect(quantile([], 0.5)).toBeNull()
    const bins = [
      { bin: 10, count: 1 },
      { bin: 20, count: 1 },
    ]
    expect([quantile(bins, 0), quantile(bins, 0.5), quantile(bins, 0.51)]).toEqual([
      secondsOf(10),
      secondsOf(10),
      secondsOf(20),
    ])
  })
})
