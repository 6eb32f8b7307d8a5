import type { llm, stt, VAD } from '@livekit/agents'
import type { Conversation, EndResult, JsonObject, Recorder } from 'rawi'
import type { AvatarName } from '../avatars/avatar.ts'
import type { Language, Persona } from '../persona/persona.ts'
import type { Speaker } from '../speech/speaker.ts'
import type { CallState } from './protocol.ts'
import type { CallTransport } from './transport.ts'

/** Who answers a call, under the name that pages ask for. */
export interface CallPersona {
  readonly id: string
  readonly persona: Persona
}

/** What a call thinks, hears and speaks with; each part may be missing. */
export interface CallModels {
  /** By default the offline brain, which needs no key. */
  readonly brain?: llm.LLM
  /** Without it the caller types, or the page recognises speech. */
  readonly hearing?: stt.STT
  /** Tells speech from silence; by default the one that comes with LiveKit. */
  readonly ears?: VAD
  /** Without it the call goes on in text and captions. */
  readonly voice?: Speaker
}

/** How long a call may take for what; each by default the constant in `bounds.ts`. */
export interface CallLimits {
  readonly resumeGraceMs: number
  readonly startTimeoutMs: number
  readonly silenceMaxMs: number
  readonly callMaxMs: number
  readonly turnTimeoutMs: number
}

/** Who is on the line, as far as whoever opened the connection knows. */
export interface Caller {
  readonly participantIdentity?: string
  readonly roomName?: string
  readonly metadata?: JsonObject
}

/** A person takes the call over; what is done with it is up to the host. */
export interface HandOver {
  readonly call: string
  readonly conversation: string
  readonly reason: string
}

export interface EmbeddedCallOptions {
  readonly recorder: Recorder
  readonly persona: CallPersona
  readonly transport: CallTransport
  /** Of the greeting, where the page does not say; by default the persona's. */
  readonly language?: Language
  readonly models?: CallModels
  /** ISO 3166-1 alpha-2: how numbers without a country code are read; by default `SY`. */
  readonly region?: string
  readonly caller?: Caller
  /** Who shows the agent; by default `builtin`. One that cannot begin is replaced by it, and the page and the record are told. */
  readonly avatar?: AvatarName
  readonly limits?: Partial<CallLimits>
  /** Keeps the sound of the call in this folder; without it only words are kept. */
  readonly recordings?: string
  readonly onHandOver?: (handOver: HandOver) => void
  /** A key that lets the page see and mend what was kept once the call is over, where the host has a door for it. */
  readonly recordKey?: (conversationId: string) => string
}

/** A call under way. */
export interface EmbeddedCall {
  /** Names the call in the protocol; random. */
  readonly id: string
  readonly conversation: Conversation
  readonly state: CallState
  /** What was kept, once the call has ended. */
  readonly ended: Promise<EndResult>
  /** Goes on with the call on another connection, which says `hello` with the call's token. */
  resume(transport: CallTransport): void
  /** A person speaks instead of the agent. */
  say(text: string): Promise<void>
  /** The agent is silent until `giveBack`; what the caller says is kept. */
  takeover(): void
  giveBack(): void
  /** A person ends the call. */
  hangup(): void
  /** Ends the call as `shutdown` and waits until it is kept. */
  close(): Promise<void>
}
