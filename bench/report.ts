/** One table of a benchmark. */
export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What was to be reached, beside what was measured. */
export interface Target {
  readonly what: string
  readonly measured: number
  readonly atMost: number
  readonly unit: string
}

export interface Report {
  readonly bench: string
  readonly tables: readonly Table[]
  readonly targets: readonly Target[]
  /** Everything measured, for programs. */
  readonly data: unknown
}

/** Prints a report, its JSON in the last line; says whether every target was reached. */
export function show(report: Report): boolean {
  for (const table of report.tables) console.log(`\n${table.title}\n${aligned([table.columns, ...table.rows])}`)
  const judged = report.targets.map((target) => ({ ...target, reached: target.measured <= target.atMost }))
  if (judged.length > 0) {
    const rows = judged.map(({ what, measured, atMost, unit, reached }) => [
      reached ? 'PASS' : 'FAIL',
      what,
      `${number(measured)}${unit}`,
      `≤ ${number(atMost)}${unit}`,
    ])
    console.log(`\nTargets of "${report.bench}"\n${aligned([['', 'target', 'measured', 'to reach'], ...rows])}`)
  }
  console.log(`\n${JSON.stringify({ bench: report.bench, targets: judged, data: report.data })}`)
  return judged.every(({ reached }) => reached)
}

/** Three significant digits. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–'
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
}

/** The first column to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length)
  const left = (at: number) => at === 0 || !/\d/.test(rows[1]?.[at] ?? '0')
  return rows
    .map((row) => row.map((cell, at) => (left(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))))
    .map((row) => `  ${row.join('  ')}`.trimEnd())
    .join('\n')
}
