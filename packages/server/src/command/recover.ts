import { Command } from 'commander'
import type { RecoveryReport } from 'rawi'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine } from './display-text.ts'

export function recoverCommand(desk: Desk): Command {
  return new Command('recover')
    .description('save what processes that died left in the journal')
    .option('--json', 'print {journals, conversations, messages, damaged_frames, pending}')
    .addHelpText('after', '\nExamples:\n  $ rawi recover\n  $ rawi recover --json')
    .action(({ json }: JsonOption) =>
      desk.withRecorder(async (recorder) => {
        const report = await recorder.recover()
        if (json) desk.terminal.print(jsonLine(reportRow(report)))
        else desk.terminal.print(reportText(report))
        if (report.pending > 0) desk.fail()
      }),
    )
}

function reportRow({ journals, conversations, messages, damagedFrames, pending }: RecoveryReport): object {
  return { journals, conversations, messages, damaged_frames: damagedFrames, pending }
}

function reportText(report: RecoveryReport): string {
  if (report.conversations === 0 && report.pending === 0) {
    return 'Nothing was left to recover: every journal is saved or belongs to a running process.'
  }
  const lines = [
    `Recovered ${report.conversations} conversations, ${report.messages} messages, from ${report.journals} journals.`,
  ]
  if (report.damagedFrames > 0) lines.push(`${report.damagedFrames} damaged frames were passed over: check the disk.`)
  if (report.pending > 0)
    lines.push(`${report.pending} are not saved yet: run \`rawi recover\` again when the database is back.`)
  return lines.join('\n')
}
