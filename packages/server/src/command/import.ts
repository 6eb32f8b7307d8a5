import { basename } from 'node:path'
import { Command } from 'commander'
import type { ImportReport, Transfer } from 'rawi/maintenance'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine, plainText } from './display-text.ts'
import { progressOn } from './progress.ts'
import { paint, type Terminal } from './terminal.ts'
import { withTransfer } from './with-transfer.ts'
import { zoneOption } from './zone-option.ts'

type ImportFlags = JsonOption & { zone: string }

const EXAMPLES = `
Examples:
  $ rawi import /tmp/transcript_*.json --zone Asia/Damascus
  $ rawi import ~/.rawi/transcripts/*.json     brings back what a database lost
  $ rawi import backup.jsonl                   an export
  $ ssh other rawi export | rawi import -

Importing twice changes nothing. Exit code 1 when anything was refused; everything else is imported.`

export function importCommand(desk: Desk): Command {
  return new Command('import')
    .description('import transcripts of the old system or of Rawi, and exports')
    .argument('<files...>', 'transcript_*.json or *.jsonl; - reads standard input')
    .addOption(zoneOption())
    .option('--json', 'print one line of JSON per file')
    .addHelpText('after', EXAMPLES)
    .action((files: string[], flags: ImportFlags) => importFiles(desk, files, flags))
}

async function importFiles(desk: Desk, files: readonly string[], { zone, json }: ImportFlags): Promise<void> {
  const { terminal } = desk
  const { ERRORS } = await import('rawi')
  const progress = progressOn(terminal.streams.stderr)
  const totals = { imported: 0, completed: 0, present: 0, erased: 0, messages: 0, users: 0, refusals: 0 }
  await withImport(desk, zone, async (importOne) => {
    for (const [index, file] of files.entries()) {
      const report = await importOne(file, {
        ...(file === '-' && { bytes: terminal.streams.stdin }),
        onProgress: (done) =>
          progress.show(`${index + 1}/${files.length} ${plainText(basename(file))}: ${done} conversations`),
      })
      progress.clear()
      for (const key of Object.keys(totals) as (keyof typeof totals)[]) totals[key] += report[key]
      if (json) terminal.print(jsonLine(reportRow(file, report)))
      else for (const line of reportLines(terminal, file, report, ERRORS)) terminal.print(line)
    }
  })
  if (!json && files.length > 1) terminal.print(`\n${countsText(totals)}`)
  if (totals.refusals > 0) desk.fail()
}

type ImportOne = Transfer['importFile']

/** Into the database of this run, or through the server that holds it. */
async function withImport(desk: Desk, zone: string, run: (importOne: ImportOne) => Promise<void>): Promise<void> {
  const { embeddedHouse } = await import('./with-house.ts')
  const house = await embeddedHouse(desk)
  if (!house) return withTransfer(desk, { zone }, (transfer) => run(transfer.importFile))
  const { askedImport } = await import('./asked-import.ts')
  return run((file, { bytes } = {}) => askedImport(house, file, { zone, ...(bytes && { bytes }) }))
}

function reportRow(file: string, { leftOut, erasedElsewhere, ...report }: ImportReport): object {
  return { file, ...report, left_out: leftOut, erased_elsewhere: erasedElsewhere }
}

type Counts = Pick<ImportReport, 'imported' | 'completed' | 'present' | 'messages' | 'users' | 'refusals'>

function reportLines(
  terminal: Terminal,
  file: string,
  report: ImportReport,
  hints: Readonly<Record<string, string>>,
): string[] {
  const name = plainText(file)
  const lines = report.refusals > 0 ? [] : [`${paint(terminal, 'green', '✓')} ${name}: ${countsText(report)}`]
  if (report.refusals > 0) lines.push(`${paint(terminal, 'red', '✗')} ${name}: ${countsText(report)}`)
  for (const [at, { code, detail }] of report.refused.entries()) {
    lines.push(`    ${code}: ${plainText(detail)}`)
    if (report.refused.findIndex((refusal) => refusal.code === code) === at) lines.push(`      ${hints[code] ?? ''}`)
  }
  if (report.refusals > report.refused.length) lines.push(`    and ${report.refusals - report.refused.length} more`)
  if (report.leftOut > 0) lines.push(`    ${report.leftOut} entries hold no words`)
  if (report.erasedElsewhere.length > 0) {
    lines.push(`    ${report.erasedElsewhere.length} were erased where this comes from and still stand here:`)
    for (const id of report.erasedElsewhere.slice(0, 20)) lines.push(`      rawi erase ${id}`)
  }
  return lines
}

/** What was done, in words; what did not happen is left out. */
function countsText(counts: Counts): string {
  const parts = [
    counts.imported > 0 && `imported ${counts.imported} conversations, ${counts.messages} messages`,
    counts.completed > 0 && `completed ${counts.completed}`,
    counts.users > 0 && `${counts.users} callers`,
    counts.present > 0 && `${counts.present} already there`,
    counts.refusals > 0 && `${counts.refusals} refused`,
  ]
  return parts.filter(Boolean).join(', ') || 'nothing to import'
}
