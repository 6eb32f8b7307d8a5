import { hkdfSync, randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RawiError } from 'rawi'

const BYTES = 32

/** A key of its own for each purpose, from the one secret of the house: 32 bytes. */
export type SecretFor = (purpose: string) => Buffer

/**
 * The secret that this house signs and encrypts with: that of RAWI_SECRET, which servers of one database share, or the
 * one in the state folder, made at the first start for this user only.
 * @throws RawiError RAWI_STATE_DIR_UNWRITABLE, RAWI_SECRET_WEAK
 */
export function openHouseSecret(home: string, given: string | undefined): SecretFor {
  const secret = given === undefined ? ownSecret(join(home, 'secret')) : Buffer.from(given, 'utf8')
  if (secret.length < BYTES) {
    throw new RawiError(
      'RAWI_SECRET_WEAK',
      `The secret of this server has ${secret.length} bytes, fewer than ${BYTES}.`,
    )
  }
  return (purpose) => Buffer.from(hkdfSync('sha256', secret, '', `rawi ${purpose}`, BYTES))
}

function ownSecret(path: string): Buffer {
  try {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
    writeFileSync(path, randomBytes(BYTES), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(path, error)
  }
  try {
    // A link could lead to a file whose bytes somebody else knows.
    if (!lstatSync(path).isFile()) throw new Error('It is no file.')
    return readFileSync(path)
  } catch (error) {
    throw unusable(path, error)
  }
}

function unusable(path: string, cause: unknown): RawiError {
  return new RawiError('RAWI_STATE_DIR_UNWRITABLE', `The secret in ${path} can be neither read nor made.`, { cause })
}
