import { join } from 'node:path'
import { type Disk, FILE_MODE, shortWrite } from './disk.ts'
import { encodeSegmentHeader, type SegmentHeader, segmentName } from './segment.ts'

/** A segment that this process has open for writing. */
export interface SegmentFile {
  readonly number: number
  readonly path: string
  readonly fd: number
  /** Bytes in the file. */
  size: number
  /** Position in the log of its first frame, and behind its last. */
  readonly start: number
  end: number
  /** The folder does not yet surely know it. */
  fresh: boolean
}

/** Creates a segment and writes its header; after a failure nothing of it stays. */
export function createSegmentFile(disk: Disk, folder: string, header: SegmentHeader, start: number): SegmentFile {
  const path = join(folder, segmentName(header.number))
  const bytes = encodeSegmentHeader(header)
  const fd = disk.openSync(path, 'ax', FILE_MODE)
  try {
    const count = disk.writeSync(fd, bytes, 0, bytes.length)
    if (count !== bytes.length) throw shortWrite()
  } catch (error) {
    closeQuietly(disk, fd)
    removeQuietly(disk, path)
    throw error
  }
  return { number: header.number, path, fd, size: bytes.length, start, end: start, fresh: true }
}

/** After a failed sync even closing may fail; there is nothing left to do about it then. */
export function closeQuietly(disk: Disk, fd: number): void {
  try {
    disk.closeSync(fd)
  } catch {}
}

/** Removes a file that only costs room if it stays. */
export function removeQuietly(disk: Disk, path: string): void {
  try {
    disk.unlinkSync(path)
  } catch {}
}
