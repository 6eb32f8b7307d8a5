import { Command, Option } from 'commander'
import type { Desk, JsonOption } from './desk.ts'

export type ChatFlags = JsonOption & { persona?: string; language?: 'ar' | 'en' }

const EXAMPLES = `
Examples:
  $ rawi chat
  $ rawi chat --language en --persona personas/reception.yaml
  $ printf 'مرحبا\\nاسمي أحمد محمد\\nشكرا مع السلامة\\n' | rawi chat`

export function chatCommand(desk: Desk): Command {
  return new Command('chat')
    .description('type with the agent; the call is recorded like every other')
    .option('--persona <file>', 'who answers: a persona file instead of the sample company’s reception')
    .addOption(new Option('--language <language>', 'what the agent speaks first').choices(['ar', 'en']))
    .option('--json', 'print one line of JSON about the call and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ChatFlags) => (await import('./text-call.ts')).textCall(desk, flags))
}
