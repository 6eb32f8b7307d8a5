import { randomFillSync } from 'node:crypto'
import { join } from 'node:path'
import { JOURNAL_BALLAST_BYTES } from '../conversation/bounds.ts'
import { type Disk, FILE_MODE } from './disk.ts'

/** Room set aside while there is some, to be given back when the disk is full. */
export interface Ballast {
  /** Whether it stands now. */
  lay(): boolean
  /** Whether there was any to give back. */
  drop(): boolean
}

/** The name of the ballast file in a journal folder. */
export const BALLAST_NAME = 'ballast'

/** Filled with noise, so that no file system can store it in less. */
export function createBallast(folder: string, disk: Disk, bytes = JOURNAL_BALLAST_BYTES): Ballast {
  const path = join(folder, BALLAST_NAME)
  let laid = false

  function remove(): boolean {
    try {
      disk.unlinkSync(path)
      return true
    } catch {
      return false
    }
  }

  return {
    lay() {
      if (laid) return true
      let fd: number | undefined
      try {
        fd = disk.openSync(path, 'w', FILE_MODE)
        const noise = randomFillSync(Buffer.allocUnsafeSlow(bytes))
        laid = disk.writeSync(fd, noise, 0, bytes) === bytes
      } catch {
        laid = false
      } finally {
        if (fd !== undefined) disk.closeSync(fd)
        if (!laid) remove()
      }
      return laid
    },
    drop() {
      if (!laid) return false
      laid = false
      return remove()
    },
  }
}
