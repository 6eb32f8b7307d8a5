import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isolated, isolatedNumber, jsonLine, plainLines, plainText } from '../../src/command/display-text.ts'

const anyText = fc.uint16Array({ maxLength: 40 }).map((units) => String.fromCharCode(...units))
const ESCAPE = '\u001b'
const OVERRIDE = '\u202e'

describe('a stored value on a terminal', () => {
  it('cannot command the terminal', () => {
    expect(plainText(`${ESCAPE}[2J${ESCAPE}]0;owned\u0007\u009b31m`)).toBe('\\x1b[2J\\x1b]0;owned\\x07\\x9b31m')
  })

  it('cannot reorder the line around it', () => {
    expect(plainText(`${OVERRIDE}gpj.exe\u2067\u2069\u200f\u061c`)).toBe('gpj.exe')
  })

  it('keeps what Arabic, Persian and emoji need', () => {
    expect(plainText('مَرحباً می‌خواهم 👨‍👩‍👧')).toBe('مَرحباً می‌خواهم 👨‍👩‍👧')
  })

  it('never holds a control or a reordering character, whatever was stored', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(plainText(text)).not.toMatch(
          /\p{Cc}|(?![\u200c\u200d])\p{Cf}|[\ud800-\udfff](?![\udc00-\udfff])|\u2028|\u2029/u,
        )
      }),
    )
  })

  it('keeps its line breaks where lines are wanted', () => {
    expect(plainLines(`one\r\ntwo\n${ESCAPE}three`)).toEqual(['one', 'two', '\\x1bthree'])
  })

  it('keeps its direction to itself, and a number its plus sign in front', () => {
    expect(isolated('أحمد')).toBe('\u2068أحمد\u2069')
    expect(isolatedNumber('+963991234567')).toBe('\u2066+963991234567\u2069')
    expect(isolated('')).toBe('')
  })
})

describe('a line of JSON', () => {
  it('is one line that no terminal obeys and that means the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = jsonLine({ name: text })
        expect(line).not.toMatch(/\p{Cc}|(?![\u200c\u200d])\p{Cf}|\u2028|\u2029/u)
        expect(JSON.parse(line)).toEqual({ name: text })
      }),
    )
  })

  it('keeps what is beyond the basic plane', () => {
    expect(JSON.parse(jsonLine({ tag: '\u{e0041}🙂' }))).toEqual({ tag: '\u{e0041}🙂' })
  })
})
