import { describe, expect, it } from 'vitest'
import { openContactExtractor } from '../../src/contacts/index.ts'
import { threadTime } from '../conversation/thread-time.ts'

const MEGABYTE = 1_048_576
const MILLISECONDS_MAX = 20
// How much slower this machine is, nobody knows: only three times as much fails, and work that grows with a square is far beyond.
const FAILS_AT = 3 * MILLISECONDS_MAX

/** The least processor time of a few runs: what the work costs, whatever else the machine does. */
function shortest(text: string, role: 'user' | 'assistant'): number {
  const extractor = openContactExtractor({ defaultRegion: 'SY' })
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const state = extractor.start()
      return threadTime(() => extractor.onTurn({ seq: 0, role, text }, state)).ms
    }),
  )
}

const many = (text: string) => text.repeat(Math.ceil(MEGABYTE / text.length))

describe('a megabyte in one turn', () => {
  it.each([
    ['digits', many('5')],
    ['numbers', many('0991234567 ')],
    ['numbers with commas', many('099, 123, 4567, ')],
    ['number words', many('صفر تسعة تسعة ')],
    ['half an address', many('a.')],
    ['at signs', many('a@')],
    ['spoken addresses', many('a at b dot ')],
    ['names', many('اسمي أحمد ')],
    ['one letter', many('ا')],
    ['marks', many('،')],
    ['tags', many('<b')],
    ['bidi controls', many('\u202e')],
    ['lone surrogates', many('\ud800')],
  ])(`of %s is read within ${MILLISECONDS_MAX} ms`, (_, text) => {
    expect(shortest(text, 'user')).toBeLessThan(FAILS_AT)
    expect(shortest(text, 'assistant')).toBeLessThan(FAILS_AT)
  })
})

describe('hostile text', () => {
  it.each(['', '\u0000', '\ud800', '\u202e\u2066', '<script>alert(1)</script>', '<b'])('%j is no contact', (text) => {
    const extractor = openContactExtractor({ defaultRegion: 'SY' })
    const state = extractor.start()
    extractor.onTurn({ seq: 0, role: 'user', text }, state)
    expect(state.contact).toEqual({ name: null, phone: null, email: null })
  })

  it('gives values that a screen cannot stumble over', () => {
    const extractor = openContactExtractor({ defaultRegion: 'SY' })
    const state = extractor.start()
    const text = 'my name is \u202eJohn\u202c\u0000 Carter, \u2066+963 991 234 567\u2069, j\u200bohn@example.com'
    extractor.onTurn({ seq: 0, role: 'user', text }, state)
    expect(state.contact.name).toBe('John Carter')
    expect(state.contact.phone).toBe('+963991234567')
    for (const { raw } of state.patches) expect(raw).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})
