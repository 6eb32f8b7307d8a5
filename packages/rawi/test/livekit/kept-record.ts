import type { Message, MessageInput } from '../../src/conversation/message.ts'
import type { EndOptions } from '../../src/conversation/recorder-api.ts'
import type { SessionRecord } from '../../src/livekit/record-session.ts'

/** A message in memory, with all the contents it has had. */
export type KeptMessage = MessageInput & { seq: number; history: string[] }

/** Keeps a call in memory as a conversation would; `end` gives the options it was ended with. */
export interface KeptRecord extends SessionRecord<EndOptions> {
  readonly messages: KeptMessage[]
  ended: number
  /** What was said, as `role: content`, by caller and agent. */
  turns(): string[]
  reviseMessage(seq: number, change: Partial<MessageInput>): KeptMessage
}

export function keptRecord(): KeptRecord {
  const messages: KeptMessage[] = []
  const running = (ended: number) => {
    if (ended > 0) throw new Error('changed after the end')
  }
  return {
    messages,
    ended: 0,
    addMessage(input) {
      running(this.ended)
      if (input.content.trim() === '') return undefined
      const kept = { ...input, seq: messages.length, history: [input.content] }
      messages.push(kept)
      return kept satisfies Pick<Message, 'seq'>
    },
    reviseMessage(seq, change) {
      running(this.ended)
      const { provisional, ...known } = messages[seq] as KeptMessage
      const kept = { ...known, ...change, history: [...known.history, change.content ?? known.content] }
      messages[seq] = kept
      return kept
    },
    async end(options) {
      this.ended++
      return options
    },
    turns: () =>
      messages
        .filter(({ role }) => role === 'user' || role === 'assistant')
        .map(({ role, content }) => `${role}: ${content}`),
  }
}
