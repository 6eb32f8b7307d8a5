import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packAgentFrame, unpackCallerFrame } from '../../../agent/src/call/frames.ts'
import { packSound, unpackSound } from '../../src/call/engine/frames.ts'

const samples = fc.int16Array({ minLength: 1, maxLength: 480 })

describe('frames of sound', () => {
  it('of the caller are what the agent understands', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), samples, (number, said) => {
        expect(unpackCallerFrame(packSound(number, said))).toEqual(Int16Array.from(said))
      }),
    )
  })

  it('of the caller are understood as a WebSocket of Node hands them on: as parts of a larger buffer', () => {
    const said = Int16Array.from({ length: 320 }, (_, i) => i * 7)
    const packed = packSound(1, said)
    const within = Buffer.concat([Buffer.alloc(3), packed, Buffer.alloc(5)]).subarray(3, 3 + packed.length)
    expect(unpackCallerFrame(within)).toEqual(said)
  })

  it('of the agent are understood, wherever its samples stood in memory', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(0xffffffff), samples, fc.nat(8), (utterance, position, said, skipped) => {
        const within = Int16Array.from([...new Int16Array(skipped), ...said]).subarray(skipped)
        const packed = packAgentFrame({ utterance, position, samples: within })
        const heard = unpackSound(Uint8Array.from(packed).buffer)
        expect(heard).toEqual({ utterance: utterance & 0xffff, position, samples: Int16Array.from(said) })
      }),
    )
  })

  it('that are none are left out', () => {
    expect(unpackSound(new ArrayBuffer(4))).toBeUndefined()
    expect(unpackSound(new ArrayBuffer(11))).toBeUndefined()
    expect(unpackSound(packSound(1, new Int16Array(4)).buffer)).toBeUndefined()
  })
})
