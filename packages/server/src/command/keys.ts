import { Command, Option } from 'commander'
import type { Desk, JsonOption } from './desk.ts'

// The values of the server's own list, without loading it for `--help`; a test holds them together.
export const SCOPE_CHOICES = ['read', 'write', 'operate', 'admin']

export type CreateFlags = JsonOption & { scope: string[]; name: string; expires?: string }

const EXAMPLES = `
Examples:
  $ rawi keys create --name crm --scope read
  $ rawi keys create --name agent --scope write --scope operate --expires 2027-01-01
  $ rawi keys list
  $ rawi keys revoke 0192c3de-…
  $ rawi keys sign-in                  a link that signs you in at a browser, once

read looks, write adds and changes conversations, operate acts in running calls, admin does everything.`

export function keysCommand(desk: Desk): Command {
  const keys = new Command('keys').description('make, list and revoke API keys; make sign-in links')
  keys
    .command('create')
    .description('make a key; it is shown once')
    .requiredOption('--name <name>', 'what or whom it is for')
    .addOption(
      new Option('--scope <scope...>', 'what it may do; may be given several times')
        .choices(SCOPE_CHOICES)
        .makeOptionMandatory(),
    )
    .option('--expires <moment>', 'when it ends: 2027-01-01 or 2027-01-01T00:00:00Z')
    .option('--json', 'print the key and what is known of it')
    .action(async (flags: CreateFlags) => (await import('./run-keys.ts')).create(desk, flags))
  keys
    .command('list')
    .description('list the keys; never the keys themselves')
    .option('--json', 'print {items}')
    .action(async (flags: JsonOption) => (await import('./run-keys.ts')).list(desk, flags))
  keys
    .command('revoke')
    .description('revoke a key for good')
    .argument('<key>', 'its id or its beginning, as the list shows them')
    .option('--json', 'print what was revoked')
    .action(async (key: string, flags: JsonOption) => (await import('./run-keys.ts')).revoke(desk, key, flags))
  keys
    .command('sign-in')
    .description('make a link that signs you in at a browser; needs the running server')
    .option('--json', 'print {url, expires_in_seconds}')
    .action(async (flags: JsonOption) => (await import('./run-keys.ts')).signIn(desk, flags))
  return keys.addHelpText('after', EXAMPLES)
}
