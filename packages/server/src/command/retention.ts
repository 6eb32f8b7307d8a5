import { Command } from 'commander'
import type { RetentionCounts } from '../work/retention.ts'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine } from './display-text.ts'

type RetentionFlags = JsonOption & { readonly dryRun?: boolean }

const EXAMPLES = `
Examples:
  $ RAWI_KEEP_CONVERSATIONS_DAYS=365 rawi retention --dry-run
  $ rawi retention

The server does this by itself about once an hour. What is kept for how long: rawi doctor.`

export function retentionCommand(desk: Desk): Command {
  return new Command('retention')
    .description('remove what is older than the settings allow')
    .option('--dry-run', 'count it and remove nothing')
    .option('--json', 'print {dry_run, removed}')
    .addHelpText('after', EXAMPLES)
    .action((flags: RetentionFlags) => retention(desk, flags))
}

async function retention(desk: Desk, { dryRun = false, json }: RetentionFlags): Promise<void> {
  const [{ withDatabase }, { runRetention }] = await Promise.all([
    import('./with-house.ts'),
    import('../work/retention.ts'),
  ])
  const settings = await desk.environment()
  const { systemClock } = await import('rawi/maintenance')
  const removed = await withDatabase<RetentionCounts>(desk, {
    asked: async (house) => {
      const body = { dry_run: dryRun }
      return (await house.ask<{ removed: RetentionCounts }>('POST', '/v1/retention/run', body)).removed
    },
    here: (house) => {
      const { database, tenantId, recorderOf } = house
      const works = { database, tenantId, recorderOf, clock: systemClock, settings }
      return runRetention(works, { dryRun, tenant: tenantId })
    },
  })
  if (json) return desk.terminal.print(jsonLine({ dry_run: dryRun, removed }))
  const { conversations, transcripts, audit, deliveries } = removed
  const counts = `${conversations} conversations, ${transcripts} transcript files, ${audit} audit entries, ${deliveries} deliveries`
  desk.terminal.print(dryRun ? `Too old: ${counts}. Nothing was removed.` : `Removed ${counts}.`)
}
