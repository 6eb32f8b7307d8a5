import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLoudness } from '../../src/avatar/speech/loudness.ts'
import { createMouthSource } from '../../src/avatar/speech/mouth-source.ts'

const RATE = 24_000
const FRAME = 1000 / 60

function tone(volume: number, ms: number): Float32Array {
  return Float32Array.from({ length: (RATE * ms) / 1000 }, (_, i) => volume * Math.sin((2 * Math.PI * 220 * i) / RATE))
}

/** A second loud, a second silent, a second at a quarter. */
function ofThreeSeconds() {
  const loudness = createLoudness(RATE)
  loudness.add(0, tone(0.4, 1000))
  loudness.add(2 * RATE, tone(0.1, 1000))
  return loudness
}

describe('the loudness of an utterance', () => {
  it('is known before it is played, and unknown where nothing has come yet', () => {
    expect(createLoudness(RATE).at(0)).toBeUndefined()
    const loudness = ofThreeSeconds()
    expect(loudness.at(500)).toBeCloseTo(1, 1)
    expect(loudness.at(1_500)).toBe(0)
    expect(loudness.at(2_500)).toBeGreaterThan(0.2)
    expect(loudness.at(2_500)).toBeLessThan(0.6)
    expect(loudness.at(4_000)).toBeUndefined()
  })

  it('is the same for a loud microphone and a faint one, as long as anything can be heard', () => {
    const [loud, faint] = [createLoudness(RATE), createLoudness(RATE)]
    loud.add(0, tone(0.8, 500))
    faint.add(0, tone(0.2, 500))
    expect(faint.at(250)).toBeCloseTo(loud.at(250) ?? -1, 1)
  })

  it('does not depend on how the sound was cut into pieces, nor on how its samples are written', () => {
    const whole = createLoudness(RATE)
    const samples = tone(0.3, 400)
    whole.add(0, samples)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 8 }), (lengths) => {
        const pieces = createLoudness(RATE)
        let at = 0
        for (const length of [...lengths, samples.length]) {
          const piece = samples.subarray(at, at + length)
          pieces.add(
            at,
            Int16Array.from(piece, (sample) => sample * 32_768),
          )
          at = Math.min(samples.length, at + length)
        }
        for (const ms of [50, 200, 350]) expect(pieces.at(ms)).toBeCloseTo(whole.at(ms) ?? -1, 2)
      }),
      { numRuns: 30 },
    )
  })

  it('stays between 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 500 }), fc.nat(200), (wave, ms) => {
        const loudness = createLoudness(8_000)
        loudness.add(0, Float32Array.from(wave))
        const at = loudness.at(ms) ?? 0
        expect(at >= 0 && at <= 1).toBe(true)
      }),
    )
  })
})

describe('a mouth that knows how loud it speaks', () => {
  const VOWEL = [{ viseme: 'aa', start: 0, end: 3_000 }] as const

  function jawAt(ms: number, each: (source: ReturnType<typeof createMouthSource>, at: number) => void = () => {}) {
    const source = createMouthSource()
    source.speak(VOWEL, ofThreeSeconds())
    for (let at = 0; at <= ms; at += FRAME) {
      source.playedTo(at)
      each(source, at)
      source.advance(FRAME)
    }
    return source.mouth.jaw
  }

  it('opens the same vowel wide where it is loud, less where it is not, and is shut in a silence', () => {
    const [loud, silent, quiet] = [jawAt(900), jawAt(1_900), jawAt(2_900)]
    expect(loud).toBeGreaterThan(0.8)
    expect(quiet).toBeGreaterThan(0.2)
    expect(quiet).toBeLessThan(loud - 0.2)
    expect(silent).toBeLessThan(0.01)
  })

  it('is open 40 ms after a silence ends, and shut 80 ms after it begins', () => {
    expect(jawAt(2_040)).toBeGreaterThan(jawAt(2_900) / 2)
    expect(jawAt(1_080)).toBeLessThan(0.1)
  })

  it('is told more of its utterance while it speaks, and does not falter', () => {
    expect(jawAt(900, (source) => source.more(VOWEL))).toBe(jawAt(900))
  })
})
