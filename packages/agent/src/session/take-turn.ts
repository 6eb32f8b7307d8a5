import { voice } from '@livekit/agents'
import { voiceMeanwhile } from './voice-meanwhile.ts'

const { AgentSessionEventTypes } = voice

/**
 * Gives one line of the caller to the session and waits for the reply. The turn has failed when the model raised an
 * error, said and did nothing, or took longer than `timeoutMs`; what it had said by then stays said. Who interrupts
 * it has been answered, unless by a voice without words before a word was said: then the reply is asked for once more
 * when the voice is quiet, if the line is not `superseded` by then.
 */
export async function takeTurn(
  session: voice.AgentSession,
  line: string,
  timeoutMs: number,
  superseded: () => boolean = () => false,
): Promise<'answered' | 'failed'> {
  let failed = false
  const onError = ({ error }: voice.ErrorEvent) => {
    // Without voice or ears the words still stand: the model has answered.
    if ('type' in error && (error.type === 'tts_error' || error.type === 'stt_error')) return
    if (!('recoverable' in error && error.recoverable)) failed = true
  }
  session.on(AgentSessionEventTypes.Error, onError)
  const meanwhile = voiceMeanwhile(session)
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeoutMs)
  const ask = async (options: {
    readonly userInput?: string
  }): Promise<{ readonly interrupted: boolean; readonly did: boolean }> => {
    const reply = session.generateReply(options)
    const stop = () => {
      failed = true
      reply.interrupt(true)
    }
    late.signal.addEventListener('abort', stop)
    await reply.waitForPlayout().finally(() => late.signal.removeEventListener('abort', stop))
    return { interrupted: reply.interrupted, did: saidOrDid(reply) }
  }
  try {
    let reply = await ask({ userInput: line })
    if (!failed && reply.interrupted && !reply.did && meanwhile.heard) {
      const quiet = await meanwhile.quiet(late.signal)
      // The line itself is in the conversation by now.
      if (quiet && !meanwhile.words && !superseded()) reply = await ask({})
    }
    if (failed) return 'failed'
    return reply.interrupted || reply.did ? 'answered' : 'failed'
  } finally {
    clearTimeout(timer)
    meanwhile.stop()
    session.off(AgentSessionEventTypes.Error, onError)
  }
}

function saidOrDid(reply: voice.SpeechHandle): boolean {
  return reply.chatItems.some(
    (item) => item.type === 'function_call' || (item.type === 'message' && item.role === 'assistant'),
  )
}
