import { CALLER_RATE, FRAME_MAX_MS } from './bounds.ts'

/** The first byte of a binary message says what it holds. */
export const CALLER_SOUND = 1
export const AGENT_SOUND = 2

/** Bytes before the samples, in both directions. */
export const FRAME_HEADER_BYTES = 8
const CALLER_SAMPLES_MAX = (CALLER_RATE * FRAME_MAX_MS) / 1_000

/** A piece of what the agent says: where it stands in which utterance, counted in samples. */
export interface AgentFrame {
  readonly utterance: number
  readonly position: number
  readonly samples: Int16Array
}

/** Kind (1 byte), zero (1), utterance modulo 65,536 (2), position in samples (4), then PCM16; all little-endian. */
export function packAgentFrame({ utterance, position, samples }: AgentFrame): Uint8Array {
  const packed = new Uint8Array(FRAME_HEADER_BYTES + samples.byteLength)
  const header = new DataView(packed.buffer)
  header.setUint8(0, AGENT_SOUND)
  header.setUint16(2, utterance & 0xffff, true)
  header.setUint32(4, position, true)
  packed.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), FRAME_HEADER_BYTES)
  return packed
}

/** Undefined where it is no frame of the agent. */
export function unpackAgentFrame(packed: Uint8Array): AgentFrame | undefined {
  const samples = samplesOf(packed)
  if (!samples || packed[0] !== AGENT_SOUND) return undefined
  const header = new DataView(packed.buffer, packed.byteOffset)
  return { utterance: header.getUint16(2, true), position: header.getUint32(4, true), samples }
}

/** Kind (1 byte), zero (3), number of the frame (4), then PCM16; all little-endian. */
export function packCallerFrame(number: number, samples: Int16Array): Uint8Array {
  const packed = new Uint8Array(FRAME_HEADER_BYTES + samples.byteLength)
  const header = new DataView(packed.buffer)
  header.setUint8(0, CALLER_SOUND)
  header.setUint32(4, number, true)
  packed.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), FRAME_HEADER_BYTES)
  return packed
}

/** The caller's samples, copied; undefined where it is no frame of the caller or longer than `FRAME_MAX_MS`. */
export function unpackCallerFrame(packed: Uint8Array): Int16Array | undefined {
  if (packed[0] !== CALLER_SOUND) return undefined
  const samples = samplesOf(packed)
  return samples && samples.length > 0 && samples.length <= CALLER_SAMPLES_MAX ? samples : undefined
}

function samplesOf(packed: Uint8Array): Int16Array | undefined {
  const bytes = packed.byteLength - FRAME_HEADER_BYTES
  if (bytes < 0 || bytes % 2 !== 0) return undefined
  // Copied, because samples must lie at an even address and the network may use its buffer again; `slice` of a Buffer,
  // which is what a WebSocket hands on, copies nothing.
  return new Int16Array(Uint8Array.from(packed.subarray(FRAME_HEADER_BYTES)).buffer)
}
