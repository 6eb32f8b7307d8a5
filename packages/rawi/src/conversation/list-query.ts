import { LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX, PHONE_SUFFIX_MIN_DIGITS } from './bounds.ts'
import { RawiError } from './errors.ts'
import { keptField, mustBeObject } from './input.ts'
import { CHANNELS, STATUSES } from './outcome.ts'
import type { ListOptions } from './recorder-api.ts'
import type { DefaultRegion } from './start-and-end.ts'
import type { ConversationItem, ListQuery } from './store-port.ts'

/** A list query with its values checked. @throws RawiError RAWI_INPUT_INVALID, RAWI_LIMIT_INVALID, RAWI_CURSOR_INVALID, RAWI_PHONE_INVALID */
export function listQuery(options: ListOptions, region: DefaultRegion): ListQuery {
  mustBeObject(options, 'A list query')
  const name = keptField(options.name, 'name')
  const words = keptField(options.words, 'words')
  const language = keptField(options.language, 'language')?.replaceAll('\0', '\ufffd')
  const phone = keptField(options.phone, 'phone')
  return {
    limit: limitOf(options.limit),
    ...(options.status !== undefined && { status: oneOf(options.status, STATUSES, 'status') }),
    ...(options.channel !== undefined && { channel: oneOf(options.channel, CHANNELS, 'channel') }),
    ...(phone !== undefined && { phone: phoneQuery(phone, region) }),
    ...(name !== undefined && { name }),
    ...(words !== undefined && { words }),
    ...(language !== undefined && { language }),
    ...(options.from !== undefined && { from: validDate(options.from, 'from') }),
    ...(options.to !== undefined && { to: validDate(options.to, 'to') }),
    ...(options.cursor !== undefined && { after: positionOf(options.cursor) }),
  }
}

/** A whole number where it is one, else its last digits. @throws RawiError RAWI_PHONE_INVALID */
export function phoneQuery(phone: string, region: DefaultRegion): { e164: string } | { suffix: string } {
  const e164 = region.toE164(phone)
  if (e164 !== undefined) return { e164 }
  // A trunk prefix is no part of the number as it is kept.
  const suffix = region.digits(phone).replace(/^0+/, '')
  if (suffix.length < PHONE_SUFFIX_MIN_DIGITS || suffix.length > 15) {
    throw new RawiError('RAWI_PHONE_INVALID', `A phone search needs ${PHONE_SUFFIX_MIN_DIGITS} to 15 digits.`)
  }
  return { suffix }
}

/** Where the next page begins. */
export function cursorAfter(item: ConversationItem): string {
  return Buffer.from(JSON.stringify([item.started_at.toISOString(), item.id])).toString('base64url')
}

/** @throws RawiError RAWI_CURSOR_INVALID */
function positionOf(cursor: string): { startedAt: Date; id: string } {
  try {
    const [time, id] = JSON.parse(Buffer.from(cursor.slice(0, 256), 'base64url').toString()) as [string, string]
    const startedAt = new Date(time)
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) && !Number.isNaN(startedAt.getTime()))
      return { startedAt, id }
  } catch {
    // Told below, whatever was wrong with it.
  }
  throw new RawiError('RAWI_CURSOR_INVALID', 'The cursor is not one of ours.')
}

function limitOf(limit: number | undefined): number {
  if (limit === undefined) return LIST_LIMIT_DEFAULT
  if (!Number.isInteger(limit) || limit < 1 || limit > LIST_LIMIT_MAX) {
    throw new RawiError('RAWI_LIMIT_INVALID', `limit must be a whole number from 1 to ${LIST_LIMIT_MAX}.`)
  }
  return limit
}

function oneOf<T extends string>(value: T, allowed: readonly T[], field: string): T {
  if (!allowed.includes(value))
    throw new RawiError('RAWI_INPUT_INVALID', `${field} must be one of ${allowed.join(', ')}.`)
  return value
}

/** The end of the year 9999: farther than any database goes along with. */
const FAR_MS = 253_402_300_799_999

export function validDate(value: Date, field: string): Date {
  if (!(value instanceof Date) || Number.isNaN(value.getTime()) || Math.abs(value.getTime()) > FAR_MS)
    throw new RawiError('RAWI_INPUT_INVALID', `${field} must be a valid Date.`)
  return value
}
