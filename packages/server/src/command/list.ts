import { Command, InvalidArgumentError, Option } from 'commander'
import type { ConversationItem, ConversationPage, ListOptions } from 'rawi'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine, plainText } from './display-text.ts'
import { durationText, fromMoment, localTime, toMoment } from './moment.ts'
import { type Column, tableLines } from './table.ts'
import type { Terminal } from './terminal.ts'

// The values of the library's own lists, without loading it for `--help`; a test holds them together.
export const STATUS_CHOICES = ['active', 'completed', 'abandoned', 'failed']
export const CHANNEL_CHOICES = ['web', 'phone', 'text', 'api']
const LIMIT_MAX = 100

type ListFlags = JsonOption & ListOptions

const EXAMPLES = `
Examples:
  $ rawi list
  $ rawi list --status completed --from 2026-11-01 --to 2026-11-30
  $ rawi list --phone 1234567 --limit 5
  $ rawi list --name أحمد --words تدريبات --json`

export function listCommand(desk: Desk): Command {
  return new Command('list')
    .description('list conversations, newest first')
    .addOption(new Option('--status <status>', 'how they stand').choices(STATUS_CHOICES))
    .option('--phone <number>', 'a whole number in any form, or its last digits')
    .option('--name <name>', 'part of the caller’s name')
    .option('--words <words>', 'words that were said; the last may be unfinished')
    .option('--language <language>', 'such as ar or en')
    .addOption(new Option('--channel <channel>', 'where they came from').choices(CHANNEL_CHOICES))
    .option('--from <moment>', 'started on or after: 2026-11-22 or 2026-11-22T14:00:00+03:00', fromMoment)
    .option('--to <moment>', 'started on or before this day, or before this moment', toMoment)
    .option('--limit <number>', `1 to ${LIMIT_MAX}, by default 20`, readLimit)
    .option('--cursor <cursor>', 'next_cursor of the page before')
    .option('--json', 'print {items, next_cursor, has_more}')
    .addHelpText('after', EXAMPLES)
    .action(({ json, ...filters }: ListFlags) =>
      listPage(desk, filters).then((page) => {
        const asked = Object.keys(filters).length > 0
        printPage(desk.terminal, page, { json: json === true, empty: emptyState(asked) })
      }),
    )
}

/** A page from the server that holds the embedded database, else from the database itself. */
export async function listPage(desk: Desk, filters: ListOptions): Promise<ConversationPage> {
  const { withHouse } = await import('./with-house.ts')
  const { askedPage } = await import('./asked-records.ts')
  return withHouse(desk, {
    asked: (house) => askedPage(house, filters),
    here: (recorder) => recorder.listConversations(filters),
  })
}

/** Prints a page of conversations, or what to do when there is none. */
export function printPage(terminal: Terminal, page: ConversationPage, options: { json: boolean; empty: string }): void {
  if (options.json) {
    terminal.print(jsonLine(page))
  } else if (page.items.length === 0) {
    terminal.print(options.empty)
  } else {
    for (const line of tableLines(terminal, COLUMNS, page.items)) terminal.print(line)
    if (page.next_cursor !== null) terminal.print(`\nMore: add --cursor ${plainText(page.next_cursor)}`)
  }
}

const COLUMNS: readonly Column<ConversationItem>[] = [
  { title: 'CONVERSATION', value: (item) => item.conversation_id, max: 64 },
  { title: 'STARTED', value: (item) => localTime(item.started_at) },
  { title: 'DURATION', value: (item) => durationText(item.duration_seconds), kind: 'number' },
  { title: 'STATUS', value: (item) => item.status },
  { title: 'MESSAGES', value: (item) => String(item.message_count), kind: 'number' },
  { title: 'NAME', value: (item) => item.user_name ?? '', max: 24 },
  { title: 'PHONE', value: (item) => item.user_phone ?? '', kind: 'phone' },
]

function emptyState(filtered: boolean): string {
  return filtered
    ? 'No conversation matches. Leave out a filter to see more, or run `rawi list` for all.'
    : 'No conversations yet. Run `npx rawi demo` for a scripted one, or `npx rawi chat` to type with the agent.'
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX) return limit
  throw new InvalidArgumentError(`Write a whole number from 1 to ${LIMIT_MAX}.`)
}
