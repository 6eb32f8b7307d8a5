import { openLog } from '../http/open-log.ts'
import { openServer } from '../http/open-server.ts'
import type { Desk } from './desk.ts'
import type { StartFlags } from './start.ts'
import { paint } from './terminal.ts'

/** Runs the server until a signal comes, then lets it end what it has begun. */
export async function runServer(desk: Desk, { host, port, databaseUrl }: StartFlags): Promise<void> {
  const { terminal } = desk
  const settings = await desk.settings({ RAWI_HOST: host, RAWI_PORT: port, DATABASE_URL: databaseUrl })
  const stop = stopSignal()
  const quiet = terminal.interactive && settings.origins.RAWI_LOG_LEVEL === 'default'
  const server = await openServer(settings, openLog(quiet ? 'warn' : settings.logLevel))
  terminal.print(`${paint(terminal, 'green', '✓')} Rawi runs at ${server.url}`)
  terminal.print(`  Sign in:       ${server.signInLink()}`)
  terminal.print(`                 (once, within 15 minutes; a new one: npx rawi keys sign-in)`)
  terminal.print(`  API reference: ${server.url}/docs`)
  terminal.print(`  A call:        ${server.url}/call  (typed here: npx rawi chat)`)
  terminal.print(`  Stop:          Ctrl-C`)
  await stop
  terminal.print('Stopping: new requests are refused, what runs is finished and saved.')
  await server.close()
}

/** Resolves at the first signal; further ones change nothing, for a process that started this one passes them on too. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}
