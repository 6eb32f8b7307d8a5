import { Command } from 'commander'
import { adopt } from './adopt.ts'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine } from './display-text.ts'
import { zoneOption } from './zone-option.ts'

type MigrateFlags = JsonOption & { print?: boolean; adopt?: boolean; zone: string }

const EXAMPLES = `
Examples:
  $ rawi migrate
  $ rawi migrate --print > rawi.sql
  $ rawi migrate --adopt --zone Asia/Damascus     where the old system's tables stand

--adopt moves the old conversations, messages and users to the schema rawi_old, drops nothing, imports their rows once,
and may be interrupted and run again.`

export function migrateCommand(desk: Desk): Command {
  return new Command('migrate')
    .description('bring the database schema up to date, and take over the old system’s tables')
    .option('--print', 'print the SQL to paste into an SQL editor instead; connects to nothing')
    .option('--adopt', 'take over the old system’s conversations, messages and users')
    .addOption(zoneOption())
    .option('--json', 'print {applied}, {sql} with --print, or the numbers of --adopt')
    .addHelpText('after', EXAMPLES)
    .action((flags: MigrateFlags) => (flags.adopt ? adopt(desk, flags) : runMigrate(desk, flags)))
}

async function runMigrate(desk: Desk, { print, json }: MigrateFlags): Promise<void> {
  const { terminal, environment } = desk
  const { recorder, home, databaseUrl } = await environment()
  const schema = recorder.schema === undefined ? {} : { schema: recorder.schema }
  const { adoptionIsOpen, migrate, openStateDatabase, printMigrations } = await import('rawi/maintenance')
  if (print) {
    const sql = await printMigrations(schema)
    return terminal.print(json ? jsonLine({ sql }) : sql.trimEnd())
  }
  const { embeddedHouse } = await import('./with-house.ts')
  const house = await embeddedHouse(desk)
  if (house) {
    return terminal.print(
      json ? jsonLine({ applied: [] }) : `The server at ${house.url} brought the schema up to date when it started.`,
    )
  }
  const database = await openStateDatabase({
    ...schema,
    stateDir: home,
    ...(databaseUrl !== undefined && { databaseUrl }),
  })
  try {
    const say = json ? {} : { onStep: (file: string) => terminal.print(`Applying ${file}`) }
    const { applied } = await migrate(database, { ...schema, ...say })
    if (json) terminal.print(jsonLine({ applied }))
    else terminal.print(applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.length} migrations.`)
    if (await adoptionIsOpen(database)) {
      terminal.warn('warning: the old system’s tables are not taken over to the end: run `rawi migrate --adopt` again.')
    }
  } finally {
    await database.close()
  }
}
