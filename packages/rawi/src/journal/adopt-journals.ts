import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../conversation/clock.ts'
import type { ErrorCode } from '../conversation/errors.ts'
import type { AdoptedJournal, Alarm } from '../conversation/journal-port.ts'
import { createCollection } from './collect-entries.ts'
import { codeOf, type Disk, isMissing, nodeDisk } from './disk.ts'
import { doneName, LOCK_NAME, recorderFolders } from './folder.ts'
import { keyId } from './frame-cipher.ts'
import { eraseFromFolder } from './housekeeping.ts'
import { createMarks } from './marks.ts'
import { acquireLock, type Lock } from './process-lock.ts'
import { type FolderReading, readFolder } from './read-folder.ts'
import { syncFolder } from './rewrite-segment.ts'
import { tell } from './trouble.ts'

export interface AdoptionOptions {
  /** The `journal/` folder. */
  readonly directory: string
  /** This process's own folder, which is never adopted. */
  readonly ownRecorderId: string
  /** The journal key, where one is configured. */
  readonly key?: Buffer
  readonly clock: Clock
  readonly onAlarm: (alarm: Alarm) => void
  /** The machine's own disk by default. */
  readonly disk?: Disk
}

/**
 * Reads the folders whose process is gone, one after the other, with what no final `saved` covers.
 * A folder that cannot be read raises an alarm and is left as it is; the others are read all the same.
 */
export async function* adoptJournals(options: AdoptionOptions): AsyncGenerator<AdoptedJournal> {
  const own = options.ownRecorderId.toLowerCase()
  for (const recorderId of recorderFolders(options.directory)) {
    if (recorderId.toLowerCase() === own) continue
    const adopted = await adopt(options, recorderId)
    if (adopted) yield adopted
  }
}

async function adopt(options: AdoptionOptions, recorderId: string): Promise<AdoptedJournal | undefined> {
  const { directory, key, onAlarm } = options
  const folder = join(directory, recorderId)
  const alarm = (code: ErrorCode, detail: string) => tell(onAlarm, { code, detail })
  let lock: Lock | undefined
  try {
    lock = acquireLock(join(folder, LOCK_NAME))
    if (!lock) return undefined
    const collection = createCollection(true)
    const reading = await readFolder(folder, key, (entry, ordinal) => collection.add(entry, ordinal))
    if (reading.keyMissing) alarm('RAWI_JOURNAL_KEY_MISSING', `${folder} was written with another key`)
    else if (reading.newer) alarm('RAWI_JOURNAL_FAILED', `${folder} was written by a newer version`)
    else {
      if (reading.damaged > 0) alarm('RAWI_JOURNAL_DAMAGED', `${reading.damaged} damaged frames in ${folder}`)
      for (const code of reading.unreadable)
        alarm('RAWI_JOURNAL_FAILED', `A segment of ${folder} cannot be read (${code})`)
      return held(options, recorderId, lock, reading, collection.entries())
    }
  } catch (error) {
    // Another process may have finished with the folder between the listing and the lock.
    if (!isMissing(error)) alarm('RAWI_JOURNAL_FAILED', `${folder} cannot be recovered (${codeOf(error)})`)
  }
  lock?.release()
  return undefined
}

function held(
  options: AdoptionOptions,
  recorderId: string,
  lock: Lock,
  reading: FolderReading,
  entries: AdoptedJournal['entries'],
): AdoptedJournal {
  const { directory, key, clock, onAlarm, disk = nodeDisk } = options
  const folder = join(directory, recorderId)
  const header = reading.header ?? { recorderId, bootId: recorderId, tenantId: '', keyId: key ? keyId(key) : null }
  const marks = createMarks({ folder, header, key, reading, clock, disk, onAlarm })
  let released = false
  return {
    recorderId,
    damagedFrames: reading.damaged,
    bytes: reading.bytes,
    entries,
    markSaved: (entry) => marks.add(entry),
    async rewriteWithout(conversations) {
      marks.seal()
      await eraseFromFolder(folder, header, key, conversations)
    },
    async release({ done }) {
      if (released) return
      released = true
      marks.seal()
      try {
        // What could not be read is not done, whatever became of the rest.
        if (!done || reading.unreadable.length > 0) return
        await rename(folder, join(directory, doneName(recorderId, clock.now())))
        await syncFolder(directory)
      } catch (error) {
        tell(onAlarm, { code: 'RAWI_JOURNAL_FAILED', detail: `${folder} could not be put away (${codeOf(error)})` })
      } finally {
        lock.release()
      }
    },
  }
}
