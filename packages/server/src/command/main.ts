import { Command } from 'commander'
import { programVersion } from '../settings/program-version.ts'
import { chatCommand } from './chat.ts'
import { contactsCommand } from './contacts.ts'
import { demoCommand } from './demo.ts'
import { type Desk, openDesk } from './desk.ts'
import { doctorCommand } from './doctor.ts'
import { eraseCommand } from './erase.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { keysCommand } from './keys.ts'
import { listCommand } from './list.ts'
import { migrateCommand } from './migrate.ts'
import { recoverCommand } from './recover.ts'
import { reportError } from './report-error.ts'
import { retentionCommand } from './retention.ts'
import { searchCommand } from './search.ts'
import { showCommand } from './show.ts'
import { startCommand } from './start.ts'
import { statsCommand } from './stats.ts'
import { openTerminal, type Streams } from './terminal.ts'

const EXAMPLES = `
Examples:
  $ rawi start                       the server: API, live events, sign-in
  $ rawi demo                        a scripted call, saved and read back
  $ rawi chat                        type with the agent; the call is kept
  $ rawi list --status completed     the newest calls
  $ rawi show room-abc123            one call with its words
  $ rawi search 0991234567           by phone; by words when it is not a number
  $ rawi doctor                      is everything as it should be?

Settings come from the environment: DATABASE_URL (PostgreSQL or Supabase; without it an embedded database),
RAWI_HOME (default ~/.rawi), RAWI_SCHEMA, RAWI_REGION, RAWI_TENANT, RAWI_SYNC, RAWI_JOURNAL_KEY, NO_COLOR.
Exit codes: 0 done, 1 an error, 2 a wrong use of the command.`

/** What a command knows of the process that it runs in. */
export interface Surroundings extends Streams {
  readonly env: NodeJS.ProcessEnv
}

/** Runs the command and gives its exit code; nothing is thrown. */
export async function main(args: readonly string[], surroundings: Surroundings = process): Promise<number> {
  const source = surroundings.env
  const terminal = openTerminal(surroundings, Boolean(source.NO_COLOR))
  let exitCode = 0
  const json = args.includes('--json')
  const fail = () => {
    exitCode = 1
  }
  const desk = openDesk(terminal, source, { json, fail })
  try {
    const rawi = program(desk)
    if (args.length === 0) rawi.outputHelp()
    else await rawi.parseAsync(args.map(withoutMarks), { from: 'user' })
  } catch (error) {
    exitCode = reportError(terminal, error, { json, debug: Boolean(source.RAWI_DEBUG) })
  }
  return exitCode
}

/** What was copied from a terminal brings along the marks that keep its direction. */
function withoutMarks(argument: string): string {
  return argument.replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
}

function program(desk: Desk): Command {
  const { stdout, stderr } = desk.terminal.streams
  const rawi = new Command('rawi')
    .description('Keeps every conversation of a voice agent, and shows what was kept.')
    .version(programVersion(), '-V, --version')
    .addHelpText('after', EXAMPLES)
  const commands = [
    startCommand(desk),
    demoCommand(desk),
    chatCommand(desk),
    listCommand(desk),
    showCommand(desk),
    searchCommand(desk),
    statsCommand(desk),
    contactsCommand(desk),
    recoverCommand(desk),
    eraseCommand(desk),
    exportCommand(desk),
    importCommand(desk),
    retentionCommand(desk),
    keysCommand(desk),
    migrateCommand(desk),
    doctorCommand(desk),
  ]
  for (const command of commands) rawi.addCommand(command)
  for (const command of [rawi, ...commands, ...commands.flatMap((one) => one.commands)]) {
    // Errors are told in one place, in one form.
    const writeOut = (text: string) => stdout.write(text)
    const writeErr = (text: string) => stderr.write(text)
    command.exitOverride().configureOutput({ outputError: () => {}, writeOut, writeErr })
  }
  return rawi
}
