import type { voice } from '@livekit/agents'
import type { CallEnding } from '../session/ending.ts'
import type { CallerAudio } from '../voice/caller-audio.ts'
import { speechOnset } from '../voice/speech-onset.ts'
import { callerCaptions } from './caller-captions.ts'
import type { LinkListener } from './caller-link.ts'
import type { CallerSilence } from './caller-silence.ts'
import type { Connection } from './connection.ts'
import type { OperatorDesk } from './operator-desk.ts'
import type { CallerMessage, SoundAbility } from './protocol.ts'
import type { SoundOfCall } from './sound-of-call.ts'
import { interruptNow, type TypedTurns } from './typed-turns.ts'

export interface CallerSideOptions {
  readonly session: voice.AgentSession
  readonly connection: Connection
  readonly speech: SoundOfCall
  readonly typing: TypedTurns
  readonly operator: OperatorDesk
  readonly silence: CallerSilence
  readonly ending: CallEnding
  readonly microphone: CallerAudio | undefined
  /** The goodbye is being said: nothing begins any more. */
  readonly leaving: () => boolean
  readonly onSound: (sound: SoundAbility) => void
  /** Keeps what was said. */
  readonly onSpoken: (samples: Int16Array) => void
}

/** What the caller does in a running call. */
export interface CallerSide extends Omit<LinkListener, 'closed'> {
  /** Speech recognition heard words. */
  heard(text: string, final: boolean): void
  readonly muted: boolean
  /** Whether the caller has said or typed anything. */
  readonly spoke: boolean
}

export function callerSide(options: CallerSideOptions): CallerSide {
  const { session, connection, speech, typing, operator, silence, ending, microphone } = options
  const lines = callerCaptions()
  const begins = speechOnset()
  let muted = false
  let spoke = false

  function heard(text: string, final: boolean): void {
    silence.reset()
    const caption = lines.heard(text, final)
    if (caption) connection.send(caption)
    if (caption && final) spoke = true
  }

  /** False where it was not taken. */
  function take(text: string): boolean {
    silence.reset()
    if (text.trim() === '' || ending.known || options.leaving()) return false
    spoke = true
    if (operator.present) operator.heard(text)
    else if (!typing.take(text)) {
      connection.error('RAWI_BUSY', 'Too many texts wait for the agent.')
      return false
    }
    return true
  }

  function typed(id: string, text: string): void {
    if (!take(text)) return
    connection.send(lines.typed(id, text))
    connection.send({ type: 'taken', id })
  }

  /** The page's own recognition: its guesses interrupt, its words are a turn. */
  function heardByPage(text: string, final: boolean): void {
    if (speech.agent.current && /\p{L}/u.test(text)) interruptNow(session)
    heard(text, final)
    if (final) take(text)
  }

  function control(message: CallerMessage): void {
    if (message.type === 'played') speech.agent.tellPlayed(message.utterance, message.position)
    else if (message.type === 'text') typed(message.id, message.text)
    else if (message.type === 'heard') heardByPage(message.text, message.final)
    else if (message.type === 'mute') muted = message.muted
    else if (message.type === 'sound') options.onSound(message.sound)
    else if (message.type === 'end') ending.set('user_hangup')
    else if (message.type === 'ping') connection.send({ type: 'pong', at: message.at })
    else connection.error('RAWI_CALL_MESSAGE_INVALID', 'The call has begun already.')
  }

  return {
    control,
    heard,
    sound(samples) {
      // Silence instead of nothing: who waits for the end of a sentence must hear it.
      if (muted) samples.fill(0)
      if (microphone && begins(samples)) speech.agent.holdBreath()
      microphone?.push(samples)
      options.onSpoken(samples)
    },
    get muted() {
      return muted
    },
    get spoke() {
      return spoke
    },
  }
}
