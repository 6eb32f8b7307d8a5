import type { ConversationRecord, EndResult } from 'rawi'
import { plainText } from './display-text.ts'
import type { Terminal } from './terminal.ts'

/** What `--json` says of a call that ended; `record` where it was read back. */
export function endRow(result: EndResult, record?: ConversationRecord): object {
  return {
    conversation_id: result.conversationId,
    status: result.status,
    messages_saved: result.messagesSaved,
    message_count: result.messageCount,
    duration_seconds: result.durationSeconds,
    transcript_path: result.transcriptPath,
    user_name: record?.user_name ?? result.user?.name ?? null,
    user_phone: record?.user_phone ?? result.user?.phone ?? null,
  }
}

/** Where the transcript went, and on standard error what was not as it should be. */
export function printTranscript(terminal: Terminal, { transcriptPath, problems, saved }: EndResult): void {
  if (transcriptPath !== null) terminal.print(`💾 Transcript saved locally: ${plainText(transcriptPath)}`)
  for (const { code, detail } of problems) terminal.warn(`⚠️  ${code}: ${plainText(detail)}`)
  if (!saved)
    terminal.warn('⚠️  The database is away: the call is safe in the journal. Run `rawi recover` when it is back.')
}
