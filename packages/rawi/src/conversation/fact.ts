import type { JsonObject } from './message.ts'

/** The sound of a call, as it is told while it is kept: at its beginning, and once it is whole. */
export interface RecordingInput {
  /** Its name in the folder of recordings; told again, it replaces what was told of it before. */
  readonly file: string
  readonly container: string
  readonly codec: string
  readonly channels: number
  /** Samples a second of each channel, of the sound before it was encoded. */
  readonly sampleRate: number
  /** By default now. */
  readonly startedAt?: Date
  /** Absent until it is whole, as are the two that follow. */
  readonly durationMs?: number
  readonly bytes?: number
  /** Hexadecimal. */
  readonly sha256?: string
}

/** Something of a call besides words and its end; the journal keeps it like them. */
export type CallFact =
  | ({ readonly kind: 'recording'; readonly startedAt: number } & Omit<RecordingInput, 'startedAt'>)
  | {
      readonly kind: 'event'
      /** UUIDv7: saved twice it is one. */
      readonly id: string
      readonly name: string
      readonly detail: JsonObject
      /** Milliseconds since the epoch. */
      readonly at: number
    }

export type RecordingFact = Extract<CallFact, { kind: 'recording' }>
export type EventFact = Extract<CallFact, { kind: 'event' }>

/** Something that happened in a call besides words. */
export interface EventRecord {
  readonly id: string
  /** Such as `hand_over`. */
  readonly kind: string
  readonly detail: JsonObject
  readonly occurred_at: Date
}

/** The sound of a call. */
export interface RecordingRecord {
  readonly file: string
  readonly container: string
  readonly codec: string
  readonly channels: number
  readonly sample_rate: number
  /** When its first sample was heard, on the clock of the messages. */
  readonly started_at: Date
  /** Null while the call runs and where its process died, as are the two that follow. */
  readonly duration_ms: number | null
  readonly bytes: number | null
  readonly sha256: string | null
}

/** Takes a fact in; what was told before of the same recording goes. */
export function withFact(facts: readonly CallFact[], fact: CallFact): CallFact[] {
  return [...facts.filter((known) => keyOf(known) !== keyOf(fact)), fact]
}

export function eventRecord({ id, name, detail, at }: EventFact): EventRecord {
  return { id, kind: name, detail, occurred_at: new Date(at) }
}

export function recordingRecord(fact: RecordingFact): RecordingRecord {
  const { file, container, codec, channels } = fact
  return {
    ...{ file, container, codec, channels },
    sample_rate: fact.sampleRate,
    started_at: new Date(fact.startedAt),
    duration_ms: fact.durationMs ?? null,
    bytes: fact.bytes ?? null,
    sha256: fact.sha256 ?? null,
  }
}

function keyOf(fact: CallFact): string {
  return fact.kind === 'event' ? fact.id : fact.file
}
