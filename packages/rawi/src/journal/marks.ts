import { fsyncSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { Clock } from '../conversation/clock.ts'
import type { Entry } from '../conversation/entry.ts'
import type { Alarm } from '../conversation/journal-port.ts'
import { codeOf, type Disk } from './disk.ts'
import { segmentNumbers } from './folder.ts'
import { encodeFrame, frameBound } from './frame.ts'
import { frameCipher, keyId } from './frame-cipher.ts'
import type { FolderReading } from './read-folder.ts'
import { SEGMENT_VERSION, type SegmentHeader } from './segment.ts'
import { closeQuietly, createSegmentFile, type SegmentFile } from './segment-file.ts'
import { tell } from './trouble.ts'

export interface MarksOptions {
  readonly folder: string
  readonly header: Pick<SegmentHeader, 'recorderId' | 'bootId' | 'tenantId'>
  readonly key: Buffer | undefined
  readonly reading: FolderReading
  readonly clock: Clock
  readonly disk: Disk
  readonly onAlarm: (alarm: Alarm) => void
}

/** Marks added to the folder of a process that is gone, in a segment of their own. */
export interface Marks {
  /** Never throws: without the mark a conversation is only saved once more, which changes nothing. */
  add(entry: Extract<Entry, { kind: 'saved' }>): void
  /** Makes them durable; a later mark begins another segment. */
  seal(): void
}

export function createMarks(options: MarksOptions): Marks {
  const { folder, key, clock, disk, onAlarm } = options
  const cipher = key && frameCipher(key, options.header.recorderId)
  let ordinal = options.reading.nextOrdinal
  let segment: SegmentFile | undefined

  function begin(): SegmentFile {
    const header: SegmentHeader = {
      ...options.header,
      keyId: key ? keyId(key) : null,
      version: SEGMENT_VERSION,
      number: (segmentNumbers(folder).at(-1) ?? 0) + 1,
      firstOrdinal: ordinal,
      createdAt: clock.now(),
    }
    return createSegmentFile(disk, folder, header, 0)
  }

  function attempt(task: () => void): void {
    try {
      task()
    } catch (error) {
      tell(onAlarm, { code: 'RAWI_JOURNAL_WRITE_FAILED', detail: `${codeOf(error)} while marking in ${folder}` })
    }
  }

  return {
    add(entry) {
      attempt(() => {
        segment ??= begin()
        const json = JSON.stringify(entry)
        const buffer = Buffer.alloc(frameBound(json))
        const bytes = encodeFrame(buffer, 0, json, {
          kind: entry.kind,
          ordinal: ordinal++,
          conversationCrc: crc32(entry.conversation),
          cipher,
        })
        disk.writeSync(segment.fd, buffer, 0, bytes)
      })
    },
    seal() {
      const sealed = segment
      segment = undefined
      if (!sealed) return
      attempt(() => fsyncSync(sealed.fd))
      closeQuietly(disk, sealed.fd)
    },
  }
}
