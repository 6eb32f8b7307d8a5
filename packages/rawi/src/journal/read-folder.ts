import { basename, join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Entry } from '../conversation/entry.ts'
import { createBatchDecoder } from './batch-decoder.ts'
import { codeOf, isMissing } from './disk.ts'
import { segmentNumbers } from './folder.ts'
import { decodeFrame } from './frame.ts'
import { type FrameCipher, frameCipher, keyId } from './frame-cipher.ts'
import { scanSegment } from './scan-segment.ts'
import { SEGMENT_VERSION, type SegmentHeader, segmentName } from './segment.ts'

export interface FolderReading {
  /** Of the last segment whose header is sound. */
  readonly header: SegmentHeader | undefined
  readonly bytes: number
  readonly damaged: number
  /** Behind the highest ordinal in the folder. */
  readonly nextOrdinal: number
  /** Some segment was written with a key that is not the given one. */
  readonly keyMissing: boolean
  /** Some segment was written by a newer version of this code. */
  readonly newer: boolean
  /** Error codes of segments that could not be read at all. */
  readonly unreadable: readonly string[]
}

/** Sees one entry, with its place in the folder's order and the segment that holds it. Copies come more than once. */
export type EntryVisitor = (entry: Entry, ordinal: number, segment: number) => void

/** Shows every entry of a folder's segments, or those of some conversations. */
export async function readFolder(
  folder: string,
  key: Buffer | undefined,
  visit: EntryVisitor,
  wanted?: ReadonlySet<string>,
): Promise<FolderReading> {
  const wantedCrcs = wanted && new Set([...wanted].map((conversation) => crc32(conversation)))
  const id = key && keyId(key)
  const ciphers = new Map<string, FrameCipher>()
  const found = {
    header: undefined as SegmentHeader | undefined,
    bytes: 0,
    damaged: 0,
    nextOrdinal: 0,
    keyMissing: false,
    newer: false,
    unreadable: [] as string[],
  }
  let buffer: Buffer | undefined

  /** The cipher of a segment, if the given key wrote it; where its header is damaged the key is tried. */
  function cipherOf(header: SegmentHeader | undefined): FrameCipher | undefined {
    if (!key || (header && header.keyId !== id)) return undefined
    const recorderId = header?.recorderId ?? basename(folder).slice(0, 36)
    const known = ciphers.get(recorderId) ?? frameCipher(key, recorderId)
    ciphers.set(recorderId, known)
    return known
  }

  let number = 0
  const hand = (entry: Entry | undefined, ordinal: number): void => {
    if (!entry) found.damaged++
    else if (!wanted || wanted.has(entry.conversation)) visit(entry, ordinal, number)
  }
  const plain = createBatchDecoder(hand)
  for (number of segmentNumbers(folder)) {
    try {
      const scan = await scanSegment(
        join(folder, segmentName(number)),
        (bytes, frame, header) => {
          found.nextOrdinal = Math.max(found.nextOrdinal, frame.ordinal + 1)
          if (wantedCrcs && !wantedCrcs.has(frame.conversationCrc)) return
          if (!frame.encrypted) return plain.add(bytes, frame)
          const cipher = cipherOf(header)
          if (!cipher) {
            found.keyMissing = true
            return
          }
          plain.flush()
          hand(decodeFrame(bytes, frame, cipher), frame.ordinal)
        },
        buffer,
      )
      plain.flush()
      buffer = scan.buffer
      found.header = scan.header ?? found.header
      found.bytes += scan.bytes
      found.damaged += scan.damaged
      if (scan.header && scan.header.version > SEGMENT_VERSION) found.newer = true
    } catch (error) {
      plain.flush()
      if (!isMissing(error)) found.unreadable.push(codeOf(error))
    }
  }
  return found
}
