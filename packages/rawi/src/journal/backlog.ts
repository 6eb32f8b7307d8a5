import { frameBytesAt } from './frame.ts'

/** Frames of one stretch of the log: byte 0 of the buffer stands at position `start`. */
export interface Chunk {
  buffer: Buffer
  start: number
  end: number
}

const CHUNK_BYTES = 262_144
/** Empty chunks kept for the next burst; fresh memory costs page faults in the middle of an append. */
const SPARES_MAX = 16

/**
 * The bytes of every frame that no fdatasync has covered yet, because after a failed one the file is not to be trusted.
 * Frames are encoded in here and written to the file from here, so keeping them costs no copy.
 */
export interface Backlog {
  /** A chunk with room for so many bytes at its end. */
  reserve(bytes: number): Chunk
  /** The chunk that holds this position. */
  at(position: number): Chunk | undefined
  /** The frames between two positions. */
  frames(from: number, to: number): Iterable<{ buffer: Buffer; offset: number; end: number }>
  /** Position of the oldest byte still kept. */
  start(): number
  /** Lets go of whole chunks before this position. */
  release(position: number): void
}

export function createBacklog(): Backlog {
  let tail: Chunk = { buffer: Buffer.allocUnsafeSlow(CHUNK_BYTES), start: 0, end: 0 }
  const chunks: Chunk[] = [tail]
  const spares: Chunk[] = []

  function at(position: number): Chunk | undefined {
    return chunks.find((chunk) => position < chunk.start + chunk.end)
  }

  return {
    reserve(bytes) {
      if (tail.end + bytes <= tail.buffer.length) return tail
      const start = tail.start + tail.end
      const spare = bytes <= CHUNK_BYTES ? spares.pop() : undefined
      if (spare) {
        tail = spare
        tail.start = start
        tail.end = 0
      } else {
        tail = { buffer: Buffer.allocUnsafeSlow(Math.max(bytes, CHUNK_BYTES)), start, end: 0 }
      }
      chunks.push(tail)
      return tail
    },
    at,
    *frames(from, to) {
      for (let position = from; position < to; ) {
        const chunk = at(position)
        if (!chunk) return
        const offset = position - chunk.start
        position += frameBytesAt(chunk.buffer, offset)
        yield { buffer: chunk.buffer, offset, end: chunk.end }
      }
    },
    start: () => chunks[0]?.start ?? 0,
    release(position) {
      for (let first = chunks[0]; first && first.start + first.end <= position; first = chunks[0]) {
        if (first === tail) {
          first.start += first.end
          first.end = 0
          return
        }
        chunks.shift()
        if (first.buffer.length === CHUNK_BYTES && spares.length < SPARES_MAX) spares.push(first)
      }
    },
  }
}
