import { copyFile, link, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { JOURNAL_COPY_FORWARD_SEGMENTS, JOURNAL_INSURANCE_HOURS } from '../conversation/bounds.ts'
import type { Clock } from '../conversation/clock.ts'
import { codeOf, isMissing } from './disk.ts'
import { freedNames, segmentNumbers } from './folder.ts'
import type { Ledger } from './ledger.ts'
import { rewriteSegment, syncFolder } from './rewrite-segment.ts'
import { freedMoment, freedName, type SegmentHeader, segmentName } from './segment.ts'

export const INSURANCE_MS = JOURNAL_INSURANCE_HOURS * 3_600_000

export interface Housekeeping {
  readonly folder: string
  readonly header: Pick<SegmentHeader, 'recorderId' | 'bootId' | 'tenantId' | 'keyId'>
  readonly key: Buffer | undefined
  readonly ledger: Ledger
  readonly clock: Clock
}

/**
 * Frees segments from the oldest on. A mark (`saved`, `erased`) must outlive the frames it speaks of, so a segment
 * that still has frames of finished conversations stops the walk, until it is far enough behind to be written again with
 * the living alone.
 */
export async function freeSegments(keeping: Housekeeping, current: number): Promise<void> {
  const { folder, ledger, clock } = keeping
  const older = segmentNumbers(folder).filter((number) => number < current)
  for (const [index, number] of older.entries()) {
    const path = join(folder, segmentName(number))
    const insurance = join(folder, freedName(number, clock.now()))
    if (ledger.liveIn(number) === 0) {
      await rename(path, insurance)
      ledger.forget(number)
    } else if (ledger.hasDead(number)) {
      if (older.length - index < JOURNAL_COPY_FORWARD_SEGMENTS) break
      ledger.cleaned(number)
      await rewriteSegment(
        path,
        { ...keeping.header, version: 1, number, firstOrdinal: 0, createdAt: clock.now() },
        keeping.key,
        (_frame, entry) => {
          const opened = entry()
          return opened === undefined || ledger.isLive(opened.conversation)
        },
        () => linkOrCopy(path, insurance),
      )
    }
  }
  await syncFolder(folder)
  await removeExpiredSegments(folder, clock)
}

/** Deletes insurance copies whose time is over. */
export async function removeExpiredSegments(
  folder: string,
  clock: Clock,
  insuranceMs: number = INSURANCE_MS,
): Promise<number> {
  let removed = 0
  for (const name of freedNames(folder)) {
    if (clock.now() - (freedMoment(name) ?? Number.POSITIVE_INFINITY) < insuranceMs) continue
    await unlink(join(folder, name)).catch(ignoreMissing)
    removed++
  }
  return removed
}

/**
 * Takes every frame of these conversations but their tombstones out of insurance copies and of segments, up to but not
 * with the one that `current` names, which somebody is writing.
 */
export async function eraseFromFolder(
  folder: string,
  header: Housekeeping['header'],
  key: Buffer | undefined,
  conversations: ReadonlySet<string>,
  current = Number.POSITIVE_INFINITY,
): Promise<void> {
  const crcs = new Set([...conversations].map((conversation) => crc32(conversation)))
  const files = [
    ...segmentNumbers(folder)
      .filter((number) => number < current)
      .map(segmentName),
    ...freedNames(folder),
  ]
  for (const [index, name] of files.entries()) {
    const fallback = { ...header, version: 1, number: index, firstOrdinal: 0, createdAt: 0 }
    await rewriteSegment(join(folder, name), fallback, key, (frame, entry) => {
      if (frame.kind === 'erased' || !crcs.has(frame.conversationCrc)) return true
      const opened = entry()
      // Two ids may share a crc; what cannot be opened goes, because it may be what has to go.
      return opened !== undefined && !conversations.has(opened.conversation)
    })
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    await copyFile(from, to)
  }
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error
}
