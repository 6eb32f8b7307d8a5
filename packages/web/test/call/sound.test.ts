import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDownsampler } from '../../src/call/sound/downsampler.ts'
import { soundsLikeEcho } from '../../src/call/sound/echo.ts'
import { createPlayQueue } from '../../src/call/sound/play-queue.ts'

const RATE = 24_000
const loud = (count: number, value = 16_384) => new Int16Array(count).fill(value)
const block = (count = 128) => new Float32Array(count)

describe('sound that is played', () => {
  it('comes whole and in order, however it was cut, and says which sample is next', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }), (lengths) => {
        const queue = createPlayQueue(RATE)
        let position = 0
        for (const length of lengths) {
          queue.add({ utterance: 7, position, samples: Int16Array.from({ length }, (_, i) => position + i) })
          position += length
        }
        const played = block(position)
        queue.fill(played)
        expect([...played]).toEqual(Array.from({ length: position }, (_, i) => Math.fround(i / 32_768)))
        expect(queue.place).toEqual({ utterance: 7, position })
      }),
    )
  })

  it('stops within 5 ms and goes on where it stopped', () => {
    const queue = createPlayQueue(RATE)
    queue.add({ utterance: 1, position: 0, samples: loud(2_000) })
    queue.fill(block())
    queue.pause()
    queue.fill(block())
    const place = queue.place?.position ?? 0
    expect(place).toBeLessThanOrEqual(128 + RATE * 0.005)
    expect(queue.fill(block())).toBe(false)
    queue.resume()
    const after = block()
    expect(queue.fill(after)).toBe(true)
    expect(queue.place?.position).toBe(place + 128)
    expect(after.at(-1)).toBeCloseTo(0.5)
  })

  it('is forgotten when the caller interrupts; what is said next is heard', () => {
    const queue = createPlayQueue(RATE)
    queue.add({ utterance: 1, position: 0, samples: loud(9_000) })
    queue.fill(block())
    queue.clear(1)
    queue.add({ utterance: 2, position: 0, samples: loud(256, 8_192) })
    queue.fill(block(512))
    expect(queue.place).toEqual({ utterance: 2, position: 256 })
    expect(queue.fill(block())).toBe(false)
  })

  it('that comes after an interruption while it was held is heard too', () => {
    const queue = createPlayQueue(RATE)
    queue.add({ utterance: 1, position: 0, samples: loud(500) })
    queue.pause()
    queue.fill(block(256))
    queue.clear(1)
    queue.add({ utterance: 2, position: 0, samples: loud(100) })
    queue.fill(block(256))
    expect(queue.place).toEqual({ utterance: 2, position: 100 })
  })
})

describe('the rate of the microphone', () => {
  /** A tone through the downsampler, in pieces as the audio thread hands them on: loudness of the middle, and length. */
  function through(from: number, hertz: number): { level: number; seconds: number } {
    const resample = createDownsampler(from, 16_000)
    const heard: number[] = []
    for (let at = 0; at < from; at += 128) {
      heard.push(
        ...resample.push(
          Float32Array.from({ length: 128 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * (at + i)) / from)),
        ),
      )
    }
    const middle = heard.slice(4_000, 12_000)
    const level = Math.sqrt(middle.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / middle.length)
    return { level, seconds: heard.length / 16_000 }
  }

  it.each([48_000, 44_100, 96_000, 16_000])('keeps a voice of %i Hz as loud and as long as it was', (from) => {
    const { level, seconds } = through(from, 1_000)
    expect(level).toBeCloseTo(0.5 / Math.SQRT2, 2)
    expect(seconds).toBeCloseTo(1, 1)
  })

  it('takes away what the lower rate would turn into another tone', () => {
    expect(through(48_000, 11_000).level).toBeLessThan(0.001)
  })
})

describe('an echo', () => {
  it('is what the agent has just said, however it is spelt', () => {
    expect(soundsLikeEcho('اهلا بكم في اكاديميه', 'أَهلاً بكم في أكاديمية نارنج')).toBe(true)
    expect(soundsLikeEcho('welcome to naranj', 'Welcome to Naranj Academy.')).toBe(true)
  })

  it('is not what a caller says into it', () => {
    expect(soundsLikeEcho('لحظة من فضلك', 'أهلاً بكم في أكاديمية نارنج')).toBe(false)
    expect(soundsLikeEcho('', 'Welcome')).toBe(false)
  })
})
