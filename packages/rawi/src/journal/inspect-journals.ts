import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { folderBytes, LOCK_NAME, recorderFolders, segmentNumbers } from './folder.ts'
import { acquireLock, type LockHolder, lockHolder } from './process-lock.ts'
import { decodeSegmentHeader, segmentName } from './segment.ts'

/** More than a segment's header takes: the rest of a segment is not read here. */
const HEADER_MAX_BYTES = 65_536

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
    const { frames = false, keyId } = lock ? lookInto(folder) : {}
    lock?.release()
    return {
      recorderId,
      bytes: folderBytes(folder),
      held: lock === undefined,
      holder,
      left: frames,
      ...(frames && keyId !== undefined && { keyId }),
    }
  })
}

/** What the beginnings of a folder's segments tell: whether frames follow one of them, and the key of the first that is whole. */
function lookInto(folder: string): { frames: boolean; keyId?: string | null } {
  let frames = false
  let keyId: string | null | undefined
  for (const number of segmentNumbers(folder)) {
    const { bytes, head } = beginningOf(join(folder, segmentName(number)))
    const decoded = decodeSegmentHeader(head, head.length)
    frames ||= bytes > (decoded?.bytes ?? 0)
    if (keyId === undefined) keyId = decoded?.header.keyId
  }
  return { frames, ...(keyId !== undefined && { keyId }) }
}

function beginningOf(path: string): { bytes: number; head: Buffer } {
  const fd = openSync(path, 'r')
  try {
    const head = Buffer.alloc(HEADER_MAX_BYTES)
    const read = readSync(fd, head, 0, head.length, 0)
    return { bytes: fstatSync(fd).size, head: head.subarray(0, read) }
  } finally {
    closeSync(fd)
  }
}
