import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderBytes, LOCK_NAME, recorderFolders, segmentNumbers } from './folder.ts'
import { acquireLock, type LockHolder, lockHolder } from './process-lock.ts'
import { decodeSegmentHeader, segmentName } from './segment.ts'

/** A journal folder whose process is running, or gone with something perhaps unsaved. */
export interface JournalFolder {
  readonly recorderId: string
  /** Everything in it, insurance copies included. */
  readonly bytes: number
  /** Its process lives. */
  readonly held: boolean
  readonly holder: LockHolder | undefined
  /** Nobody has it, and it holds frames that only a recovery can tell to be saved. */
  readonly left: boolean
  /** Of the key its segments were written with, `null` where they were written without one; absent where none tells. */
  readonly keyId?: string | null
}

/** The journals in a state folder that nobody has finished with. */
export function inspectJournals(directory: string): JournalFolder[] {
  return recorderFolders(directory).map((recorderId) => {
    const folder = join(directory, recorderId)
    const holder = lockHolder(join(folder, LOCK_NAME))
    const lock = acquireLock(join(folder, LOCK_NAME))
    const left =
      lock !== undefined && segmentNumbers(folder).some((number) => hasFrames(join(folder, segmentName(number))))
    lock?.release()
    const key = left ? keyOf(folder) : undefined
    return {
      recorderId,
      bytes: folderBytes(folder),
      held: lock === undefined,
      holder,
      left,
      ...(key !== undefined && { keyId: key }),
    }
  })
}

function keyOf(folder: string): string | null | undefined {
  for (const number of segmentNumbers(folder)) {
    const segment = readFileSync(join(folder, segmentName(number)))
    const header = decodeSegmentHeader(segment, segment.length)?.header
    if (header) return header.keyId
  }
  return undefined
}

function hasFrames(path: string): boolean {
  const segment = readFileSync(path)
  return segment.length > (decodeSegmentHeader(segment, segment.length)?.bytes ?? 0)
}
