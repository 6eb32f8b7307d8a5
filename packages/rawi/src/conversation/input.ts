import { createHash } from 'node:crypto'
import {
  FIELD_MAX_BYTES,
  LABEL_MAX_BYTES,
  MESSAGE_CONTENT_MAX_BYTES,
  METADATA_MAX_BYTES,
  SUMMARY_MAX_BYTES,
  TAGS_MAX,
} from './bounds.ts'
import { RawiError } from './errors.ts'
import type { RecordingInput } from './fact.ts'
import { type MessageInput, ROLES, type Role } from './message.ts'

/** Callers in JavaScript have no types. @throws RawiError RAWI_INPUT_INVALID */
export function mustBeObject(value: unknown, what: string): void {
  if (typeof value !== 'object' || value === null)
    throw new RawiError('RAWI_INPUT_INVALID', `${what} must be an object.`)
}

const roles: ReadonlySet<string> = new Set(ROLES)

/** The role as it is kept. @throws RawiError RAWI_ROLE_UNKNOWN */
export function keptRole(role: MessageInput['role']): Role {
  if (role === 'developer') return 'system'
  if (!roles.has(role))
    throw new RawiError(
      'RAWI_ROLE_UNKNOWN',
      `The role ${typeof role === 'string' ? JSON.stringify(role).slice(0, 40) : typeof role} is not known.`,
    )
  return role
}

/** A message's text within its bound; what is cut is said at its end. @throws RawiError RAWI_INPUT_INVALID */
export function keptContent(content: unknown, field = 'content'): string {
  if (typeof content !== 'string')
    throw new RawiError('RAWI_INPUT_INVALID', `The ${field} of a message must be a string.`)
  return cutText(content, MESSAGE_CONTENT_MAX_BYTES)
}

/** Text of at most `maxBytes` of UTF-8; a longer one ends in a marker that says how many bytes are missing. */
export function cutText(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text
  const bytes = Buffer.byteLength(text)
  if (bytes <= maxBytes) return text
  const marker = `… [cut: ${bytes} bytes in all]`
  const room = Buffer.from(text).subarray(0, maxBytes - Buffer.byteLength(marker))
  return room.subarray(0, characterBoundary(room)).toString() + marker
}

/** Where the last whole UTF-8 character of a cut buffer ends. */
function characterBoundary(bytes: Buffer): number {
  let start = bytes.length - 1
  while (start >= 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--
  const lead = bytes[start] ?? 0
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  return start + length <= bytes.length ? start + length : Math.max(start, 0)
}

/** A short field such as a name; undefined stays undefined, blank becomes undefined. @throws RawiError RAWI_INPUT_INVALID */
export function keptField(value: unknown, field: string, maxBytes = FIELD_MAX_BYTES): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new RawiError('RAWI_INPUT_INVALID', `${field} must be a string.`)
  return value.trim() === '' ? undefined : cutText(value, maxBytes)
}

export function keptSummary(value: unknown): string | undefined {
  return keptField(value, 'summary', SUMMARY_MAX_BYTES)
}

/** A whole number of stars. @throws RawiError RAWI_INPUT_INVALID */
export function keptRating(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > 5) {
    throw new RawiError('RAWI_INPUT_INVALID', 'rating must be a whole number from 1 to 5.')
  }
  return value as number
}

/** @throws RawiError RAWI_INPUT_INVALID */
export function keptTags(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw new RawiError('RAWI_INPUT_INVALID', 'tags must be a list of strings.')
  const tags = value.map((tag) => keptField(tag, 'a tag')).filter((tag) => tag !== undefined)
  return [...new Set(tags)].slice(0, TAGS_MAX)
}

/**
 * A label fit for a key: no control characters, at most `LABEL_MAX_BYTES`. Labels that differ stay different: a
 * changed one gets a hash of the original.
 */
export function keptLabel(label: string): string {
  if (typeof label !== 'string') throw new RawiError('RAWI_INPUT_INVALID', 'An id must be a string.')
  const clean = label.toWellFormed().replaceAll(/\p{Cc}/gu, '\ufffd')
  if (clean === label && (label.length * 3 <= LABEL_MAX_BYTES || Buffer.byteLength(label) <= LABEL_MAX_BYTES))
    return label
  const hash = createHash('sha256').update(JSON.stringify(label)).digest('hex').slice(0, 12)
  const room = Buffer.from(clean).subarray(0, LABEL_MAX_BYTES - hash.length - 1)
  return `${room.subarray(0, characterBoundary(room)).toString()}~${hash}`
}

/** The size a marker speaks of where metadata was too large to keep. */
export const METADATA_TOO_LARGE = { rawi_cut: `metadata of more than ${METADATA_MAX_BYTES} bytes` } as const

/** Facts of a recording, each of its own kind. @throws RawiError RAWI_INPUT_INVALID */
export function keptRecording(given: RecordingInput): RecordingInput {
  mustBeObject(given, 'A recording')
  const { file, container, codec, channels, sampleRate, startedAt, durationMs, bytes, sha256 } = given
  const whole = (value: unknown, field: string, least: number): number => {
    if (Number.isSafeInteger(value) && (value as number) >= least) return value as number
    throw new RawiError('RAWI_INPUT_INVALID', `${field} must be a whole number from ${least}.`)
  }
  // A bare name: it must lead nowhere.
  if (typeof file !== 'string' || !/^[\w-][\w.-]{0,127}$/.test(file)) {
    throw new RawiError('RAWI_INPUT_INVALID', 'file must be the name of a file.')
  }
  return {
    file,
    container: keptField(container, 'container', 32) ?? 'unknown',
    codec: keptField(codec, 'codec', 32) ?? 'unknown',
    channels: Math.min(whole(channels, 'channels', 1), 32_767),
    sampleRate: Math.min(whole(sampleRate, 'sampleRate', 1), 2 ** 31 - 1),
    ...(startedAt instanceof Date && Number.isFinite(startedAt.getTime()) && { startedAt }),
    ...(durationMs !== undefined && { durationMs: Math.min(whole(durationMs, 'durationMs', 0), 2 ** 31 - 1) }),
    ...(bytes !== undefined && { bytes: whole(bytes, 'bytes', 0) }),
    ...(sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) && { sha256 }),
  }
}
