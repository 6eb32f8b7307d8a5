import { fdatasync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Arena, Contender } from './contender.ts'
import type { Frames } from './read-frames.ts'

export interface FrameSource {
  /** The frames written since the last call. */
  fresh(): Frames
}

/** The least that survives the process: one `writeSync` for each of the very frames that the recorder has just written. */
export function bareWrite({ folder }: Arena, source: FrameSource): Contender & { reload(): void } {
  const fd = openSync(join(folder, `bare-${process.pid}`), 'ax', 0o600)
  let frames: Frames = { buffer: Buffer.alloc(0), places: [] }
  let next = 0
  return {
    reload() {
      frames = source.fresh()
      next = 0
    },
    add() {
      const offset = frames.places[next]
      const bytes = frames.places[next + 1]
      if (offset === undefined || bytes === undefined) next = 0
      else {
        writeSync(fd, frames.buffer, offset, bytes)
        next += 2
      }
    },
    settle: () => promisify(fdatasync)(fd),
  }
}
