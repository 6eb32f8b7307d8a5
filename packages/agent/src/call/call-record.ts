import type { Conversation, EndOptions, EndResult, JsonObject, Message, MessageInput } from 'rawi'
import type { CallRecord } from '../session/call-record.ts'

/** What only the call knows of a turn, asked when its words are kept. */
export interface TurnFacts {
  /** What was heard of a turn of the agent that was broken off; undefined where the session's own word holds. */
  heardOf(text: string): string | undefined
  /** Whether a person said these words instead of the agent. */
  saidByOperator(text: string): boolean
  /** Milliseconds from the caller's turn to the first sound, and until it was heard. */
  latencyOf(text: string): JsonObject | undefined
}

type Change = Partial<Omit<MessageInput, 'role'>>

/**
 * The record of a call with what the call knows beside the session: LiveKit keeps every word of an interrupted greeting,
 * and knows nothing of typed turns' delays.
 */
export function recordOfCall(conversation: Conversation, facts: TurnFacts): CallRecord<EndResult> {
  const roles = new Map<number, MessageInput['role']>()

  function amended<T extends Change>(change: T, role: MessageInput['role'] | undefined): T {
    const { content } = change
    if (role !== 'assistant' || content === undefined || change.provisional) return change
    const heard = change.interrupted ? facts.heardOf(content) : undefined
    const metadata: JsonObject = {
      ...facts.latencyOf(content),
      ...change.metadata,
      ...(facts.saidByOperator(content) && { operator: true }),
    }
    return {
      ...change,
      ...(heard !== undefined && { heard }),
      ...(Object.keys(metadata).length > 0 && { metadata }),
    }
  }

  return {
    addMessage(input: MessageInput): Message | undefined {
      const message = conversation.addMessage(amended(input, input.role))
      if (message) roles.set(message.seq, input.role)
      return message
    },
    reviseMessage: (seq: number, change: Change): Message =>
      conversation.reviseMessage(seq, amended(change, roles.get(seq))),
    end: (options: EndOptions) => conversation.end(options),
  }
}
