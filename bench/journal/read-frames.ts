import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { frameAt } from '../../packages/rawi/src/journal/frame.ts'
import { decodeSegmentHeader } from '../../packages/rawi/src/journal/segment.ts'

/** The message frames of a stretch of a journal, where they stand in one buffer. */
export interface Frames {
  readonly buffer: Buffer
  /** Offset and length, one after the other. */
  readonly places: readonly number[]
}

/** The message frames that came into a journal folder since the last look. */
export function framesOf(folder: string): { fresh(): Frames } {
  const seen = new Map<string, number>()
  return {
    fresh() {
      const parts: Buffer[] = []
      const places: number[] = []
      let base = 0
      for (const name of readdirSync(folder)
        .filter((name) => name.endsWith('.seg'))
        .sort()) {
        const file = readFileSync(join(folder, name))
        const from = seen.get(name) ?? decodeSegmentHeader(file, file.length)?.bytes ?? 0
        for (let at = from; at < file.length; ) {
          const frame = frameAt(file, at, file.length)
          if (!frame) throw new Error(`A damaged frame in ${name}`)
          if (frame.kind === 'message') places.push(base + at - from, frame.bytes)
          at += frame.bytes
        }
        seen.set(name, file.length)
        parts.push(file.subarray(from))
        base += file.length - from
      }
      return { buffer: Buffer.concat(parts), places }
    },
  }
}
