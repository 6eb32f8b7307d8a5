import { Command } from 'commander'
import type { Statistics, StatisticsQuery } from 'rawi'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine } from './display-text.ts'
import { durationText, fromMoment, localTime, toMoment } from './moment.ts'
import { tableLines } from './table.ts'
import { paint, type Terminal } from './terminal.ts'

export function statsCommand(desk: Desk): Command {
  return new Command('stats')
    .description('how many conversations, how long, how they ended')
    .option('--from <moment>', 'started on or after: 2026-11-22 or 2026-11-22T14:00:00+03:00', fromMoment)
    .option('--to <moment>', 'started on or before this day, or before this moment', toMoment)
    .option('--json', 'print the numbers')
    .addHelpText('after', '\nExamples:\n  $ rawi stats\n  $ rawi stats --from 2026-11-01 --to 2026-11-30 --json')
    .action(({ json, ...range }: JsonOption & StatisticsQuery) =>
      statisticsOf(desk, range).then((statistics) => {
        if (json) desk.terminal.print(jsonLine(statistics))
        else for (const line of statisticsLines(desk.terminal, statistics)) desk.terminal.print(line)
      }),
    )
}

async function statisticsOf(desk: Desk, range: StatisticsQuery): Promise<Statistics> {
  const { withHouse } = await import('./with-house.ts')
  const { askedStatistics } = await import('./asked-records.ts')
  return withHouse(desk, {
    asked: (house) => askedStatistics(house, range),
    here: (recorder) => recorder.getStatistics(range),
  })
}

function statisticsLines(terminal: Terminal, statistics: Statistics): string[] {
  if (statistics.total === 0) {
    return ['No conversations to count. Run `npx rawi demo` for a scripted one, or widen --from and --to.']
  }
  const { from, to } = statistics
  const range = [from && `from ${localTime(from)}`, to && `before ${localTime(to)}`].filter(Boolean).join(' ')
  const facts: [string, string][] = [
    ['Conversations', `${statistics.total}${range === '' ? '' : ` ${range}`}`],
    ['Active now', String(statistics.active)],
    ['Messages', `${statistics.total_messages} (on average ${average(statistics.average_messages)})`],
    ['Duration', `${durationText(statistics.average_duration_seconds) || '–'} on average`],
    ['', `${durationText(statistics.median_duration_seconds) || '–'} the middle one`],
    ['', `${durationText(statistics.p95_duration_seconds) || '–'} or less for 95 of 100`],
  ]
  return [
    ...facts.map(([name, value]) => `${paint(terminal, 'dim', name.padEnd(15))}${value}`),
    '',
    ...tableLines(
      terminal,
      [
        { title: 'STATUS', value: (row) => row.status },
        { title: 'COUNT', value: (row) => String(row.count), kind: 'number' },
        { title: 'DURATION', value: (row) => durationText(row.average_duration_seconds), kind: 'number' },
        { title: 'MESSAGES', value: (row) => average(row.average_messages), kind: 'number' },
      ],
      statistics.by_status,
    ),
    '',
    ...countLines(
      terminal,
      'LANGUAGE',
      statistics.by_language.map((row) => ({ name: row.language ?? '–', count: row.count })),
    ),
    '',
    ...countLines(
      terminal,
      'CHANNEL',
      statistics.by_channel.map((row) => ({ name: row.channel, count: row.count })),
    ),
  ]
}

function countLines(terminal: Terminal, title: string, rows: { name: string; count: number }[]): string[] {
  return tableLines(
    terminal,
    [
      { title, value: (row) => row.name },
      { title: 'COUNT', value: (row) => String(row.count), kind: 'number' },
    ],
    rows,
  )
}

function average(value: number | null): string {
  return value === null ? '–' : value.toFixed(1)
}
