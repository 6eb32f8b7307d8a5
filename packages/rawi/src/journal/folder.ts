import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { RawiError } from '../conversation/errors.ts'
import { codeOf, type Disk, FOLDER_MODE, isDiskFull, isSystemError } from './disk.ts'
import { acquireLock, type Lock, lockHolder } from './process-lock.ts'
import { freedMoment, segmentNumber } from './segment.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The lock of a journal folder, and the lock files' common beginning. */
export const LOCK_NAME = 'lock'

/** The folder of one process, and the lock that says that the process lives. */
export interface HeldFolder {
  readonly path: string
  readonly lock: Lock
}

/**
 * Makes and locks the folder of this process. A new one gets its lock before its name, so that nobody can adopt it in between.
 * Throws RAWI_STATE_DIR_UNWRITABLE where this user may not write, RAWI_JOURNAL_DISK_FULL where not even a folder has room.
 */
export function holdFolder(disk: Disk, directory: string, recorderId: string): HeldFolder {
  if (!UUID.test(recorderId)) throw new RawiError('RAWI_INPUT_INVALID', 'A recorder id is a UUID')
  const path = join(directory, recorderId)
  try {
    disk.mkdirSync(directory, { recursive: true, mode: FOLDER_MODE })
    if (existsSync(path)) return { path, lock: lockOrThrow(path) }
    const birthplace = join(directory, `.${recorderId}.${process.pid}`)
    rmSync(birthplace, { recursive: true, force: true })
    disk.mkdirSync(birthplace, { recursive: true, mode: FOLDER_MODE })
    chmodSync(birthplace, FOLDER_MODE)
    const lock = lockOrThrow(birthplace)
    renameSync(birthplace, path)
    return { path, lock }
  } catch (error) {
    throw unwritable(error, path)
  }
}

/** What a failure to write into the state folder means to the person who can mend it. */
export function unwritable(error: unknown, path: string): unknown {
  if (error instanceof RawiError || !isSystemError(error)) return error
  if (isDiskFull(error)) return new RawiError('RAWI_JOURNAL_DISK_FULL', `No room for ${path}`, { cause: error })
  return new RawiError('RAWI_STATE_DIR_UNWRITABLE', `Cannot write to ${path} (${codeOf(error)})`, { cause: error })
}

function lockOrThrow(path: string): Lock {
  const lock = acquireLock(join(path, LOCK_NAME))
  if (lock) return lock
  const holder = lockHolder(join(path, LOCK_NAME))
  const who = holder ? `process ${holder.pid} (${holder.command})` : 'another process'
  throw new RawiError('RAWI_JOURNAL_FAILED', `The journal folder ${path} is held by ${who}`)
}

/** Folders of processes, alive or gone, that nobody has finished with. */
export function recorderFolders(directory: string): string[] {
  return namesIn(directory).filter((name) => UUID.test(name))
}

/** `<recorder id>.<ms>.done` is a folder that was recovered, with the moment it was let go. */
export function doneName(recorderId: string, doneAt: number): string {
  return `${recorderId}.${Math.trunc(doneAt)}.done`
}

export function doneMoment(name: string): number | undefined {
  const match = /^[0-9a-f-]{36}\.(\d+)\.done$/i.exec(name)
  return match ? Number(match[1]) : undefined
}

/** Segment numbers in ascending order. */
export function segmentNumbers(folder: string): number[] {
  return namesIn(folder)
    .map(segmentNumber)
    .filter((number) => number !== undefined)
    .sort((a, b) => a - b)
}

export function freedNames(folder: string): string[] {
  return namesIn(folder).filter((name) => freedMoment(name) !== undefined)
}

/** Bytes of segments, insurance copies and ballast. */
export function folderBytes(folder: string): number {
  let bytes = 0
  for (const name of namesIn(folder)) bytes += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0
  return bytes
}

/** A folder that is not there holds nothing. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}
