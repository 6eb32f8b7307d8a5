import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldName, foldText, foldWords } from '../../src/store/fold-arabic.ts'
import { wordsQuery } from '../../src/store/words-query.ts'

describe('folding', () => {
  it.each([
    ['أحمد', 'احمد'],
    ['إبراهيم آمنة ٱلله', 'ابراهيم امنه الله'],
    ['مُحَمَّدٌ', 'محمد'],
    ['مـــرحـــبا', 'مرحبا'],
    ['مستشفى', 'مستشفي'],
    ['٠٩٩١٢٣٤٥٦٧ ۰۹', '0991234567 09'],
    ['ﻻ ﷲ', 'لا الله'],
    ['Café ÀÉ', 'cafe ae'],
    ['کتابی', 'كتابي'],
  ])('makes %s what %s is', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[\u0600-\u06ff ]*$/)), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
        expect(foldName(foldName(text))).toBe(foldName(text))
      }),
    )
  })

  it('finds a word with and without its light prefix, where three letters are left', () => {
    expect(foldWords('والأسعار بالمدرسة للطلاب والد الى وال Café')).toEqual([
      ['والاسعار', 'اسعار'],
      ['بالمدرسه', 'مدرسه'],
      ['للطلاب', 'طلاب'],
      ['والد', 'الد'],
      ['الي'],
      ['وال'],
      ['cafe'],
    ])
  })

  it('asks for all words, the last as a prefix, and lets nothing typed be an operator', () => {
    expect(wordsQuery('كم أسعار الدور')).toBe(`'كم' & 'اسعار' & ( 'الدور':* | 'دور':* )`)
    expect(wordsQuery(' ؟!  ')).toBe('')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const shape = wordsQuery(typed).replace(/'[\p{L}\p{N}]+'(:\*)?/gu, 'w')
        expect(shape).toMatch(/^$|^(w|\( w \| w \))( & (w|\( w \| w \)))*$/)
      }),
    )
  })
})
