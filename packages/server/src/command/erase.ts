import { createInterface } from 'node:readline/promises'
import { Command } from 'commander'
import type { ConversationRecord, EraseSelector } from 'rawi'
import type { Receipt } from '../records/erasures.ts'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine, plainText } from './display-text.ts'
import { localTime } from './moment.ts'
import { looksLikePhone } from './phone-text.ts'
import { notFound, recordOf } from './show.ts'
import type { Streams } from './terminal.ts'

type EraseFlags = JsonOption & { yes?: boolean; conversation?: boolean }

const EXAMPLES = `
Examples:
  $ rawi erase room-abc123
  $ rawi erase +963991234567 --yes
  $ rawi erase 0991234567 --conversation     when a conversation is called by a number`

export function eraseCommand(desk: Desk): Command {
  return new Command('erase')
    .description('remove a conversation, or everything of a phone number, for good')
    .argument('<target>', 'a conversation_id or UUID, or a phone number')
    .option('--yes', 'do not ask')
    .option('--conversation', 'the target is a conversation even if it looks like a phone number')
    .option('--json', 'print the receipt')
    .addHelpText('after', EXAMPLES)
    .action((target: string, flags: EraseFlags) => erase(desk, target, flags))
}

async function erase(desk: Desk, target: string, { yes, conversation, json }: EraseFlags): Promise<void> {
  const { terminal } = desk
  if (!yes && (json || !terminal.answers)) {
    const { RawiError } = await import('rawi')
    throw new RawiError('RAWI_COMMAND_USAGE', 'Erasing cannot be undone: add --yes where nobody can be asked.')
  }
  const { withHouse } = await import('./with-house.ts')
  const selector = !conversation && looksLikePhone(target) ? { phone: target } : { conversation: target }
  const agreed = async (record: () => Promise<ConversationRecord | undefined>) =>
    yes === true || (await confirmed(desk.terminal.streams, await describe(selector, record)))
  const receipt = await withHouse<Receipt | undefined>(desk, {
    async asked(house) {
      const record = () => recordOf(desk, house, target)
      if (!(await agreed(record))) return undefined
      // What the server calls missing, people called by a name.
      if (yes && 'conversation' in selector && !(await record())) throw await notFound(target)
      return house.ask<Receipt>('POST', '/v1/erasures', selector)
    },
    async here(recorder) {
      if (!(await agreed(() => recorder.getConversation(target)))) return undefined
      if (yes && 'conversation' in selector && !(await recorder.getConversation(target))) throw await notFound(target)
      const { conversations, ...erasure } = await recorder.erase(selector)
      return { ...erasure, conversations: conversations.length }
    },
  })
  if (!receipt) return terminal.print('Nothing was erased.')
  const { conversations, messages, users } = receipt
  if (json) return terminal.print(jsonLine({ receipt: receipt.receipt, conversations, messages, users }))
  terminal.print(`Erased ${conversations} conversations, ${messages} messages, ${users} callers.`)
  terminal.print(`Receipt: ${receipt.receipt}`)
}

/** What is about to go, in words for the person who is asked. @throws RawiError RAWI_CONVERSATION_NOT_FOUND */
async function describe(
  selector: EraseSelector,
  recordOf: () => Promise<ConversationRecord | undefined>,
): Promise<string> {
  if ('phone' in selector)
    return 'everything of this phone number: its conversations, their words, transcripts and the caller'
  const record = await recordOf()
  if (!record) throw await notFound(selector.conversation)
  return `the conversation ${plainText(record.conversation_id)} of ${localTime(record.started_at)} with ${record.message_count} messages`
}

async function confirmed({ stdin, stderr }: Streams, what: string): Promise<boolean> {
  const question = createInterface({ input: stdin, output: stderr })
  // Ctrl-C and Ctrl-D close the question without an answer: that is a no.
  const closed = new Promise<string>((resolve) => question.once('close', () => resolve('')))
  try {
    const asked = question.question(`This erases ${what}. It cannot be undone. Type yes to go on: `)
    return (await Promise.race([asked, closed])).trim().toLowerCase() === 'yes'
  } finally {
    question.close()
  }
}
