import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const ORDINAL_BYTES = 6
/** Of the frame header, bound to the payload: ordinal and conversation. */
const BOUND_BYTES = 10

/** What encryption adds to a payload: nonce before it, tag behind it. */
export const SEALING_BYTES = NONCE_BYTES + TAG_BYTES

/** AES-256-GCM (NIST SP 800-38D) of single frames, in place. */
export interface FrameCipher {
  /** Encrypts `length` bytes at `body` in place and returns the longer length. */
  seal(target: Buffer, body: number, length: number, ordinal: number, bound: number): number
  /** Throws when the key, the payload or the bound header bytes are not those it was sealed with. */
  open(source: Buffer, from: number, to: number, bound: number): string
}

/** Names a key without giving it away. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update('rawi journal key').update(key).digest('hex').slice(0, 16)
}

/**
 * Each folder has its own key (HKDF, RFC 5869, salted with the recorder's id), and a nonce is a frame's ordinal in the
 * folder beside random bytes of this opening: no nonce is used twice with one key.
 */
export function frameCipher(key: Buffer, recorderId: string): FrameCipher {
  const folderKey = Buffer.from(hkdfSync('sha256', key, recorderId, 'rawi journal 1', 32))
  const nonce = randomBytes(NONCE_BYTES)
  return {
    seal(target, body, length, ordinal, bound) {
      nonce.writeUIntBE(ordinal, 0, ORDINAL_BYTES)
      const cipher = createCipheriv(ALGORITHM, folderKey, nonce)
      cipher.setAAD(target.subarray(bound, bound + BOUND_BYTES))
      const sealed = cipher.update(target.subarray(body, body + length))
      cipher.final()
      nonce.copy(target, body)
      sealed.copy(target, body + NONCE_BYTES)
      cipher.getAuthTag().copy(target, body + NONCE_BYTES + length)
      return length + SEALING_BYTES
    },
    open(source, from, to, bound) {
      const decipher = createDecipheriv(ALGORITHM, folderKey, source.subarray(from, from + NONCE_BYTES))
      decipher.setAAD(source.subarray(bound, bound + BOUND_BYTES))
      decipher.setAuthTag(source.subarray(to - TAG_BYTES, to))
      const opened = decipher.update(source.subarray(from + NONCE_BYTES, to - TAG_BYTES))
      decipher.final()
      return opened.toString('utf8')
    },
  }
}
