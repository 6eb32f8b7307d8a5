import type { RawiError, Recorder } from 'rawi'
import type { Settings } from '../settings/read-settings.ts'
import { plainText } from './display-text.ts'
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

export function openDesk(terminal: Terminal, source: NodeJS.ProcessEnv, fail: () => void): Desk {
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
      recorder.on('alarm', ({ code, detail }) => {
        if (!AWAY.has(code)) terminal.warn(`warning ${code}: ${plainText(detail)}`)
      })
      try {
        await recorder.ready.catch((error: unknown) => {
          if (!away || !isAway(error)) throw error
          terminal.warn(`warning ${error.code}: ${plainText(error.message)}`)
          terminal.warn('The call goes on; it is kept in the journal and saved when the database is back.')
        })
        return await run(recorder)
      } finally {
        await recorder.close()
      }
    },
  }
}
