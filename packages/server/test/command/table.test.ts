import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { tableLines } from '../../src/command/table.ts'

const COLUMNS = [
  { title: 'NAME', value: (row: { name: string; phone: string }) => row.name, max: 10 },
  { title: 'PHONE', value: (row: { name: string; phone: string }) => row.phone, kind: 'phone' as const },
]
const ROWS = [
  { name: 'أحمد محمد', phone: '+963991234567' },
  { name: 'مَرحباً', phone: '+12025550123' },
  { name: 'a name that is too long', phone: '' },
]
const screen = { interactive: true, answers: true, colours: false }
const pipe = { ...screen, interactive: false }

describe('a table', () => {
  it('lines up on a screen, whatever the script', () => {
    const [, , ...rows] = tableLines(terminal(screen), COLUMNS, ROWS)
    const begins = rows.slice(0, 2).map((row) => stringWidth(row.slice(0, row.indexOf('+'))))
    expect(begins).toEqual([12, 12])
  })

  it('keeps each cell’s direction inside the cell on a screen', () => {
    const [, , row] = tableLines(terminal(screen), COLUMNS, ROWS)
    expect(row).toContain('\u2068أحمد محمد\u2069')
    expect(row).toContain('\u2066+963991234567\u2069')
  })

  it('cuts what is too long for a screen, and only where a column says so', () => {
    const long = { name: 'a name that is too long', phone: '+963991234567'.repeat(20) }
    const line = tableLines(terminal(screen), COLUMNS, [long]).at(-1)
    expect(line).toContain('a name th…')
    expect(line).toContain(long.phone)
  })

  it('is plain and whole in a pipe', () => {
    expect(tableLines(terminal(pipe), COLUMNS, ROWS)).toEqual([
      'NAME                     PHONE',
      'أحمد محمد                +963991234567',
      `مَرحباً${' '.repeat(20)}+12025550123`,
      'a name that is too long',
    ])
  })
})

function terminal(kind: typeof screen) {
  return { ...kind, streams: process, print() {}, warn() {}, ask() {} }
}
