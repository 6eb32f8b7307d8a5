import { Command, Option } from 'commander'
import type { RowCounts } from 'rawi/maintenance'
import type { Desk } from './desk.ts'
import { plainText } from './display-text.ts'
import { isGone, openTarget } from './export-target.ts'
import { fromMoment, toMoment } from './moment.ts'
import { progressOn } from './progress.ts'
import { withTransfer } from './with-transfer.ts'

type ExportFlags = { format: 'jsonl'; from?: Date; to?: Date }

const EXAMPLES = `
Examples:
  $ rawi export backup.jsonl
  $ rawi export --from 2026-11-01 --to 2026-11-30 november.jsonl
  $ rawi export | gzip > backup.jsonl.gz

One moment of the whole tenant: conversations with messages, events and aliases, callers, and what was erased (UUIDs only).
A file is written whole or not at all, readable by its owner only, and never over another one.`

export function exportCommand(desk: Desk): Command {
  return new Command('export')
    .description('write everything that was kept as JSON lines, for another database or as a backup')
    .argument('[file]', 'a new file; - or nothing is standard output', '-')
    .addOption(new Option('--format <format>', 'how it is written').choices(['jsonl']).default('jsonl'))
    .option('--from <moment>', 'started on or after: 2026-11-22 or 2026-11-22T14:00:00+03:00', fromMoment)
    .option('--to <moment>', 'started on or before this day, or before this moment', toMoment)
    .addHelpText('after', EXAMPLES)
    .action((file: string, flags: ExportFlags) => exportTo(desk, file, flags))
}

async function exportTo(desk: Desk, file: string, { from, to }: ExportFlags): Promise<void> {
  const progress = progressOn(process.stderr)
  const target = await openTarget(file)
  try {
    const counts = await withTransfer(desk, {}, (transfer) =>
      transfer.export({
        ...(from && { from }),
        ...(to && { to }),
        write: (text) => target.write(text),
        onProgress: ({ conversations, of }) => progress.show(`${conversations} of ${of} conversations`),
      }),
    )
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

function countsText({ conversations = 0, messages = 0, users = 0 }: RowCounts): string {
  return `${conversations} conversations, ${messages} messages, ${users} callers`
}
