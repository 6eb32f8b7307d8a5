import type { Conversation, Recorder, StartOptions } from '../../packages/rawi/src/conversation/recorder-api.ts'
import { roleAt, saidAt, summaryOf } from '../../packages/rawi/test/faults/said.ts'
import type { Tell } from './tell.ts'

/** Begins a call and tells it. */
export function beginCall(recorder: Recorder, room: StartOptions, tell: Tell): Conversation {
  const call = recorder.startConversation(room)
  tell('start', call.id, call.writer, room.roomName ?? '-', room.roomSid ?? '-')
  return call
}

/** Says something in a call, or says better what was said: mostly new words. */
export function act(call: Conversation, random: () => number, tell: Tell): void {
  const known = call.messages.length
  if (known > 0 && random() < 0.15) {
    const seq = Math.floor(random() * known)
    const revision = (call.messages.find((message) => message.seq === seq)?.revision ?? 0) + 1
    call.reviseMessage(seq, { content: saidAt(call.id, seq, revision) })
    tell('add', call.id, seq, revision)
    return
  }
  call.addMessage({ role: roleAt(known), content: saidAt(call.id, known, 0), provisional: known % 5 === 4 })
  tell('add', call.id, known, 0)
}

/** Ends a call; its end is in the journal when this returns. */
export function endCall(call: Conversation, tell: Tell): void {
  void call.end({ endReason: 'agent_hangup', summary: summaryOf(call.id) })
  tell('end', call.id)
}
