import type { voice } from '@livekit/agents'
import { type Conversation, RawiError } from 'rawi'
import { TEXT_MAX } from './bounds.ts'
import type { Connection } from './connection.ts'
import { interruptNow } from './typed-turns.ts'

/** Sentences of a person that are remembered, to tell them from the agent's. */
const REMEMBERED = 50

/** A person who joins the call in text: their words are spoken by the agent's voice and kept as theirs. */
export interface OperatorDesk {
  readonly present: boolean
  take(): void
  giveBack(): void
  /** @throws RawiError RAWI_INPUT_INVALID */
  say(text: string): Promise<void>
  /** Words of the caller for the person, typed. */
  heard(text: string): void
  said(text: string): boolean
}

export interface OperatorDeskOptions {
  readonly session: voice.AgentSession
  readonly connection: Connection
  readonly conversation: Conversation
}

export function operatorDesk({ session, connection, conversation }: OperatorDeskOptions): OperatorDesk {
  const sentences: string[] = []
  let present = false

  function join(now: boolean): void {
    if (present === now) return
    present = now
    connection.send({ type: 'operator', present })
  }

  return {
    get present() {
      return present
    },
    take() {
      join(true)
      interruptNow(session)
    },
    giveBack: () => join(false),
    async say(text) {
      const words = text.trim()
      if (words === '' || words.length > TEXT_MAX) {
        throw new RawiError('RAWI_INPUT_INVALID', `A text has 1 to ${TEXT_MAX} characters.`)
      }
      sentences.push(words)
      if (sentences.length > REMEMBERED) sentences.shift()
      interruptNow(session)
      await session.say(words).waitForPlayout()
    },
    heard(text) {
      conversation.addMessage({ role: 'user', content: text })
    },
    said: (text) => sentences.includes(text.trim()),
  }
}
