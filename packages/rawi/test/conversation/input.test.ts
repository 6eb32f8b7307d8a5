import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  LABEL_MAX_BYTES,
  MESSAGE_CONTENT_MAX_BYTES,
  METADATA_MAX_BYTES,
  METADATA_MAX_DEPTH,
} from '../../src/conversation/bounds.ts'
import { cutText, keptLabel, keptRole } from '../../src/conversation/input.ts'
import { keptMetadata } from '../../src/conversation/metadata.ts'
import { safeLabel } from '../../src/conversation/transcript.ts'

/** Any string at all, lone surrogates and NUL among them. */
const anyText = fc.uint16Array({ maxLength: 60 }).map((units) => String.fromCharCode(...units))

describe('text', () => {
  test('is kept whole up to its bound, then cut between characters with a marker', () => {
    const whole = 'ا'.repeat(MESSAGE_CONTENT_MAX_BYTES / 2)
    expect(cutText(whole, MESSAGE_CONTENT_MAX_BYTES)).toBe(whole)
    const cut = cutText(`${whole}😀`, MESSAGE_CONTENT_MAX_BYTES)
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(MESSAGE_CONTENT_MAX_BYTES)
    expect(cut).toMatch(/^ا+… \[cut: 1048580 bytes in all\]$/)
    expect(cut).not.toContain('\ufffd')
  })
})

describe('labels', () => {
  test('stay within their bound, hold no control character, and differ where the originals differ', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(keptLabel(a)).not.toMatch(/\p{Cc}/u)
        expect(keptLabel(a).isWellFormed()).toBe(true)
        expect(keptLabel(a) === keptLabel(b)).toBe(a === b)
      }),
    )
    expect(Buffer.byteLength(keptLabel('ا'.repeat(3_000)))).toBeLessThanOrEqual(LABEL_MAX_BYTES)
    expect(keptLabel(`${'ا'.repeat(3_000)}1`)).not.toBe(keptLabel(`${'ا'.repeat(3_000)}2`))
  })

  test.each(['../../etc/x', 'a/b', '..', '', 'x\0y', 'ا'.repeat(300), 'CON', 'مكالمة رقم ١', 'a\u202eb'])(
    '%j makes a name that stays inside its folder',
    (label) => {
      const safe = safeLabel(label)
      expect(safe).toMatch(/^[\p{L}\p{N}\p{M}_-]+$/u)
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(80)
    },
  )
})

describe('metadata', () => {
  test('50,000 levels end in a marker instead of a stack overflow', () => {
    let deep: Record<string, unknown> = { end: true }
    for (let level = 0; level < 50_000; level++) deep = { deep }
    const kept = JSON.stringify(keptMetadata(deep))
    expect(kept).toContain(`[cut: deeper than ${METADATA_MAX_DEPTH} levels]`)
    expect(kept.split('"deep"').length - 1).toBe(METADATA_MAX_DEPTH)
  })

  test('a cycle, a throwing getter and a too large object become markers', () => {
    const cycle: Record<string, unknown> = {}
    cycle.self = cycle
    expect(JSON.stringify(keptMetadata(cycle))).toContain('[cut: deeper')
    expect(
      keptMetadata({
        get bad(): never {
          throw new Error('no')
        },
      }),
    ).toEqual({ rawi_cut: 'metadata that could not be read' })
    expect(keptMetadata({ big: 'x'.repeat(METADATA_MAX_BYTES) })).toEqual({
      rawi_cut: `metadata of more than ${METADATA_MAX_BYTES} bytes`,
    })
  })

  test('whatever JSON can say is kept as it is', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.jsonValue({ maxDepth: 5 })), (value) => {
        expect(keptMetadata(value)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('what JSON has no word for becomes plain or is left out', () => {
    const kept = keptMetadata({
      when: new Date(0),
      big: 12n,
      nan: Number.NaN,
      none: undefined,
      run() {},
      list: [undefined, 1],
    })
    expect(kept).toEqual({ when: '1970-01-01T00:00:00.000Z', big: '12', nan: null, list: [null, 1] })
  })
})

test('an unknown role is refused with its code, LiveKit’s developer is system', () => {
  expect(keptRole('developer')).toBe('system')
  expect(() => keptRole('robot' as never)).toThrow(expect.objectContaining({ code: 'RAWI_ROLE_UNKNOWN' }))
})
