import { Command } from 'commander'
import type { ConversationRecord } from 'rawi'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine } from './display-text.ts'
import type { HouseClient } from './house-client.ts'
import { recordLines } from './record-lines.ts'

export function showCommand(desk: Desk): Command {
  return new Command('show')
    .description('show one conversation with all its words')
    .argument('<id>', 'its conversation_id or UUID')
    .option('--json', 'print the whole record')
    .addHelpText('after', '\nExamples:\n  $ rawi show room-abc123\n  $ rawi show room-abc123 --json')
    .action(async (id: string, { json }: JsonOption) => {
      const { runningHouse, withHouse } = await import('./with-house.ts')
      const record = await withHouse(desk, {
        asked: (house) => recordOf(desk, house, id),
        here: (recorder) => recorder.getConversation(id),
      })
      if (!record) throw await notFound(id)
      if (json) return desk.terminal.print(jsonLine(record))
      const server = record.recordings.length > 0 ? await runningHouse(desk) : undefined
      const { publicUrl } = await desk.environment()
      const address = server && (publicUrl ?? server.url)
      for (const line of recordLines(desk.terminal, record, address)) desk.terminal.print(line)
    })
}

/** A conversation from the server that holds the embedded database. */
export async function recordOf(desk: Desk, house: HouseClient, id: string): Promise<ConversationRecord | undefined> {
  const { askedRecord } = await import('./asked-records.ts')
  const { tenantId = DEFAULT_TENANT } = (await desk.environment()).recorder
  return askedRecord(house, id, tenantId)
}

const DEFAULT_TENANT = '00000000-0000-0000-0000-000000000000'

/** The error for an id that no conversation has. */
export async function notFound(id: string): Promise<Error> {
  const { RawiError } = await import('rawi')
  return new RawiError('RAWI_CONVERSATION_NOT_FOUND', `No conversation is called ${JSON.stringify(id.slice(0, 80))}.`)
}
