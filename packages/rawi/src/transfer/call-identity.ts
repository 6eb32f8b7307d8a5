import { createHash } from 'node:crypto'

/**
 * The same UUID for the same old call, wherever its record is read: its time from the start, to the second, the rest
 * from its tenant, its label and its first words. The layout is that of a UUIDv7 (https://www.rfc-editor.org/rfc/rfc9562#section-5.7).
 */
export function oldCallId(tenantId: string, label: string, startedAt: number, firstWords: string): string {
  const second = Math.floor(startedAt / 1000) * 1000
  const words = firstWords.replaceAll(/\s+/g, ' ').trim().slice(0, FIRST_WORDS)
  const bytes = createHash('sha256')
    .update(JSON.stringify([tenantId, label, second, words]))
    .digest()
    .subarray(0, 16)
  bytes.writeUIntBE(second, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** UTF-16 units of the first sentence that belong to a call's identity. */
const FIRST_WORDS = 200

/** The writer of a conversation's messages where its record names none. */
export function writerOf(id: string): number {
  return createHash('sha256').update(id).digest().readInt32BE(0)
}
