import type { EndOptions, MessageInput } from 'rawi'

/** Where a call is kept; a `Conversation` of rawi is one. */
export interface CallRecord<Result = unknown> {
  addMessage(input: MessageInput): unknown
  end(options: EndOptions): Promise<Result>
}
