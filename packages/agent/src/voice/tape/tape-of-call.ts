import type { Conversation, RawiError, RecordingInput } from 'rawi'
import { type CallTape, openCallTape, recordingOf } from './call-tape.ts'

/** The tape of a call, begun with its first sound: a call in text alone leaves no file. */
export interface TapeOfCall extends Omit<CallTape, 'stop'> {
  /** Finishes it, and tells the conversation what it came to. */
  stop(): Promise<void>
}

/**
 * The conversation is told when the tape begins, so that a crash does not lose that there is one.
 * @param folder Without one nothing is recorded.
 */
export function tapeOfCall(
  folder: string | undefined,
  conversation: Pick<Conversation, 'id' | 'addRecording'>,
  onFailed: (error: RawiError) => void,
): TapeOfCall {
  let tape: CallTape | undefined
  let over = false

  function tell(recording: RecordingInput): void {
    try {
      conversation.addRecording(recording)
    } catch {
      // A recorder that closes ends its calls: that there is a recording stands by then, and the file is there.
    }
  }

  const rolling = () => {
    if (folder === undefined || tape || over) return tape
    tape = openCallTape(folder, conversation.id, onFailed)
    tell(recordingOf(conversation.id))
    return tape
  }
  return {
    caller: (samples) => rolling()?.caller(samples),
    agent: (samples) => rolling()?.agent(samples),
    async stop() {
      over = true
      const recording = await tape?.stop()
      if (recording) tell(recording)
    },
  }
}
