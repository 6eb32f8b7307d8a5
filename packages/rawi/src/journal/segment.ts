import { crc32 } from 'node:zlib'

/** Version of segments that this code writes; it refuses newer ones. */
export const SEGMENT_VERSION = 1
const SEGMENT_MAGIC = Buffer.from([0xf5, 0x52, 0x41, 0x57, 0x49, 0x4a, 0x4e, 0xf9])
const SEGMENT_ENCRYPTED = 1
/** magic 8 · crc32 4 · version 2 · flags 2 · length 4, then JSON; the crc covers all that follows it. */
const FIXED_BYTES = 20

export interface SegmentHeader {
  readonly version: number
  readonly recorderId: string
  /** One per opening of the folder. */
  readonly bootId: string
  readonly tenantId: string
  /** Names the key of its frames; `null` when they are not encrypted. */
  readonly keyId: string | null
  readonly number: number
  /** No frame in here comes before this one in the folder's order. */
  readonly firstOrdinal: number
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

export function encodeSegmentHeader(header: SegmentHeader): Buffer {
  const { version, ...rest } = header
  const json = Buffer.from(JSON.stringify(rest))
  const fixed = Buffer.alloc(FIXED_BYTES)
  SEGMENT_MAGIC.copy(fixed)
  fixed.writeUInt16BE(version, 12)
  fixed.writeUInt16BE(header.keyId === null ? 0 : SEGMENT_ENCRYPTED, 14)
  fixed.writeUInt32BE(json.length, 16)
  const whole = Buffer.concat([fixed, json])
  whole.writeUInt32BE(crc32(whole.subarray(12)), 8)
  return whole
}

/** The header and its bytes, or `undefined` where it is damaged: the frames behind it are still found by their magic. */
export function decodeSegmentHeader(buffer: Buffer, end: number): { header: SegmentHeader; bytes: number } | undefined {
  if (end < FIXED_BYTES || buffer.compare(SEGMENT_MAGIC, 0, 8, 0, 8) !== 0) return undefined
  const bytes = FIXED_BYTES + buffer.readUInt32BE(16)
  if (bytes > end || crc32(buffer.subarray(12, bytes)) !== buffer.readUInt32BE(8)) return undefined
  const rest = JSON.parse(buffer.toString('utf8', FIXED_BYTES, bytes)) as Omit<SegmentHeader, 'version'>
  return { header: { ...rest, version: buffer.readUInt16BE(12) }, bytes }
}

/** `00000001.seg` holds frames; `00000001.<ms>.freed` is an insurance copy, with the moment it was freed. */
export function segmentName(number: number): string {
  return `${String(number).padStart(8, '0')}.seg`
}

export function freedName(number: number, freedAt: number): string {
  return `${String(number).padStart(8, '0')}.${Math.trunc(freedAt)}.freed`
}

export function segmentNumber(name: string): number | undefined {
  const match = /^(\d{8,})\.seg$/.exec(name)
  return match ? Number(match[1]) : undefined
}

export function freedMoment(name: string): number | undefined {
  const match = /^\d{8,}\.(\d+)\.freed$/.exec(name)
  return match ? Number(match[1]) : undefined
}
