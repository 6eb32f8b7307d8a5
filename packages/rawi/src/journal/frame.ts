import { crc32 } from 'node:zlib'
import { JOURNAL_FRAME_MAX_BYTES } from '../conversation/bounds.ts'
import type { Entry } from '../conversation/entry.ts'
import { type FrameCipher, SEALING_BYTES } from './frame-cipher.ts'

/** Begins every frame. 0xF5 and 0xF9 never occur in UTF-8, so no text can be mistaken for it. */
export const FRAME_MAGIC = Buffer.from([0xf5, 0x52, 0x57, 0xf9])
/** magic 4 · crc32 4 · type 1 · flags 1 · length 4 · ordinal 6 · crc32 of the conversation id 4 */
export const FRAME_HEADER_BYTES = 24
export const FRAME_ENCRYPTED = 1

const AT = { crc: 4, type: 8, flags: 9, length: 10, ordinal: 14, conversation: 20 } as const
const MAGIC_NUMBER = FRAME_MAGIC.readUInt32BE(0)
const TYPES: Readonly<Record<Entry['kind'], number>> = { start: 1, message: 2, end: 3, saved: 4, erased: 5, fact: 6 }
const KINDS = new Map(Object.entries(TYPES).map(([kind, type]) => [type, kind]))

/** What a frame says without opening its payload. */
export interface FrameHeader {
  /** Of the frame, from its magic. */
  readonly offset: number
  readonly bytes: number
  readonly kind: Entry['kind']
  readonly encrypted: boolean
  /** Position in the folder's own order; the copy of a frame keeps it. */
  readonly ordinal: number
  readonly conversationCrc: number
}

/** The most bytes that the frame of such a text can take: a UTF-16 unit is at most three bytes of UTF-8. */
export function frameBound(json: string): number {
  return FRAME_HEADER_BYTES + json.length * 3 + SEALING_BYTES
}

/** What a frame's header says beside its payload. */
export interface FrameFacts {
  readonly kind: Entry['kind']
  readonly ordinal: number
  readonly conversationCrc: number
  readonly cipher: FrameCipher | undefined
}

/** Writes one frame at `offset` and returns its bytes; nothing is allocated. */
export function encodeFrame(target: Buffer, offset: number, json: string, facts: FrameFacts): number {
  const { kind, ordinal, conversationCrc, cipher } = facts
  const payload = target.write(json, offset + FRAME_HEADER_BYTES, 'utf8')
  return closeFrame(target, offset, payload, kind, ordinal, conversationCrc, cipher)
}

/** Makes a frame at `offset` of the payload that stands there already, behind the room for the header. */
export function closeFrame(
  target: Buffer,
  offset: number,
  payload: number,
  kind: Entry['kind'],
  ordinal: number,
  conversationCrc: number,
  cipher: FrameCipher | undefined,
): number {
  target.writeUInt32BE(MAGIC_NUMBER, offset)
  target[offset + AT.type] = TYPES[kind]
  target[offset + AT.flags] = cipher ? FRAME_ENCRYPTED : 0
  target.writeUIntBE(ordinal, offset + AT.ordinal, 6)
  target.writeInt32BE(conversationCrc | 0, offset + AT.conversation)
  const body = offset + FRAME_HEADER_BYTES
  const length = cipher ? cipher.seal(target, body, payload, ordinal, offset + AT.ordinal) : payload
  target.writeUInt32BE(length, offset + AT.length)
  const end = body + length
  target.writeUInt32BE(crc32(target.subarray(offset + AT.type, end)), offset + AT.crc)
  return end - offset
}

/** Bytes of the frame at `offset` of a buffer that we filled ourselves. */
export function frameBytesAt(buffer: Buffer, offset: number): number {
  return FRAME_HEADER_BYTES + buffer.readUInt32BE(offset + AT.length)
}

/** Its place in the folder's order. */
export function frameOrdinalAt(buffer: Buffer, offset: number): number {
  return buffer.readUIntBE(offset + AT.ordinal, 6)
}

/** Bytes of the whole frames that begin at `offset` and take at most `bytes`, in a buffer that we filled ourselves. */
export function wholeFrames(buffer: Buffer, offset: number, bytes: number): number {
  let whole = 0
  while (bytes - whole >= FRAME_HEADER_BYTES) {
    const next = whole + frameBytesAt(buffer, offset + whole)
    if (next > bytes) break
    whole = next
  }
  return whole
}

/** The frame at `offset`, or `undefined` where no whole and sound frame stands. */
export function frameAt(buffer: Buffer, offset: number, end: number): FrameHeader | undefined {
  if (offset + FRAME_HEADER_BYTES > end || buffer.readUInt32BE(offset) !== MAGIC_NUMBER) return undefined
  const length = buffer.readUInt32BE(offset + AT.length)
  const bytes = FRAME_HEADER_BYTES + length
  if (length === 0 || length > JOURNAL_FRAME_MAX_BYTES || offset + bytes > end) return undefined
  if (crc32(buffer.subarray(offset + AT.type, offset + bytes)) !== buffer.readUInt32BE(offset + AT.crc))
    return undefined
  const kind = KINDS.get(buffer.readUInt8(offset + AT.type)) as Entry['kind'] | undefined
  if (!kind) return undefined
  return {
    offset,
    bytes,
    kind,
    encrypted: (buffer.readUInt8(offset + AT.flags) & FRAME_ENCRYPTED) !== 0,
    ordinal: buffer.readUIntBE(offset + AT.ordinal, 6),
    conversationCrc: buffer.readUInt32BE(offset + AT.conversation),
  }
}

/** The entry of a sound frame, or `undefined` when it cannot be opened with this key. */
export function decodeFrame(buffer: Buffer, frame: FrameHeader, cipher: FrameCipher | undefined): Entry | undefined {
  const from = frame.offset + FRAME_HEADER_BYTES
  const to = frame.offset + frame.bytes
  try {
    if (!frame.encrypted) return JSON.parse(buffer.toString('utf8', from, to)) as Entry
    const text = cipher?.open(buffer, from, to, frame.offset + AT.ordinal)
    return text === undefined ? undefined : (JSON.parse(text) as Entry)
  } catch {
    return undefined
  }
}
