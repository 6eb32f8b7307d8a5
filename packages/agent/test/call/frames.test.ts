import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packAgentFrame, packCallerFrame, unpackAgentFrame, unpackCallerFrame } from '../../src/call/frames.ts'
import { rateLimit } from '../../src/call/rate.ts'

const samples = (max: number) => fc.int16Array({ minLength: 1, maxLength: max })

describe('frames of sound', () => {
  it('of the agent come out as they went in, wherever they lie in a buffer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffff }),
        fc.integer({ min: 0, max: 0xffffffff }),
        samples(960),
        fc.integer({ min: 0, max: 9 }),
        (utterance, position, sound, offset) => {
          const packed = packAgentFrame({ utterance, position, samples: sound })
          const inside = new Uint8Array(packed.length + offset)
          inside.set(packed, offset)
          expect(unpackAgentFrame(inside.subarray(offset))).toEqual({ utterance, position, samples: sound })
        },
      ),
    )
  })

  it('of the caller come out as they went in', () => {
    fc.assert(
      fc.property(fc.nat(), samples(960), (number, sound) => {
        expect(unpackCallerFrame(packCallerFrame(number, sound))).toEqual(sound)
      }),
    )
  })

  it('are never read from any other bytes without being one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
        const read = unpackCallerFrame(bytes)
        if (read) expect(bytes[0] === 1 && read.length > 0 && read.length <= 960).toBe(true)
      }),
    )
  })
})

describe('a rate', () => {
  it('lets a burst pass, then so many a second', () => {
    let now = 0
    const allow = rateLimit({ perSecond: 2, burst: 3 }, () => now)
    expect([allow(), allow(), allow(), allow()]).toEqual([true, true, true, false])
    now = 500
    expect([allow(), allow()]).toEqual([true, false])
    now = 60_000
    expect([allow(), allow(), allow(), allow()]).toEqual([true, true, true, false])
  })
})
