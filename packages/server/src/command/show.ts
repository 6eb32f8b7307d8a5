import { Command } from 'commander'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine } from './display-text.ts'
import { recordLines } from './record-lines.ts'

export function showCommand(desk: Desk): Command {
  return new Command('show')
    .description('show one conversation with all its words')
    .argument('<id>', 'its conversation_id or UUID')
    .option('--json', 'print the whole record')
    .addHelpText('after', '\nExamples:\n  $ rawi show room-abc123\n  $ rawi show room-abc123 --json')
    .action((id: string, { json }: JsonOption) =>
      desk.withRecorder(async (recorder) => {
        const record = await recorder.getConversation(id)
        if (!record) throw await notFound(id)
        if (json) return desk.terminal.print(jsonLine(record))
        for (const line of recordLines(desk.terminal, record)) desk.terminal.print(line)
      }),
    )
}

/** The error for an id that no conversation has. */
export async function notFound(id: string): Promise<Error> {
  const { RawiError } = await import('rawi')
  return new RawiError('RAWI_CONVERSATION_NOT_FOUND', `No conversation is called ${JSON.stringify(id.slice(0, 80))}.`)
}
