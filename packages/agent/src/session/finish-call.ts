import type { llm, voice } from '@livekit/agents'
import type { EndOptions } from 'rawi'
import type { SessionEnd, SessionRecording } from 'rawi/livekit'
import { detectLanguage } from '../brain/language.ts'
import { turnsOf } from '../brain/turns.ts'
import type { CallRecord } from './call-record.ts'
import type { Ending } from './ending.ts'

/** What the end of the call brings along: why it ended, and the caller's language. Who called is for the record to find. */
export function endOfCall(history: llm.ChatContext, ending: Ending | SessionEnd): EndOptions {
  const said = turnsOf(history).filter(({ role }) => role === 'user')
  const language = said.map(({ text }) => detectLanguage(text)).findLast((one) => one !== undefined)
  return { ...ending, ...(language && { language }) }
}

/** Closes the session, which ends its recording; one that never started is ended here. */
export async function finishCall<Result>(
  session: voice.AgentSession,
  recording: SessionRecording<Result, CallRecord<Result>>,
): Promise<Result> {
  // A session that cannot close must not keep the record open.
  await session.close().catch(() => {})
  return await recording.end()
}
