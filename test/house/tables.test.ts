import { ERRORS } from 'rawi'
import { describe, expect, it } from 'vitest'
import * as bounds from '../../packages/rawi/src/conversation/bounds.ts'
import { read } from './sources.ts'

describe('docs/errors.md', () => {
  const rows = tableRows('docs/errors.md')

  it('has every error code, with its own words', () => {
    expect(Object.fromEntries(rows.map(([code, hint]) => [code, hint]))).toEqual(ERRORS)
  })

  it('has each code once, in the order of the source', () => {
    expect(rows.map(([code]) => code)).toEqual(Object.keys(ERRORS))
  })
})

describe('docs/bounds.md', () => {
  const rows = tableRows('docs/bounds.md')

  it('has every bound with its value', () => {
    expect(Object.fromEntries(rows.map(([name, value]) => [name, Number(value?.replaceAll(',', ''))]))).toEqual({
      ...bounds,
    })
  })

  it('says of each what happens at it', () => {
    expect(rows.filter(([, , happens]) => (happens ?? '').split(' ').length < 4)).toEqual([])
  })

  it('has each bound once', () => {
    expect(rows.map(([name]) => name)).toEqual([...new Set(rows.map(([name]) => name))])
  })
})

/** The cells of a page's tables whose first cell is a name in code. */
function tableRows(path: string): string[][] {
  return read(path)
    .split('\n')
    .filter((line) => /^\| `[A-Z_]+` \|/.test(line))
    .map((line) => {
      const [name = '', ...cells] = line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim())
      return [name.replaceAll('`', ''), ...cells]
    })
}
