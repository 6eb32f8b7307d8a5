import type { llm } from '@livekit/agents'
import type { EndReason } from 'rawi'
import type { Language, Persona } from '../persona/persona.ts'
import type { CallRecord } from './call-record.ts'

/** What a text call needs. */
export interface TextCallOptions<Result> {
  readonly persona: Persona
  /** Where it is kept, such as a `Conversation` of rawi; the call ends it. */
  readonly record: CallRecord<Result>
  /** What the caller types, one turn a line; empty lines are passed over. The call returns the iterator when it ends. */
  readonly lines: AsyncIterable<string>
  /** The agent's words as they come. */
  readonly onAgentText: (delta: string) => void
  /** The agent's turn is complete. */
  readonly onAgentTurnEnd?: () => void
  /** The caller wants a person: told once. That it was asked for is kept either way, as a `tool` row. */
  readonly onHandOver?: (reason: string) => void
  /** Of the greeting; by default the persona's. Later the agent follows the caller. */
  readonly language?: Language
  /** ISO 3166-1 alpha-2: how the agent reads numbers without a country code, by default `SY`. */
  readonly region?: string
  /** By default the offline brain, which needs no key. */
  readonly brain?: llm.LLM
  /** Milliseconds a model may take for one turn, 1 to 600,000; by default 60,000. */
  readonly turnTimeoutMs?: number
  /** Ends the call as `shutdown`. */
  readonly signal?: AbortSignal
}

/** A call under way. */
export interface TextCall<Result> {
  /** What `record.end` gave, once the session is closed and everything said is in the record; rejects only when that does. */
  readonly ended: Promise<Result>
  /** Ends the call now, in the middle of a reply if need be; by default the caller hangs up. Called again it changes nothing. */
  hangUp(reason?: Extract<EndReason, 'user_hangup' | 'operator_hangup' | 'timeout' | 'shutdown'>): void
  /** Ends the call as `shutdown` and waits until it has ended. */
  close(): Promise<void>
}
