import type { Language, Sentence } from '../persona/persona.ts'

/** One turn of the conversation so far. */
export interface Turn {
  readonly role: 'user' | 'assistant'
  readonly text: string
}

/** What the agent decided to say. */
export interface Reply {
  readonly language: Language
  /** In the order they are said, at least one. */
  readonly sentences: readonly Sentence[]
  /** The caller has said goodbye: hang up once this is said. */
  readonly endCall: boolean
  /** The caller wants a person. */
  readonly handOver: boolean
}

/** The words that are shown and kept. */
export function replyText(reply: Reply): string {
  return reply.sentences.map(({ display }) => display).join(' ')
}
