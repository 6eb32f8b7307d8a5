import type { llm, voice } from '@livekit/agents'
import type { EndOptions } from 'rawi'
import type { SessionEnd, SessionRecording } from 'rawi/livekit'
import { knownCaller } from '../brain/caller.ts'
import { turnsOf } from '../brain/turns.ts'
import type { Persona } from '../persona/persona.ts'
import type { CallRecord } from './call-record.ts'
import type { Ending } from './ending.ts'

/** What the end of the call brings along: why it ended, and the caller as the agent acknowledged them. */
export function endOfCall(persona: Persona, history: llm.ChatContext, ending: Ending | SessionEnd): EndOptions {
  const { name, phone, language } = knownCaller(persona, turnsOf(history))
  return {
    ...ending,
    ...(name && { userName: name }),
    ...(phone && { userPhone: phone }),
    ...(language && { language }),
  }
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
