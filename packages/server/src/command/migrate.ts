import { Command } from 'commander'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine } from './display-text.ts'

type MigrateFlags = JsonOption & { print?: boolean }

export function migrateCommand(desk: Desk): Command {
  return new Command('migrate')
    .description('bring the database schema up to date')
    .option('--print', 'print the SQL to paste into an SQL editor instead; connects to nothing')
    .option('--json', 'print {applied}, or {sql} with --print')
    .addHelpText('after', '\nExamples:\n  $ rawi migrate\n  $ rawi migrate --print > rawi.sql')
    .action((flags: MigrateFlags) => runMigrate(desk, flags))
}

async function runMigrate({ terminal, environment }: Desk, { print, json }: MigrateFlags): Promise<void> {
  const { recorder, home, databaseUrl } = await environment()
  const schema = recorder.schema === undefined ? {} : { schema: recorder.schema }
  const { migrate, openStateDatabase, printMigrations } = await import('rawi/maintenance')
  if (print) {
    const sql = await printMigrations(schema)
    return terminal.print(json ? jsonLine({ sql }) : sql.trimEnd())
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
  } finally {
    await database.close()
  }
}
