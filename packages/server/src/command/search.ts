import { Command } from 'commander'
import { RawiError } from 'rawi'
import type { Desk, JsonOption } from './desk.ts'
import { listPage, printPage } from './list.ts'
import { looksLikePhone } from './phone-text.ts'

interface SearchFlags extends JsonOption {
  readonly cursor?: string
}

export function searchCommand(desk: Desk): Command {
  return new Command('search')
    .description('find conversations by phone number, or by words that were said')
    .argument('<words...>', 'digits search phone numbers (whole, or the last ones), anything else what was said')
    .option('--cursor <cursor>', 'next_cursor of the page before')
    .option('--json', 'print {items, next_cursor, has_more}')
    .addHelpText(
      'after',
      '\nExamples:\n  $ rawi search 0991234567\n  $ rawi search 4567\n  $ rawi search أريد الاستفسار',
    )
    .action(async (words: string[], { json, cursor }: SearchFlags) => {
      const text = words.join(' ')
      if (text.trim() === '') throw new RawiError('RAWI_INPUT_INVALID', 'There is nothing to search for.')
      const asked = looksLikePhone(text) ? { phone: text } : { words: text }
      const page = await listPage(desk, cursor === undefined ? asked : { ...asked, cursor })
      const empty = 'Nothing found. Search for fewer words or fewer digits, or run `rawi list` for all conversations.'
      printPage(desk.terminal, page, { json: json === true, empty })
    })
}
