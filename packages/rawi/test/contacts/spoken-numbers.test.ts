import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toE164 } from '../../src/contacts/index.ts'
import { hear } from './hear.ts'

const UNITS = ['صفر', 'واحد', 'اتنين', 'تلاتة', 'أربعة', 'خمسة', 'ستة', 'سبعة', 'تمانية', 'تسعة']
const TEENS = ['عشرة', 'احدعش', 'اتناعش', 'تلتعش', 'أربعتعش', 'خمستعش', 'ستعش', 'سبعتعش', 'تمنتعش', 'تسعتعش']
const TENS = ['', '', 'عشرين', 'تلاتين', 'أربعين', 'خمسين', 'ستين', 'سبعين', 'تمانين', 'تسعين']
const HUNDREDS = ['', 'مية', 'ميتين', 'تلتمية', 'أربعمية', 'خمسمية', 'ستمية', 'سبعمية', 'تمنمية', 'تسعمية']
const ENGLISH = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** Digits as a Syrian says them: one by one, in pairs or in threes. */
function inWords(digits: string): string {
  const value = Number(digits)
  if (digits.length === 1) return UNITS[value] ?? ''
  if (digits.startsWith('0')) return [...digits].map((digit) => UNITS[Number(digit)]).join(' ')
  if (digits.length === 2) {
    if (value < 20) return TEENS[value - 10] ?? ''
    const [ten, unit] = [Math.floor(value / 10), value % 10]
    return unit === 0 ? (TENS[ten] ?? '') : `${UNITS[unit]} و${TENS[ten]}`
  }
  const rest = value % 100
  const hundred = HUNDREDS[Math.floor(value / 100)] ?? ''
  if (rest === 0) return hundred
  return `${hundred} و${inWords(String(rest))}`
}

/** Cuts digits into the pieces that lengths say. */
function pieces(digits: string, lengths: readonly number[]): string[] {
  const cut: string[] = []
  for (let at = 0, turn = 0; at < digits.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1
    cut.push(digits.slice(at, at + length))
    at += length
  }
  return cut
}

const local = fc
  .tuple(fc.constantFrom('093', '094', '095', '098', '099'), fc.integer({ min: 0, max: 9_999_999 }))
  .map(([prefix, rest]) => `${prefix}${String(rest).padStart(7, '0')}`)
  .filter((digits) => toE164(digits, 'SY') !== undefined)
const lengths = fc.array(fc.constantFrom(1, 2, 3), { minLength: 1, maxLength: 5 })

describe('a number that is dictated', () => {
  it('in words, one by one, in pairs and in hundreds, is the number', () => {
    fc.assert(
      fc.property(local, lengths, (digits, cut) => {
        // A hundred and what is said right after it without "and" stay apart: 900 33 is not 933.
        const words = pieces(digits, cut).map(inWords).join('، ')
        expect(hear('SY', 'a: شو رقمك؟', `u: ${words}`).state.contact.phone).toBe(toE164(digits, 'SY'))
      }),
      { numRuns: 400 },
    )
  })

  it('over several turns is the number, and nothing before its last digit', () => {
    fc.assert(
      fc.property(local, lengths, (digits, cut) => {
        const said = pieces(digits, cut)
        // Who says the beginning again begins again: that those digits also go on a number cannot be heard.
        fc.pre(!said.slice(1).some((piece) => piece.length > 2 && digits.startsWith(piece)))
        const turns = said.flatMap((piece) => [`u: ${inWords(piece)}`, 'a: نعم'])
        const { state } = hear('SY', 'a: شو رقمك؟', ...turns.slice(0, -3))
        if (said.length > 1) expect(state.contact.phone).toBeNull()
        expect(hear('SY', 'a: شو رقمك؟', ...turns).state.contact.phone).toBe(toE164(digits, 'SY'))
      }),
      { numRuns: 200 },
    )
  })

  it('in English words, in Arabic-Indic and in Persian digits, is the number', () => {
    const written = (digits: string, zero: number) =>
      digits.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
    fc.assert(
      fc.property(local, (digits) => {
        const e164 = toE164(digits, 'SY')
        const english = [...digits].map((digit) => ENGLISH[Number(digit)]).join(' ')
        for (const said of [
          english,
          written(digits, 0x660),
          written(digits, 0x6f0),
          `+963${digits.slice(1)}`,
          `00963${digits.slice(1)}`,
        ]) {
          expect(hear('SY', `u: my number is ${said}`).state.contact.phone).toBe(e164)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('with its last digits corrected ends in them', () => {
    fc.assert(
      fc.property(local, fc.integer({ min: 10, max: 99 }), (digits, last) => {
        const { state } = hear('SY', `u: رقمي ${digits}`, `a: ${digits} صح؟`, `u: لا، آخره ${inWords(String(last))}`)
        const mended = toE164(`${digits.slice(0, -2)}${last}`, 'SY')
        if (mended) expect(state.contact.phone).toBe(mended)
      }),
      { numRuns: 200 },
    )
  })
})
