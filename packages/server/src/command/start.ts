import { Command } from 'commander'
import type { Desk } from './desk.ts'

export interface StartFlags {
  readonly host?: string
  readonly port?: string
  readonly databaseUrl?: string
}

const EXAMPLES = `
Examples:
  $ rawi start
  $ rawi start --port 8080
  $ rawi start --host 0.0.0.0 --database-url postgres://rawi@db/rawi`

export function startCommand(desk: Desk): Command {
  return new Command('start')
    .description('run the server: API, live events, sign-in, background work')
    .option('--host <address>', 'where to listen; by default 127.0.0.1')
    .option('--port <number>', 'by default 7171, or the next free one')
    .option('--database-url <url>', 'PostgreSQL or Supabase instead of the embedded database')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: StartFlags) => (await import('./run-server.ts')).runServer(desk, flags))
}
