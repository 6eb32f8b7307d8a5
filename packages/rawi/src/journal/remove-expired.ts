import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../conversation/clock.ts'
import { doneMoment, namesIn, recorderFolders } from './folder.ts'
import { INSURANCE_MS, removeExpiredSegments } from './housekeeping.ts'

export interface ExpiryOptions {
  /** The `journal/` folder. */
  readonly directory: string
  readonly clock: Clock
  /** Milliseconds they serve; by default `JOURNAL_INSURANCE_HOURS`. */
  readonly insuranceMs?: number
}

/**
 * Deletes finished folders and freed segments that have served their time; returns how many.
 * Safe beside running processes: nobody reads an insurance copy by itself.
 */
export async function removeExpired({ directory, clock, insuranceMs = INSURANCE_MS }: ExpiryOptions): Promise<number> {
  let removed = 0
  for (const name of namesIn(directory)) {
    const done = doneMoment(name)
    if (done === undefined || clock.now() - done < insuranceMs) continue
    await rm(join(directory, name), { recursive: true, force: true })
    removed++
  }
  for (const name of recorderFolders(directory)) {
    removed += await removeExpiredSegments(join(directory, name), clock, insuranceMs)
  }
  return removed
}
