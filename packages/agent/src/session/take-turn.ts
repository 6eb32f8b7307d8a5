import { voice } from '@livekit/agents'

const { AgentSessionEventTypes } = voice

/**
 * Gives one line of the caller to the session and waits for the reply. The turn has failed when the model raised an
 * error, said and did nothing, or took longer than `timeoutMs`; what it had said by then stays said. Who interrupts
 * it has been answered.
 */
export async function takeTurn(
  session: voice.AgentSession,
  line: string,
  timeoutMs: number,
): Promise<'answered' | 'failed'> {
  let failed = false
  const onError = ({ error }: voice.ErrorEvent) => {
    // Without voice or ears the words still stand: the model has answered.
    if ('type' in error && (error.type === 'tts_error' || error.type === 'stt_error')) return
    if (!('recoverable' in error && error.recoverable)) failed = true
  }
  session.on(AgentSessionEventTypes.Error, onError)
  const reply = session.generateReply({ userInput: line })
  const timer = setTimeout(() => {
    failed = true
    reply.interrupt(true)
  }, timeoutMs)
  try {
    await reply.waitForPlayout()
  } finally {
    clearTimeout(timer)
    session.off(AgentSessionEventTypes.Error, onError)
  }
  if (!failed && reply.interrupted) return 'answered'
  const did = reply.chatItems.some(
    (item) => item.type === 'function_call' || (item.type === 'message' && item.role === 'assistant'),
  )
  return failed || !did ? 'failed' : 'answered'
}
