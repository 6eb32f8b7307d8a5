import stringWidth from 'string-width'
import { isolated, isolatedNumber, plainText } from './display-text.ts'
import { paint, type Terminal } from './terminal.ts'

export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string
  /** Digits stand right, numbers of telephones read from left to right. */
  readonly kind?: 'text' | 'number' | 'phone'
  /** The most columns of the screen it takes; longer values end in `…`. Without it nothing is cut. */
  readonly max?: number
}

/**
 * Rows under their titles. On a terminal every cell keeps its own direction and its true width; into a pipe the
 * cells are separated by two blanks or more, without colours and marks.
 */
export function tableLines<Row>(terminal: Terminal, columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const cells = rows.map((row) =>
    columns.map((column) => shorten(plainText(column.value(row)), widthOf(terminal, column))),
  )
  const shown = columns.map((column, index) => ({
    column,
    width: Math.max(stringWidth(column.title), ...cells.map((row) => stringWidth(row[index] ?? ''))),
    index,
  }))
  const head = shown.map(({ column, width }) =>
    paint(terminal, 'bold', pad(column.title, column.title, width, column.kind)),
  )
  const body = cells.map((row) =>
    shown.map(({ column, width, index }) => {
      const text = row[index] ?? ''
      return pad(direct(terminal, text, column.kind), text, width, column.kind)
    }),
  )
  const rule = shown.map(({ width }) => paint(terminal, 'dim', '─'.repeat(width)))
  return [head, ...(terminal.interactive ? [rule] : []), ...body].map((line) => line.join('  ').trimEnd())
}

function widthOf<Row>(terminal: Terminal, column: Column<Row>): number {
  return (terminal.interactive ? column.max : undefined) ?? Number.POSITIVE_INFINITY
}

/** A cell's direction stays inside the cell. */
function direct(terminal: Terminal, text: string, kind: Column<never>['kind']): string {
  if (!terminal.interactive) return text
  return kind === 'phone' ? isolatedNumber(text) : isolated(text)
}

function pad(written: string, text: string, width: number, kind: Column<never>['kind']): string {
  const blanks = ' '.repeat(width - stringWidth(text))
  return kind === 'number' ? blanks + written : written + blanks
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Cut between whole characters, as wide as the screen shows them. */
function shorten(text: string, max: number): string {
  if (stringWidth(text) <= max) return text
  let short = ''
  let width = 1
  for (const { segment } of characters.segment(text)) {
    width += stringWidth(segment)
    if (width > max) break
    short += segment
  }
  return `${short.trimEnd()}…`
}
