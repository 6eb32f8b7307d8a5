import type { Clock } from '../conversation/clock.ts'
import type { Alarm } from '../conversation/journal-port.ts'
import type { Disk } from './disk.ts'
import type { SegmentHeader } from './segment.ts'

export interface SegmentLogOptions {
  readonly folder: string
  readonly header: Pick<SegmentHeader, 'recorderId' | 'bootId' | 'tenantId' | 'keyId'>
  readonly firstNumber: number
  readonly segmentBytes: number
  readonly clock: Clock
  readonly disk: Disk
  readonly onAlarm: (alarm: Alarm) => void
  /** The ordinal of the next frame that will be encoded. */
  readonly nextOrdinal: () => number
  /** A new segment was begun; those before get no more frames. */
  readonly onSegment: (number: number) => void
  /** Frames that had waited, or are written a second time, now lie in this segment. */
  readonly onSpread: (number: number) => void
}
