import { voice } from '@livekit/agents'

const { AgentSessionEventTypes } = voice

/** The caller's voice while a line of theirs is being answered. */
export interface VoiceMeanwhile {
  /** Whether there was any. */
  readonly heard: boolean
  /** Whether words were recognised in it: they are a turn of their own. */
  readonly words: boolean
  /** True once it is quiet; false where the session is over before that, or the signal comes. */
  quiet(late: AbortSignal): Promise<boolean>
  stop(): void
}

/** Listens from now on to whether the caller speaks, and whether that gives words. */
export function voiceMeanwhile(session: voice.AgentSession): VoiceMeanwhile {
  let heard = session.userState === 'speaking'
  let words = false
  const onState = ({ newState }: voice.UserStateChangedEvent) => {
    if (newState === 'speaking') heard = true
  }
  const onWords = ({ transcript, isFinal }: voice.UserInputTranscribedEvent) => {
    if (isFinal && transcript.trim() !== '') words = true
  }
  session.on(AgentSessionEventTypes.UserStateChanged, onState)
  session.on(AgentSessionEventTypes.UserInputTranscribed, onWords)
  return {
    get heard() {
      return heard
    },
    get words() {
      return words
    },
    async quiet(late) {
      const settled = Promise.withResolvers<boolean>()
      const look = () => {
        if (session.userState !== 'speaking') settled.resolve(true)
      }
      const giveUp = () => settled.resolve(false)
      session.on(AgentSessionEventTypes.UserStateChanged, look)
      session.on(AgentSessionEventTypes.Close, giveUp)
      late.addEventListener('abort', giveUp)
      if (late.aborted) giveUp()
      look()
      try {
        return await settled.promise
      } finally {
        session.off(AgentSessionEventTypes.UserStateChanged, look)
        session.off(AgentSessionEventTypes.Close, giveUp)
        late.removeEventListener('abort', giveUp)
      }
    },
    stop() {
      session.off(AgentSessionEventTypes.UserStateChanged, onState)
      session.off(AgentSessionEventTypes.UserInputTranscribed, onWords)
    },
  }
}
