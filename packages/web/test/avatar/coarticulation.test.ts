import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mouthAt } from '../../src/avatar/speech/coarticulation.ts'
import type { TimedViseme } from '../../src/avatar/speech/timeline.ts'
import {
  MOUTH_OF,
  MOUTH_PARTS,
  type Mouth,
  restingMouth,
  VISEMES,
  type Viseme,
} from '../../src/avatar/speech/viseme.ts'

const viseme = fc.constantFrom(...VISEMES)

function said(...visemes: Viseme[]): TimedViseme[] {
  return visemes.map((viseme, i) => ({ viseme, start: i * 120, end: (i + 1) * 120 }))
}

function mouth(visemes: readonly TimedViseme[], at: number): Mouth {
  const result = restingMouth()
  mouthAt(visemes, at, result)
  return result
}

describe('a mouth that speaks', () => {
  it('knows a shape for every one of the fifteen visemes, no two alike', () => {
    expect(VISEMES).toHaveLength(15)
    expect(new Set(VISEMES.map((name) => JSON.stringify(MOUTH_OF[name])))).toHaveLength(15)
  })

  it('reaches each shape when it is held', () => {
    for (const name of VISEMES) {
      const held = mouth([{ viseme: name, start: 0, end: 600 }], 300)
      for (const part of MOUTH_PARTS) expect(held[part], `${name} ${part}`).toBeCloseTo(MOUTH_OF[name][part], 1)
    }
  })

  it('goes straight from one shape to the next: nothing overshoots, nothing turns back', () => {
    fc.assert(
      fc.property(viseme, viseme, fc.integer({ min: 60, max: 240 }), (first, second, length) => {
        const pair: TimedViseme[] = [
          { viseme: first, start: 0, end: length },
          { viseme: second, start: length, end: 2 * length },
        ]
        // Jaw and teeth also answer to pressed lips; the parts that answer to nothing else must be monotonic.
        for (const part of ['wide', 'pucker', 'press', 'tuck', 'tongue'] as const) {
          const way = Math.sign(MOUTH_OF[second][part] - MOUTH_OF[first][part])
          let before = mouth(pair, length / 2 - 30)[part]
          for (let at = length / 2 - 29; at <= length * 1.5 - 30; at++) {
            const now = mouth(pair, at)[part]
            if (way === 0) expect(Math.abs(now - before)).toBeLessThan(0.03)
            else expect((now - before) * way).toBeGreaterThan(-0.02)
            before = now
          }
        }
      }),
      { numRuns: 120 },
    )
  })

  it('closes the lips for m, b and p between any two open sounds', () => {
    for (const before of ['aa', 'O', 'E', 'I'] as const) {
      for (const after of ['aa', 'O', 'E', 'I'] as const) {
        const presses = Array.from({ length: 120 }, (_, i) => mouth(said(before, 'PP', after), 120 + i))
        expect(Math.max(...presses.map(({ press }) => press)), `${before} m ${after}`).toBeGreaterThan(0.75)
        expect(Math.min(...presses.map(({ jaw }) => jaw))).toBeLessThan(0.1)
      }
    }
  })

  it('rounds the lips for u before the sound has begun', () => {
    const early = mouth(said('kk', 'U'), 95)
    expect(early.pucker).toBeGreaterThan(mouth(said('kk', 'kk'), 95).pucker + 0.15)
  })

  it('stays within what a mouth can do, whatever the timeline', () => {
    const timeline = fc.array(
      fc.record({ viseme, gap: fc.integer({ min: 0, max: 200 }), length: fc.integer({ min: 1, max: 400 }) }),
    )
    fc.assert(
      fc.property(timeline, fc.integer({ min: -500, max: 20_000 }), (sounds, at) => {
        let start = 0
        const visemes = sounds.map(({ viseme, gap, length }) => {
          start += gap
          const timed = { viseme, start, end: start + length }
          start += length
          return timed
        })
        const now = mouth(visemes, at)
        for (const part of MOUTH_PARTS) {
          expect(now[part]).toBeGreaterThanOrEqual(part === 'wide' ? -1 : 0)
          expect(now[part]).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('rests long before and long after the words', () => {
    for (const at of [-2000, 4000]) {
      for (const part of MOUTH_PARTS) expect(mouth(said('aa', 'O'), at)[part]).toBeCloseTo(0, 2)
    }
  })
})
