import { voice } from '@livekit/agents'
import type { EndReason, ErrorCode } from 'rawi'
import type { CallEnding } from '../session/ending.ts'
import type { Connection } from './connection.ts'
import type { SoundOfCall } from './sound-of-call.ts'

const { AgentSessionEventTypes, CloseReason } = voice

const WHAT_FAILED = {
  RAWI_HEARING_FAILED: 'Speech recognition failed.',
  RAWI_VOICE_FAILED: 'The voice failed.',
  RAWI_MODEL_FAILED: 'The agent could not answer.',
} as const satisfies Partial<Record<ErrorCode, string>>

export interface SessionListener {
  readonly connection: Connection
  readonly speech: SoundOfCall
  readonly ending: CallEnding
  readonly onHeard: (text: string, final: boolean) => void
  readonly onVoiceFailed: () => void
  /** Why the call ends once the agent has finished speaking, if it does. */
  readonly leaving: () => EndReason | undefined
}

/** Shows the page what the session does, and ends the call when it does. */
export function watchSession(session: voice.AgentSession, listener: SessionListener): void {
  const { connection, speech, ending } = listener
  session.on(AgentSessionEventTypes.AgentStateChanged, ({ newState }) => {
    if (newState === 'initializing') return
    const state = newState === 'thinking' || newState === 'speaking' ? newState : 'listening'
    connection.send({ type: 'state', state })
    if (state === 'listening') speech.turns.settle()
  })
  session.on(AgentSessionEventTypes.UserInputTranscribed, ({ transcript, isFinal }) => {
    listener.onHeard(transcript, isFinal)
  })
  session.on(AgentSessionEventTypes.SpeechCreated, ({ speechHandle }) => {
    speechHandle.addDoneCallback(() => {
      const reason = listener.leaving()
      if (reason !== undefined) ending.set(reason)
    })
  })
  session.on(AgentSessionEventTypes.Error, ({ error }) => {
    if (!('recoverable' in error) || error.recoverable) return
    if (error.type === 'tts_error') {
      tellFailure(connection, 'RAWI_VOICE_FAILED')
      listener.onVoiceFailed()
    }
    if (error.type === 'llm_error') tellFailure(connection, 'RAWI_MODEL_FAILED')
  })
  session.on(AgentSessionEventTypes.Close, ({ reason, error }) => {
    if (reason === CloseReason.ERROR) ending.set('error', error?.type ?? 'session_error')
  })
}

export function tellFailure(connection: Connection, code: keyof typeof WHAT_FAILED): void {
  connection.error(code, WHAT_FAILED[code])
}
