import { open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Entry } from '../conversation/entry.ts'
import { FILE_MODE, isMissing } from './disk.ts'
import { decodeFrame, type FrameHeader } from './frame.ts'
import { type FrameCipher, frameCipher } from './frame-cipher.ts'
import { scanSegment } from './scan-segment.ts'
import { encodeSegmentHeader, type SegmentHeader } from './segment.ts'

/** Whether a frame stays; `entry` is undefined when the frame cannot be opened. */
export type Keep = (frame: FrameHeader, entry: () => Entry | undefined) => boolean

/**
 * Writes a segment again with only the frames to keep, under the same name: in a temporary file, synced, renamed.
 * Damage goes too. Returns whether the file changed; `before` runs when the new file is safe and before it takes the name.
 */
export async function rewriteSegment(
  path: string,
  fallback: SegmentHeader,
  key: Buffer | undefined,
  keep: Keep,
  before?: () => Promise<void>,
): Promise<boolean> {
  const parts: [number, number][] = []
  let cipher: FrameCipher | undefined
  let dropped = false
  let keyed: SegmentHeader | undefined
  const scan = await scanSegment(path, (buffer, frame, header) => {
    if (frame.encrypted && key && (!cipher || keyed !== header)) {
      cipher = frameCipher(key, (header ?? fallback).recorderId)
      keyed = header
    }
    if (keep(frame, () => decodeFrame(buffer, frame, cipher))) parts.push([frame.offset, frame.offset + frame.bytes])
    else dropped = true
  }).catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
  // Damaged stretches may still hold readable words of what has to go.
  if (!scan || (!dropped && scan.damaged === 0)) return false
  const temporary = `${path}.tmp`
  const file = await open(temporary, 'w', FILE_MODE)
  try {
    await file.writeFile(encodeSegmentHeader(scan.header ?? fallback))
    for (const [from, to] of joined(parts)) await file.writeFile(scan.buffer.subarray(from, to))
    await file.sync()
  } catch (error) {
    await unlink(temporary)
    throw error
  } finally {
    await file.close()
  }
  await before?.()
  await rename(temporary, path)
  await syncFolder(dirname(path))
  return true
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Neighbours become one write. */
function* joined(parts: readonly [number, number][]): Generator<[number, number]> {
  let open: [number, number] | undefined
  for (const [from, to] of parts) {
    if (open && open[1] === from) open[1] = to
    else {
      if (open) yield open
      open = [from, to]
    }
  }
  if (open) yield open
}
