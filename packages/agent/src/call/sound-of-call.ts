import { voice } from '@livekit/agents'
import { detectLanguage } from '../brain/language.ts'
import { AgentAudio } from '../voice/agent-audio.ts'
import { type AgentTurns, agentTurns } from '../voice/agent-turns.ts'
import type { CallerAudio } from '../voice/caller-audio.ts'
import type { Utterance } from '../voice/utterance.ts'
import { CALLER_RATE } from './bounds.ts'
import type { Connection } from './connection.ts'
import type { TurnClock } from './turn-clock.ts'

/** Milliseconds of silence a listener hears when the caller's page is gone in the middle of a word. */
const HUSH_MS = 1_500

export interface SoundOfCallOptions {
  readonly session: voice.AgentSession
  readonly connection: Connection
  readonly clock: TurnClock
  /** Whether a person said these words. */
  readonly operator: (text: string) => boolean
  /** Whether what the agent says is spoken at the moment. */
  readonly spoken: () => boolean
  /** Keeps what was played. */
  readonly onPlayed: (samples: Int16Array) => void
}

/** The agent's side of a call as the page gets it: sound, captions, places of words, movements of the mouth. */
export interface SoundOfCall {
  readonly agent: AgentAudio
  readonly turns: AgentTurns
  reconnected(): void
}

export function soundOfCall(options: SoundOfCallOptions): SoundOfCall {
  const { session, connection, clock, operator, spoken, onPlayed } = options
  let latest: voice.SpeechHandle | undefined
  session.on(voice.AgentSessionEventTypes.SpeechCreated, ({ speechHandle }) => {
    latest = speechHandle
  })
  const turns = agentTurns({
    soundExpected: spoken,
    speech: () => latest,
    listener: {
      caption(utterance, status, heard) {
        const language = detectLanguage(utterance.text)
        if (!utterance.hasSound && !spoken()) clock.sent()
        clock.words(utterance.text)
        connection.send({
          type: 'caption',
          id: `agent-${utterance.id}`,
          speaker: operator(utterance.text) ? 'operator' : 'agent',
          status,
          text: utterance.text.trimEnd(),
          ...(language && { language }),
          ...(heard !== undefined && { heard }),
          ...((utterance.hasSound || (status === 'interim' && spoken())) && { utterance: utterance.id }),
        })
      },
      words: ({ id }, words) => connection.send({ type: 'words', utterance: id, words }),
      phonemes: ({ id }, timeline) => connection.send({ type: 'visemes', utterance: id, timeline }),
    },
  })
  const agent = new AgentAudio(connection, turns, {
    sent(utterance) {
      clock.sent()
      clock.words(utterance.text)
    },
    heard: () => clock.heard(),
    played: (_, samples) => onPlayed(samples),
  })

  /** Another page knows nothing of what is being said. */
  function tellAgain({ id, words, phonemes }: Utterance): void {
    if (words.length > 0) connection.send({ type: 'words', utterance: id, words })
    if (phonemes.length > 0) connection.send({ type: 'visemes', utterance: id, timeline: phonemes })
  }

  return {
    agent,
    turns,
    reconnected() {
      if (agent.current) tellAgain(agent.current)
      agent.reconnected()
    },
  }
}

/** Whoever waits for the end of a sentence hears silence after it. */
export function hush(microphone: CallerAudio): void {
  const frame = CALLER_RATE / 50
  for (let ms = 0; ms < HUSH_MS; ms += 20) microphone.push(new Int16Array(frame))
}
