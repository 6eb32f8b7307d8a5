import type { Conversation, EndOptions, EndResult, JsonObject, Message, MessageInput } from 'rawi'
import type { CallRecord } from '../session/call-record.ts'
import type { HeardWords } from '../voice/agent-turns.ts'
import { beginAlike } from './turn-clock.ts'

/** Milliseconds between two notes of how far the agent was heard: what a crash may cost of it. */
const HEARD_EVERY_MS = 1_000

/** What only the call knows of a turn, asked when its words are kept. */
export interface TurnFacts {
  /** What was heard of a turn of the agent that was broken off; undefined where the session's own word holds. */
  heardOf(text: string): string | undefined
  /** Whether a person said these words instead of the agent. */
  saidByOperator(text: string): boolean
  /** Milliseconds from the caller's turn to the first sound, and until it was heard; they may become known later. */
  delaysOf(text: string): (() => JsonObject) | undefined
}

/** The record of a call on a caller's page. */
export interface EmbeddedRecord extends CallRecord<EndResult> {
  /** The agent has been heard this far: kept now and then, so that a call whose process dies knows it. */
  heard(playing: HeardWords | undefined): void
}

type Change = Partial<Omit<MessageInput, 'role'>>

interface KeptTurn {
  readonly role: MessageInput['role']
  delays?: (() => JsonObject) | undefined
}

/**
 * The record of a call with what the call knows beside the session: LiveKit keeps every word of an interrupted greeting,
 * and knows nothing of typed turns' delays.
 */
export function recordOfCall(conversation: Conversation, facts: TurnFacts): EmbeddedRecord {
  const turns = new Map<number, KeptTurn>()
  /** What the agent is saying, which is not final. */
  let saying: { readonly seq: number; text: string } | undefined
  let heardAt = 0

  function amended<T extends Change>(change: T, turn: KeptTurn): T {
    const { content } = change
    if (turn.role !== 'assistant' || content === undefined || change.provisional) return change
    const heard = change.interrupted ? facts.heardOf(content) : undefined
    // A turn that is broken off is kept twice: by its words, and as the item of the session.
    turn.delays ??= facts.delaysOf(content)
    const metadata: JsonObject = {
      ...turn.delays?.(),
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
      const turn: KeptTurn = { role: input.role }
      const message = conversation.addMessage(amended(input, turn))
      if (!message) return undefined
      turns.set(message.seq, turn)
      if (input.provisional && input.role === 'assistant') saying = { seq: message.seq, text: message.content }
      return message
    },
    reviseMessage(seq: number, change: Change): Message {
      const turn = turns.get(seq)
      const message = conversation.reviseMessage(seq, turn ? amended(change, turn) : change)
      if (saying?.seq === seq) saying = change.provisional ? { seq, text: message.content } : undefined
      return message
    },
    heard(playing) {
      const now = performance.now()
      if (!playing || !saying || now - heardAt < HEARD_EVERY_MS || !beginAlike(saying.text, playing.text)) return
      heardAt = now
      try {
        conversation.reviseMessage(saying.seq, { provisional: true, heard: playing.heard })
      } catch {
        // A recorder that closes ends its calls: nothing more is kept, and the page plays on until it is told.
        saying = undefined
      }
    },
    end(options: EndOptions) {
      saying = undefined
      return conversation.end(options)
    },
  }
}
