import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/conversation/message.ts'
import { cleanJson, cleanText } from '../../src/store/clean.ts'

const text = fc.uint16Array({ maxLength: 20 }).map((units) => String.fromCharCode(...units))

describe('cleaning', () => {
  it('leaves no NUL and no lone surrogate, and every other unit in its place', () => {
    fc.assert(
      fc.property(text, (dirty) => {
        const clean = cleanText(dirty)
        expect(clean.isWellFormed() && !clean.includes('\u0000')).toBe(true)
        expect(clean).toHaveLength(dirty.length)
        if (dirty.isWellFormed() && !dirty.includes('\u0000')) expect(clean).toBe(dirty)
      }),
    )
  })

  it('cleans keys and values at every level and leaves clean metadata as it is', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(text, tie('value')),
      ),
    }))
    fc.assert(
      fc.property(fc.dictionary(text, value), (metadata) => {
        const clean = cleanJson(metadata as JsonObject)
        const json = JSON.stringify(clean)
        expect(json).not.toMatch(/\\u0000|\\ud[89a-f]/i)
        expect(cleanJson(clean)).toEqual(clean)
      }),
    )
  })

  it('keeps a key named __proto__ a key', () => {
    const clean = cleanJson(JSON.parse('{"__proto__":{"admin":true}}') as JsonObject)
    expect(JSON.stringify(clean)).toBe('{"__proto__":{"admin":true}}')
    expect((clean as { admin?: unknown }).admin).toBeUndefined()
  })
})
