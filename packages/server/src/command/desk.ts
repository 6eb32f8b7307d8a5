import type { RawiError, Recorder } from 'rawi'
import type { Settings } from '../settings/read-settings.ts'
import { jsonLine, plainText } from './display-text.ts'
import type { Terminal } from './terminal.ts'

/** What every command works with. Heavy things are loaded only when a command asks for them. */
export interface Desk {
  readonly terminal: Terminal
  /** @throws RawiError RAWI_CONFIG_INVALID */
  environment(): Promise<Settings>
  /** The same with flags of the command line, named as the settings are. @throws RawiError RAWI_CONFIG_INVALID */
  settings(flags: Readonly<Record<string, string | undefined>>): Promise<Settings>
  /**
   * Opens a recorder in the state folder, waits for the database, runs and closes; alarms go to standard error.
   * @throws RawiError the reason why the database is not ready; with `go on` not when it is merely away
   */
  withRecorder<T>(run: (recorder: Recorder) => Promise<T>, away?: { unreachable: 'go on' }): Promise<T>
  /** A command that ran to its end but found something wrong. */
  fail(): void
}

const AWAY: ReadonlySet<unknown> = new Set(['RAWI_DATABASE_UNREACHABLE', 'RAWI_DATABASE_TIMEOUT'])

function isAway(error: unknown): error is RawiError {
  return error instanceof Error && 'code' in error && AWAY.has(error.code)
}

/** Every command's own option. */
export interface JsonOption {
  readonly json?: boolean
}

/** How a command was asked to speak, and where it tells that it found something wrong. */
export interface DeskOptions {
  readonly json: boolean
  readonly fail: () => void
}

export function openDesk(terminal: Terminal, source: NodeJS.ProcessEnv, { json, fail }: DeskOptions): Desk {
  const warn = (code: string, message: string) =>
    terminal.warn(json ? jsonLine({ warning: { code, message } }) : `warning ${code}: ${plainText(message)}`)
  const settings: Desk['settings'] = async (flags) =>
    (await import('../settings/load-settings.ts')).loadSettings(source, process.cwd(), flags)
  const environment = () => settings({})
  return {
    terminal,
    environment,
    settings,
    fail,
    async withRecorder(run, away) {
      const { recorder: options } = await environment()
      const { openRecorder } = await import('rawi')
      // What goes on while the database is away is a call: it shows up live wherever somebody listens.
      const recorder = await openRecorder({ ...(away && { sync: 'live' as const }), ...options })
      recorder.on('alarm', async ({ code, detail }) => {
        // What keeps the database from being ready is told as the error, and not as a warning too.
        const failure: unknown = await recorder.ready.then(
          () => undefined,
          (error: unknown) => error,
        )
        const echo = failure instanceof Error && failure.message === detail
        if (!AWAY.has(code) && !echo) warn(code, detail)
      })
      try {
        await recorder.ready.catch((error: unknown) => {
          if (!away || !isAway(error)) throw error
          warn(error.code, error.message)
          if (!json) terminal.warn('The call goes on; it is kept in the journal and saved when the database is back.')
        })
        return await run(recorder)
      } finally {
        await recorder.close()
      }
    },
  }
}
