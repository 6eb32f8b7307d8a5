import type { llm, voice } from '@livekit/agents'
import type { EndOptions } from 'rawi'
import { knownCaller } from '../brain/caller.ts'
import { turnsOf } from '../brain/turns.ts'
import type { Persona } from '../persona/persona.ts'
import type { CallRecord } from './call-record.ts'
import type { Ending } from './ending.ts'
import type { ItemRecording } from './record-items.ts'

/** Closes the session, adds what no event told of, and ends the record: in this order, so that nothing comes too late. */
export async function finishCall<Result>(call: {
  session: voice.AgentSession
  recording: ItemRecording
  record: CallRecord<Result>
  persona: Persona
  ending: Ending
}): Promise<Result> {
  // A session that cannot close must not keep the record open.
  await call.session.close().catch(() => {})
  const unrecorded = call.recording.reconcile()
  return await call.record.end({
    ...call.ending,
    ...callerOf(call.persona, call.session.history),
    ...(unrecorded > 0 && { metadata: { unrecorded_items: unrecorded } }),
  })
}

/** Name and number as the agent acknowledged them. */
function callerOf(persona: Persona, history: llm.ChatContext): EndOptions {
  const { name, phone, language } = knownCaller(persona, turnsOf(history))
  return { ...(name && { userName: name }), ...(phone && { userPhone: phone }), ...(language && { language }) }
}
