import { Command } from 'commander'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine, plainText } from './display-text.ts'
import { paint, type Terminal } from './terminal.ts'
import { runningHouse } from './with-house.ts'

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
    .option('--all', 'also show each setting that is not set, and what it is for')
    .option('--json', 'print {healthy, findings}, with every setting')
    .addHelpText('after', '\nExamples:\n  $ rawi doctor\n  $ rawi doctor --all\n  $ rawi doctor --json')
    .action((flags: DoctorOptions) => doctor(desk, flags))
}

interface DoctorOptions extends JsonOption {
  readonly all?: boolean
}

async function doctor(desk: Desk, { all = false, json = false }: DoctorOptions): Promise<void> {
  const { terminal } = desk
  const settings = await desk.environment()
  const house = await runningHouse(desk)
  const [database, folder, setting, server, retention, model, maintenance] = await Promise.all([
    import('./doctor-database.ts'),
    import('./doctor-folder.ts'),
    import('./doctor-settings.ts'),
    import('./doctor-server.ts'),
    import('./doctor-retention.ts'),
    import('./doctor-models.ts'),
    import('rawi/maintenance'),
  ])
  const { journalKey } = settings.recorder
  const findings = [
    nodeFinding(),
    ...(await folder.folderFindings(settings.home, journalKey && maintenance.journalKeyId(Buffer.from(journalKey)))),
    ...(await database.databaseFindings(settings, house?.url)),
    await server.serverFinding(house),
    ...(await model.modelFindings(settings)),
    retention.retentionFinding(settings),
    ...setting.settingFindings(settings, all || json),
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
