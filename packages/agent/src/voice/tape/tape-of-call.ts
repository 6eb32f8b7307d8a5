import type { EndOptions, RawiError } from 'rawi'
import { type CallTape, openCallTape } from './call-tape.ts'

/** The tape of a call, begun with its first sound: a call in text alone leaves no file. */
export interface TapeOfCall extends Omit<CallTape, 'stop'> {
  /** Finishes it; what the end of the call says of it. */
  stop(): Promise<Pick<EndOptions, 'metadata'>>
}

/** @param folder Without one nothing is recorded. */
export function tapeOfCall(
  folder: string | undefined,
  conversation: string,
  onFailed: (error: RawiError) => void,
): TapeOfCall {
  let tape: CallTape | undefined
  const rolling = () => {
    if (folder !== undefined) tape ??= openCallTape(folder, conversation, onFailed)
    return tape
  }
  return {
    caller: (samples) => rolling()?.caller(samples),
    agent: (samples) => rolling()?.agent(samples),
    async stop() {
      const recording = await tape?.stop()
      return recording ? { metadata: { recording } } : {}
    },
  }
}
