import type { ConversationStart } from '../../src/conversation/entry.ts'
import { isTurn, type Message, messageKey } from '../../src/conversation/message.ts'
import { type ConversationEnd, mergeEnds } from '../../src/conversation/outcome.ts'

/** What one `startConversation` did, as its own process sees it. */
export interface ModelCall {
  readonly start: ConversationStart
  readonly messages: Map<number, Message>
  lastActivityAt: number
  end: ConversationEnd | undefined
  /** The conversation the database settled on. */
  settled: ModelConversation | undefined
}

/** A conversation as the database must hold it. */
export interface ModelConversation {
  readonly id: string
  readonly label: string
  /** Labels that were asked for, by winner and losers. */
  readonly asked: Set<string>
  sid: string | undefined
  readonly startedAt: number
  end: ConversationEnd | undefined
  readonly messages: Map<string, Message>
  /** Turns by writer, as the latest save told. */
  readonly turns: Map<number, number>
}

/**
 * Identity as it was decided, in the plainest words: the same room session is the same call; without a session id on
 * either side the same label is, while that call runs; every other start is a call of its own.
 */
export class IdentityModel {
  readonly conversations: ModelConversation[] = []

  claim(call: ModelCall, lastActivityAt: number): ModelConversation {
    if (call.settled) return call.settled
    const { start } = call
    const running = this.conversations.filter(
      (known) =>
        !known.end &&
        (start.roomSid === undefined || known.sid === undefined) &&
        known.asked.has(start.label) &&
        lastActivityAt >= known.startedAt,
    )
    const same =
      this.conversations.find((known) => start.roomSid !== undefined && known.sid === start.roomSid) ??
      running.toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1))[0]
    call.settled = same ?? this.#begin(start)
    call.settled.asked.add(start.label)
    call.settled.sid ??= start.roomSid
    return call.settled
  }

  save(call: ModelCall, messages: readonly Message[], turns: number, end: ConversationEnd | undefined): void {
    const conversation = this.claim(call, end?.endedAt ?? call.lastActivityAt)
    for (const message of messages) {
      const known = conversation.messages.get(messageKey(message))
      if (!known || known.revision < message.revision) conversation.messages.set(messageKey(message), message)
    }
    const { writer } = call.start
    if (turns > 0) conversation.turns.set(writer, Math.max(turns, conversation.turns.get(writer) ?? 0))
    if (end) conversation.end = mergeEnds(conversation.end, end)
  }

  #begin(start: ConversationStart): ModelConversation {
    const taken = this.conversations.some((known) => known.label === start.label)
    const conversation: ModelConversation = {
      id: start.id,
      label: taken ? `${start.label}-${start.id.slice(-8)}` : start.label,
      asked: new Set(),
      sid: start.roomSid,
      startedAt: start.startedAt,
      end: undefined,
      messages: new Map(),
      turns: new Map(),
    }
    this.conversations.push(conversation)
    return conversation
  }
}

export function turnsIn(messages: Iterable<Message>): number {
  return [...messages].filter(isTurn).length
}
