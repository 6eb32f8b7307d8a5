import { join } from 'node:path'
import { folderBytes, LOCK_NAME, recorderFolders } from './folder.ts'
import { acquireLock, type LockHolder, lockHolder } from './process-lock.ts'

/** A journal folder whose process is running, or gone with something perhaps unsaved. */
export interface JournalFolder {
  readonly recorderId: string
  readonly bytes: number
  /** Its process lives. */
  readonly held: boolean
  readonly holder: LockHolder | undefined
}

/** The journals in a state folder that nobody has finished with; reads nothing of their frames. */
export function inspectJournals(directory: string): JournalFolder[] {
  return recorderFolders(directory).map((recorderId) => {
    const folder = join(directory, recorderId)
    const holder = lockHolder(join(folder, LOCK_NAME))
    const lock = acquireLock(join(folder, LOCK_NAME))
    lock?.release()
    return { recorderId, bytes: folderBytes(folder), held: lock === undefined, holder }
  })
}
