import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContactTurn, openContactExtractor } from '../../src/contacts/index.ts'
import { readCases } from './read-cases.ts'

const { tune, held } = readCases()
const calls = [...tune, ...held].map(({ default_region, turns }) => ({
  region: default_region,
  turns: turns.map(({ role, text }, seq): ContactTurn => ({ seq, role: role === 'user' ? 'user' : 'assistant', text })),
}))
/** Any UTF-16 at all, lone surrogates too, with words among it that open the rules. */
const anyText = fc
  .array(
    fc.oneof(
      fc.uint16Array({ maxLength: 12 }).map((units) => String.fromCharCode(...units)),
      fc.constantFrom(
        'اسمي ',
        'my name is ',
        'رقمي ',
        'at ',
        ' dot com',
        '@',
        '0991234567 ',
        'لا ',
        'صفر تسعة ',
        ' ends with ',
        '\u0000',
        '\u202e',
        '<b>',
        'أحمد ',
        'John ',
        'نعم',
        '+',
        '؟',
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))
const anyCall = fc.array(fc.record({ role: fc.constantFrom('user' as const, 'assistant' as const), text: anyText }), {
  maxLength: 8,
})

function heard(turns: readonly ContactTurn[], region: string) {
  const extractor = openContactExtractor({ defaultRegion: region })
  const state = extractor.start()
  for (const turn of turns) extractor.onTurn(turn, state)
  return { extractor, state }
}

describe('any call', () => {
  it('is read without a throw, and no value holds a control or a direction character', () => {
    fc.assert(
      fc.property(anyCall, (turns) => {
        const { state } = heard(
          turns.map((turn, seq) => ({ ...turn, seq })),
          'SY',
        )
        for (const { value, raw } of state.patches) {
          expect(value).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
          expect(raw).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
          expect(value).not.toBe('')
        }
      }),
      { numRuns: 500 },
    )
  })

  it('quotes evidence literally from the turns', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...calls.map(({ turns }) => turns)), anyCall), (turns) => {
        const numbered = turns.map((turn, seq) => ({ ...turn, seq }))
        for (const { evidence } of heard(numbered, 'SY').state.patches) {
          expect(evidence.length).toBeGreaterThan(0)
          for (const { seq, start, end, quote, role } of evidence) {
            expect(numbered[seq]?.text.slice(start, end)).toBe(quote)
            expect(numbered[seq]?.role).toBe(role)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('changes nothing when a turn comes again', () => {
    for (const { turns, region } of calls) {
      const { extractor, state } = heard(turns, region)
      const before = [...state.patches]
      for (const turn of turns) expect(extractor.onTurn(turn, state)).toEqual([])
      expect(state.patches).toEqual(before)
    }
  })

  it('only ever adds patches', () => {
    for (const { turns, region } of calls) {
      const extractor = openContactExtractor({ defaultRegion: region })
      const state = extractor.start()
      let before = [...state.patches]
      for (const turn of turns) {
        const added = extractor.onTurn(turn, state)
        expect(state.patches).toEqual([...before, ...added])
        before = [...state.patches]
      }
    }
  })

  it('ends the same in whatever order its turns arrive', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...calls.filter(({ turns }) => turns.length > 1)).chain(({ turns, region }) =>
          fc.record({
            turns: fc.constant(turns),
            region: fc.constant(region),
            order: fc.shuffledSubarray([...turns], { minLength: turns.length }),
          }),
        ),
        ({ turns, region, order }) => {
          expect(heard(order, region).state.contact).toEqual(heard(turns, region).state.contact)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('ends as if a revised turn had been said so at once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...calls), fc.nat(), fc.boolean(), ({ turns, region }, pick, early) => {
        const at = pick % turns.length
        const drafts = turns.map((turn, seq) => (seq === at ? { ...turn, text: turn.text.slice(0, 9) } : turn))
        const final = { ...(turns[at] as ContactTurn), revision: 1 }
        const order = early ? [...drafts.slice(0, at + 1), final, ...drafts.slice(at + 1)] : [...drafts, final]
        expect(heard(order, region).state.contact).toEqual(heard(turns, region).state.contact)
      }),
      { numRuns: 300 },
    )
  })
})
