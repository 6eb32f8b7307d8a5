import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLines, guardedCell } from '../../src/records/csv-text.ts'
import { readCsv } from './read-csv.ts'

describe('a cell', () => {
  it('that a spreadsheet would take for a formula begins with an apostrophe', () => {
    for (const value of [
      ...[
        '=1+1',
        '+963991234567',
        '-1',
        '@sum',
        '\t=1',
        '\r=1',
        '\n=1',
        '＝1',
        '＋1',
        '－1',
        '＠x',
        '﹦1',
        '﹢1',
        '−1',
      ],
      ...[
        ' =1',
        '\u200f=1',
        '\u202a=1',
        '\u200b\u2060+1',
        '\u00a0=1',
        '\u0000=1',
        '\ufeff=1',
        '\u0301=1',
        "'=1",
        ' \t=1',
      ],
    ])
      expect(JSON.stringify(guardedCell(value))).toBe(JSON.stringify(`'${value}`))
  })

  it('of any other kind stays as it is', () => {
    for (const value of ['', 'أحمد محمد', 'a=1', '963', 'ـ', '٠٩٩١', '(=1)', '"=1'])
      expect(guardedCell(value)).toBe(value)
  })

  it('gives its value back when one apostrophe is taken away, and its first character that is seen is harmless', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '=', '+', '-', '@', '\t', '＝', "'"),
        (text, first) => {
          const value = first + text
          const cell = guardedCell(value)
          expect(cell === value || cell === `'${value}`).toBe(true)
          if (value.startsWith("'")) expect(cell).toBe(`'${value}`)
          expect(cell).not.toMatch(/^[\p{Cf}\p{Z}\p{Cc}]*[=+\-@＝＋－＠]/u)
        },
      ),
    )
  })
})

describe('lines of CSV', () => {
  it('are read back as they were, whatever stands in them', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ب', '"', ',', '\n', '\r', ' ', ';', '١') })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const text = csvLines([['one', 'two'], ...rows])
        const back = readCsv(text).map(({ one = '', two = '' }) => [one, two].map((value) => value.replace(/^'/, '')))
        expect(back).toEqual(rows)
      }),
    )
  })
})
