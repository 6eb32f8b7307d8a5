import { join } from 'node:path'
import type { ErrorCode } from '../conversation/errors.ts'
import { codeOf, isMissing } from './disk.ts'
import { doneMoment, LOCK_NAME, namesIn, recorderFolders } from './folder.ts'
import { keyId } from './frame-cipher.ts'
import { eraseFromFolder } from './housekeeping.ts'
import { acquireLock } from './process-lock.ts'
import { tell } from './trouble.ts'

export interface OldErasureOptions {
  /** The `journal/` folder. */
  readonly directory: string
  /** This process's own folder, whose journal erases for itself. */
  readonly ownRecorderId: string
  readonly key?: Buffer
  readonly conversations: ReadonlySet<string>
  readonly onAlarm: (alarm: { code: ErrorCode; detail: string }) => void
}

/**
 * Takes conversations out of the folders of processes that are gone, finished folders included. Folders that are held
 * are left to their holders, who learn of the erasure from the database. A folder that fails raises an alarm and does
 * not stop the others.
 */
export async function eraseFromOldJournals(options: OldErasureOptions): Promise<void> {
  const { directory, key, conversations } = options
  const own = options.ownRecorderId.toLowerCase()
  const others = recorderFolders(directory).filter((name) => name.toLowerCase() !== own)
  const finished = namesIn(directory).filter((name) => doneMoment(name) !== undefined)
  for (const name of [...others, ...finished]) {
    const folder = join(directory, name)
    const header = {
      recorderId: name.slice(0, 36),
      bootId: name.slice(0, 36),
      tenantId: '',
      keyId: key ? keyId(key) : null,
    }
    try {
      const lock = acquireLock(join(folder, LOCK_NAME))
      if (!lock) continue
      try {
        await eraseFromFolder(folder, header, key, conversations)
      } finally {
        lock.release()
      }
    } catch (error) {
      if (isMissing(error)) continue
      const detail = `${folder} could not be rewritten for an erasure (${codeOf(error)})`
      tell(options.onAlarm, { code: 'RAWI_JOURNAL_FAILED', detail })
    }
  }
}
