import type { MessageInput } from '../../packages/rawi/src/conversation/message.ts'

/** One way to keep messages. */
export interface Contender {
  /** Keeps a message of a call; when it returns the message is as safe as this way makes it. */
  add(call: number, turn: MessageInput): void
  /** Between slices: whatever it still does in the background, so that the next one does not pay for it. */
  settle(): Promise<void>
  /** Asks for the messages so far to be durable, where this way knows such a thing. */
  flush?(call: number): Promise<void>
  /** The conversations' ids by call, for the check that nothing was lost. */
  readonly conversations?: readonly string[]
}

export interface Arena {
  /** Of this process alone, or the state folder that many share. */
  readonly folder: string
  readonly calls: number
}
