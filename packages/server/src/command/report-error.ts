import { CommanderError } from 'commander'
import { jsonLine, plainText } from './display-text.ts'
import { paint, type Terminal } from './terminal.ts'

/** What a person needs of an error: its code, what happened, what to do next. */
interface Report {
  readonly code: string
  readonly message: string
  readonly hint: string
}

export interface ReportOptions {
  readonly json: boolean
  /** Print the stack too. */
  readonly debug: boolean
}

/** Says on standard error what went wrong and gives the exit code: 2 for a wrong use of the command, else 1. */
export function reportError(terminal: Terminal, error: unknown, { json, debug }: ReportOptions): 0 | 1 | 2 {
  // Commander ends `--help` and `--version` this way.
  if (error instanceof CommanderError && error.exitCode === 0) return 0
  const report = reportOf(error)
  if (json) {
    terminal.warn(jsonLine({ error: report }))
  } else {
    terminal.warn(`${paint(terminal, 'red', 'error')} ${report.code}: ${plainText(report.message)}`)
    terminal.warn(report.hint)
  }
  if (debug && error instanceof Error) terminal.warn(error.stack ?? '')
  return report.code === 'RAWI_COMMAND_USAGE' ? 2 : 1
}

function reportOf(error: unknown): Report {
  if (error instanceof CommanderError) {
    return {
      code: 'RAWI_COMMAND_USAGE',
      // After `help nope` commander has shown the help, and says nothing else.
      message:
        error.code === 'commander.help'
          ? 'There is no such command.'
          : error.message.replace(/^error: /, '').replaceAll('\n', ' '),
      hint: 'See `rawi --help` for the commands and their options.',
    }
  }
  if (error instanceof Error && 'code' in error && 'hint' in error) {
    return { code: String(error.code), message: error.message, hint: String(error.hint) }
  }
  // The text of an unforeseen error may quote what was said: only its kind is shown, the rest with RAWI_DEBUG.
  return {
    code: 'RAWI_INTERNAL',
    message: `The command failed with ${error instanceof Error ? error.name : typeof error}.`,
    hint: 'This is a defect of Rawi: set RAWI_DEBUG=1 to see where it happened, and report it.',
  }
}
