/** Bytes before the samples, in both directions. */
const HEADER_BYTES = 8
const CALLER_SOUND = 1
const AGENT_SOUND = 2

/** A piece of what the agent says: where it stands in which utterance, counted in samples. */
export interface AgentSound {
  readonly utterance: number
  readonly position: number
  readonly samples: Int16Array<ArrayBuffer>
}

/** Kind (1 byte), zero (3), number of the frame (4), then PCM16; all little-endian. */
export function packSound(number: number, samples: Int16Array): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(HEADER_BYTES + samples.byteLength)
  const header = new DataView(packed.buffer)
  header.setUint8(0, CALLER_SOUND)
  header.setUint32(4, number, true)
  packed.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), HEADER_BYTES)
  return packed
}

/** Undefined where it is no sound of the agent. */
export function unpackSound(packed: ArrayBuffer): AgentSound | undefined {
  const bytes = packed.byteLength - HEADER_BYTES
  if (bytes < 0 || bytes % 2 !== 0) return undefined
  const header = new DataView(packed)
  if (header.getUint8(0) !== AGENT_SOUND) return undefined
  return {
    utterance: header.getUint16(2, true),
    position: header.getUint32(4, true),
    samples: new Int16Array(packed, HEADER_BYTES),
  }
}
