import { open } from 'node:fs/promises'
import { FRAME_MAGIC, type FrameHeader, frameAt } from './frame.ts'
import { decodeSegmentHeader, type SegmentHeader } from './segment.ts'

const READ_BYTES = 8_388_608
/** Bytes looked through before other work gets its turn. */
const TURN_BYTES = 4_194_304

export interface SegmentScan {
  readonly header: SegmentHeader | undefined
  readonly bytes: number
  /** Stretches that hold no sound frame; a damaged header counts as one. */
  readonly damaged: number
  /** Where the segment lies in memory, for the next scan to use again. */
  readonly buffer: Buffer
}

/** Sees one sound frame; its bytes are only valid during the call. */
export type FrameVisitor = (buffer: Buffer, frame: FrameHeader, header: SegmentHeader | undefined) => void

/**
 * Shows every sound frame of a segment, also those behind damage: after a bad byte the next magic counts.
 * `reuse` may be the buffer of a scan that nobody looks at any more.
 */
export async function scanSegment(path: string, visit: FrameVisitor, reuse?: Buffer): Promise<SegmentScan> {
  const { buffer, bytes } = await readWhole(path, reuse)
  const start = decodeSegmentHeader(buffer, bytes)
  let damaged = start || bytes === 0 ? 0 : 1
  let turn = TURN_BYTES
  for (let at = start?.bytes ?? 0; at < bytes; ) {
    const frame = frameAt(buffer, at, bytes)
    if (frame) {
      visit(buffer, frame, start?.header)
      at += frame.bytes
    } else {
      // What a damaged header leaves behind it is the same damage.
      if (start || at > 0) damaged++
      at = nextFrame(buffer, at, bytes)
    }
    if (at > turn) {
      turn = at + TURN_BYTES
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { header: start?.header, bytes, damaged, buffer }
}

/** Where the next sound frame begins, or the end. */
function nextFrame(buffer: Buffer, from: number, end: number): number {
  for (let at = buffer.indexOf(FRAME_MAGIC, from + 1); at >= 0 && at < end; at = buffer.indexOf(FRAME_MAGIC, at + 1)) {
    if (frameAt(buffer, at, end)) return at
  }
  return end
}

async function readWhole(path: string, reuse: Buffer | undefined): Promise<{ buffer: Buffer; bytes: number }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const buffer = reuse && reuse.length >= size ? reuse : Buffer.allocUnsafeSlow(size)
    let bytes = 0
    while (bytes < size) {
      const { bytesRead } = await file.read(buffer, bytes, Math.min(READ_BYTES, size - bytes), bytes)
      if (bytesRead === 0) break
      bytes += bytesRead
    }
    return { buffer, bytes }
  } finally {
    await file.close()
  }
}
