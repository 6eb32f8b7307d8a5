import type { EndOptions, MessageInput } from 'rawi'
import type { CallRecord } from '../../src/session/call-record.ts'

/** Keeps a call in memory; `end` gives the options it was ended with. */
export interface InMemoryRecord extends CallRecord<EndOptions> {
  readonly messages: MessageInput[]
  /** What caller and agent said, as `role: content`. */
  turns(): string[]
  ended: number
}

export function inMemoryRecord(): InMemoryRecord {
  const messages: MessageInput[] = []
  return {
    messages,
    ended: 0,
    addMessage(message) {
      if (this.ended > 0) throw new Error('added after the end')
      messages.push(message)
    },
    async end(options) {
      this.ended++
      return options
    },
    turns: () => messages.filter(({ role }) => role !== 'tool').map(({ role, content }) => `${role}: ${content}`),
  }
}
