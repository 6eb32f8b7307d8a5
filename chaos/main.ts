import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type CampaignReport, runCampaign } from './campaign.ts'

const USAGE = 'npm run chaos -- [--seed N] [--rounds M] [--database postgres|embedded]'
const SHOWN = 20

function show(report: CampaignReport): string {
  const { rounds, calls, messages, ended, recovered, processes, seconds, faults, cuts } = report
  const each = Object.entries(faults).map(([fault, count]) => `  ${String(count).padStart(6)}  ${fault}`)
  return [
    `${rounds} rounds in ${seconds} s, compared ${report.checks} times, seed ${report.seed}`,
    `${processes} processes, ${calls} calls (${ended} ended by their worker), ${messages} messages acknowledged`,
    `${recovered} conversations saved by another process than their own; ${cuts} commits cut`,
    ...each,
    ...(report.noDisk === undefined ? [] : [`no disk was filled: ${report.noDisk}`]),
  ].join('\n')
}

const { values } = parseArgs({
  options: { seed: { type: 'string' }, rounds: { type: 'string' }, database: { type: 'string' } },
})
const seed = Number(values.seed ?? randomInt(2 ** 31))
const rounds = Number(values.rounds ?? 100)
const database = values.database ?? 'postgres'

if (!Number.isSafeInteger(seed) || !(rounds > 0) || (database !== 'postgres' && database !== 'embedded')) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  console.log(`seed ${seed}, ${rounds} rounds, ${database}`)
  let checks = 0
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort())
  const report = await runCampaign({
    ...{ seed, rounds, database, signal: stop.signal },
    checkEvery: database === 'postgres' ? 20 : 10,
    roundMs: database === 'postgres' ? 500 : 2_000,
    onProgress(now) {
      const line = `round ${now.rounds}/${rounds}: ${now.calls} calls, ${now.messages} messages, ${now.recovered} recovered, ${now.seconds} s`
      if (process.stdout.isTTY) process.stdout.write(`\r${line} `)
      else if (now.checks > checks) console.log(line)
      checks = now.checks
    },
  })
  if (process.stdout.isTTY) process.stdout.write('\n')
  console.log(show(report))
  if (stop.signal.aborted) {
    console.error('Stopped: what happened since the last comparison was not compared.')
    process.exitCode = 1
  } else if (report.differences.length > 0) {
    console.error(
      `${report.differences.length} differences; the same rounds again: --seed ${seed} --rounds ${rounds} --database ${database}`,
    )
    for (const difference of report.differences.slice(0, SHOWN)) console.error(`  ${difference}`)
    process.exitCode = 1
  } else console.log('Every promise was kept.')
}
