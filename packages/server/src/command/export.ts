import { Command, Option } from 'commander'
import type { RowCounts } from 'rawi/maintenance'
import type { Desk } from './desk.ts'
import { plainText } from './display-text.ts'
import { isGone, openTarget } from './export-target.ts'
import { fromMoment, toMoment } from './moment.ts'
import { progressOn } from './progress.ts'
import type { Writing } from './write-export.ts'

type ExportFlags = { format: 'jsonl' | 'csv'; from?: Date; to?: Date }

const EXAMPLES = `
Examples:
  $ rawi export backup.jsonl
  $ rawi export --from 2026-11-01 --to 2026-11-30 november.jsonl
  $ rawi export | gzip > backup.jsonl.gz
  $ rawi export --format csv november.csv --from 2026-11-01     a row for each conversation, for spreadsheets

JSON lines hold everything of the tenant: conversations with messages, events, contact evidence, notes and aliases, callers, and
what was erased (UUIDs only). Where a server holds the embedded database it is asked; else all of it is of one moment.
A file is written whole or not at all, readable by its owner only, and never over another one.`

export function exportCommand(desk: Desk): Command {
  return new Command('export')
    .description(
      'write everything that was kept as JSON lines, for another database or as a backup, or a list for spreadsheets',
    )
    .argument('[file]', 'a new file; - or nothing is standard output', '-')
    .addOption(new Option('--format <format>', 'how it is written').choices(['jsonl', 'csv']).default('jsonl'))
    .option('--from <moment>', 'started on or after: 2026-11-22 or 2026-11-22T14:00:00+03:00', fromMoment)
    .option('--to <moment>', 'started on or before this day, or before this moment', toMoment)
    .addHelpText('after', EXAMPLES)
    .action((file: string, flags: ExportFlags) => exportTo(desk, file, flags))
}

async function exportTo(desk: Desk, file: string, { format, from, to }: ExportFlags): Promise<void> {
  const { stdout, stderr } = desk.terminal.streams
  const progress = progressOn(stderr)
  const target = await openTarget(file, stdout)
  const writing: Writing = {
    range: { ...(from && { from }), ...(to && { to }) },
    write: (text) => target.write(text),
    show: (done, of) => progress.show(`${done} of ${of} conversations`),
  }
  try {
    const { exportCsv, exportLines } = await import('./write-export.ts')
    const counts = format === 'csv' ? await exportCsv(desk, writing) : await exportLines(desk, writing)
    await target.finish()
    progress.clear()
    if (file !== '-') desk.terminal.print(`Exported ${countsText(counts)} to ${plainText(file)}.`)
  } catch (error) {
    progress.clear()
    await target.discard()
    // A reader that has seen enough, as in `rawi export | head`.
    if (!isGone(error)) throw error
  }
}

function countsText({ conversations = 0, messages, users }: RowCounts): string {
  const parts = [
    `${conversations} conversations`,
    messages !== undefined && `${messages} messages`,
    users !== undefined && `${users} callers`,
  ]
  return parts.filter(Boolean).join(', ')
}
