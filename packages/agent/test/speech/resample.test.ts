import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pcmReader } from '../../src/speech/pcm-reader.ts'
import { resampler } from '../../src/speech/resample.ts'
import { joined, loudness } from './speech-of-test.ts'

function tone(hertz: number, rate: number, seconds = 0.5): Int16Array {
  return Int16Array.from({ length: rate * seconds }, (_, at) => 10_000 * Math.sin((2 * Math.PI * hertz * at) / rate))
}

describe('another rate', () => {
  it.each([
    [22_050, 24_000],
    [24_000, 16_000],
    [16_000, 24_000],
    [48_000, 24_000],
  ])('from %i to %i keeps pitch, loudness and length', (from, to) => {
    const resample = resampler(from, to)
    const out = joined([resample.push(tone(440, from)), resample.rest()])
    expect(Math.abs(out.length - to / 2)).toBeLessThanOrEqual(2)
    const middle = out.subarray(1_000, -1_000)
    const wanted = tone(440, to).subarray(1_000, 1_000 + middle.length)
    const off = middle.map((sample, at) => sample - (wanted[at] ?? 0))
    expect(loudness(off) / loudness(wanted)).toBeLessThan(0.01)
  })

  it('lets nothing through that the lower rate cannot carry', () => {
    const resample = resampler(24_000, 16_000)
    const out = resample.push(tone(11_000, 24_000))
    expect(loudness(out.subarray(100)) / loudness(tone(11_000, 24_000))).toBeLessThan(0.02)
  })

  it('comes out the same however it is cut', () => {
    const sound = tone(300, 22_050, 0.1)
    const whole = resampler(22_050, 24_000)
    const wanted = joined([whole.push(sound), whole.rest()])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 30 }), (lengths) => {
        const pieces = resampler(22_050, 24_000)
        const got: Int16Array[] = []
        let at = 0
        for (const length of lengths) {
          got.push(pieces.push(sound.subarray(at, at + length)))
          at = Math.min(sound.length, at + length)
        }
        got.push(pieces.push(sound.subarray(at)), pieces.rest())
        expect(joined(got)).toEqual(wanted)
      }),
      { numRuns: 30 },
    )
  })
})

describe('sound from a server', () => {
  const sound = tone(200, 24_000, 0.05)
  const bytes = Buffer.from(sound.buffer)

  it('as bare samples comes out the same however it is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (length) => {
        const reader = pcmReader(24_000)
        const got: Int16Array[] = []
        for (let at = 0; at < bytes.length; at += length) got.push(reader.push(bytes.subarray(at, at + length)))
        expect(joined([...got, reader.rest()])).toEqual(sound)
      }),
      { numRuns: 50 },
    )
  })

  it('as WAV is read without its header, and at the rate it says', () => {
    const header = Buffer.alloc(44)
    header.write('RIFF', 0)
    header.write('WAVEfmt ', 8)
    header.writeUInt32LE(48_000, 24)
    header.write('data', 36)
    const reader = pcmReader(24_000)
    const loud = Buffer.concat([header, Buffer.from(tone(200, 48_000, 0.1).buffer)])
    const got = joined([reader.push(loud.subarray(0, 20)), reader.push(loud.subarray(20)), reader.rest()])
    expect(Math.abs(got.length - 2_400)).toBeLessThanOrEqual(2)
    expect(loudness(got)).toBeGreaterThan(6_000)
  })
})
