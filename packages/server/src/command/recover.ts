import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Command } from 'commander'
import type { RecoveryReport } from 'rawi'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine } from './display-text.ts'

/** How long a server that looks after journals now and then is waited for, and how often it is looked at. */
const SERVER_TAKES_MS = 60_000
const LOOK_EVERY_MS = 200

export function recoverCommand(desk: Desk): Command {
  return new Command('recover')
    .description('save what processes that died left in the journal')
    .option('--json', 'print {journals, conversations, messages, damaged_frames, pending}')
    .addHelpText(
      'after',
      `
\`pending\` counts conversations that are not saved yet and journals that could not be read; above 0 the exit code is 1.

Examples:
  $ rawi recover
  $ rawi recover --json`,
    )
    .action(({ json }: JsonOption) => recover(desk, json === true))
}

async function recover(desk: Desk, json: boolean): Promise<void> {
  const { embeddedHouse } = await import('./with-house.ts')
  const house = await embeddedHouse(desk)
  if (house) return watchServer(desk, house.url, json)
  await desk.withRecorder(async (recorder) => {
    const recovered = await recorder.recover()
    // Of another key, or of a newer program: nobody has them now, and they still hold words.
    const unread = await journalsLeft(desk)
    const report = { ...recovered, pending: recovered.pending + unread }
    if (json) desk.terminal.print(jsonLine(reportRow(report)))
    else desk.terminal.print(reportText(recovered, unread))
    if (report.pending > 0) desk.fail()
  })
}

/** A server that holds the embedded database saves what other processes leave, as soon as they are gone: only what waits is counted. */
async function watchServer(desk: Desk, url: string, json: boolean): Promise<void> {
  const until = performance.now() + SERVER_TAKES_MS
  while ((await journalsLeft(desk)) > 0 && performance.now() < until) await pause(LOOK_EVERY_MS)
  const pending = await journalsLeft(desk)
  const { terminal, fail } = desk
  if (json) terminal.print(jsonLine({ journals: 0, conversations: 0, messages: 0, damaged_frames: 0, pending }))
  else if (pending === 0) terminal.print(`Nothing is left to recover: the server at ${url} saves what processes leave.`)
  else terminal.print(`${pending} journals wait for the server at ${url}: see \`rawi doctor\`.`)
  if (pending > 0) fail()
}

/** Journals that hold words and that nobody has. */
async function journalsLeft({ environment }: Desk): Promise<number> {
  const { inspectJournals } = await import('rawi/maintenance')
  const { home } = await environment()
  return inspectJournals(join(home, 'journal')).filter(({ left }) => left).length
}

function reportRow({ journals, conversations, messages, damagedFrames, pending }: RecoveryReport): object {
  return { journals, conversations, messages, damaged_frames: damagedFrames, pending }
}

function reportText(report: RecoveryReport, unread: number): string {
  if (report.conversations + report.pending + unread === 0) {
    return 'Nothing was left to recover: every journal is saved or belongs to a running process.'
  }
  const lines = []
  if (report.conversations > 0)
    lines.push(
      `Recovered ${report.conversations} conversations, ${report.messages} messages, from ${report.journals} journals.`,
    )
  if (report.damagedFrames > 0) lines.push(`${report.damagedFrames} damaged frames were passed over: check the disk.`)
  if (report.pending > 0)
    lines.push(`${report.pending} are not saved yet: run \`rawi recover\` again when the database is back.`)
  if (unread > 0) lines.push(`Journals that could not be read: ${unread}. They are kept; see \`rawi doctor\`.`)
  return lines.join('\n')
}
