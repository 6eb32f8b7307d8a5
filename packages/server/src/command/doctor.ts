import { Command } from 'commander'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine, plainText } from './display-text.ts'
import { paint, type Terminal } from './terminal.ts'

/** One thing the doctor looked at. Only `wrong` makes the command fail. */
export interface Finding {
  readonly check: string
  readonly state: 'ok' | 'note' | 'wrong'
  readonly finding: string
  /** What to do, where something is to be done. */
  readonly next?: string
}

export function doctorCommand(desk: Desk): Command {
  return new Command('doctor')
    .description('look at everything the recorder needs, and say what to do where something is wrong')
    .option('--json', 'print {healthy, findings}')
    .addHelpText('after', '\nExamples:\n  $ rawi doctor\n  $ rawi doctor --json')
    .action((flags: JsonOption) => doctor(desk, flags))
}

async function doctor(desk: Desk, { json }: JsonOption): Promise<void> {
  const { terminal } = desk
  const settings = await desk.environment()
  const [{ databaseFindings }, { folderFindings }, { settingFindings }, { serverFinding }, { retentionFinding }] =
    await Promise.all([
      import('./doctor-database.ts'),
      import('./doctor-folder.ts'),
      import('./doctor-settings.ts'),
      import('./doctor-server.ts'),
      import('./doctor-retention.ts'),
    ])
  const findings = [
    nodeFinding(),
    ...(await folderFindings(settings.home)),
    ...(await databaseFindings(settings)),
    await serverFinding(desk),
    retentionFinding(settings),
    ...settingFindings(settings),
  ]
  const healthy = findings.every(({ state }) => state !== 'wrong')
  if (json) terminal.print(jsonLine({ healthy, findings }))
  else for (const finding of findings) printFinding(terminal, finding)
  if (!healthy) desk.fail()
}

function nodeFinding(): Finding {
  const { node } = process.versions
  const good = Number.parseInt(node, 10) >= 24
  return {
    check: 'node',
    state: good ? 'ok' : 'wrong',
    finding: `Node ${node}`,
    ...(!good && { next: 'Install Node 24.' }),
  }
}

const MARKS = { ok: ['✓', 'green'], note: ['•', 'yellow'], wrong: ['✗', 'red'] } as const

function printFinding(terminal: Terminal, { check, state, finding, next }: Finding): void {
  const [mark, colour] = MARKS[state]
  terminal.print(`${paint(terminal, colour, mark)} ${check.padEnd(12)} ${plainText(finding)}`)
  if (next !== undefined) terminal.print(`${' '.repeat(15)}→ ${plainText(next)}`)
}
