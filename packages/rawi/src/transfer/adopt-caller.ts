import { cleanText } from '../store/clean.ts'
import type { OldReading } from './old-call.ts'
import { type Fields, OldFields } from './old-fields.ts'
import { readMoment } from './zoned-time.ts'

/** A caller by the columns of `users`; times as ISO 8601. */
export interface AdoptedCaller {
  /** E.164. */
  readonly phone: string
  readonly name: string | null
  readonly email: string | null
  readonly language: string | null
  readonly first_seen_at?: string
  readonly last_seen_at?: string
}

/** A row of the old `users`; undefined where its number cannot be dialled, because a caller is a number. */
export function adoptedCaller(row: Fields, { region, zone }: OldReading): AdoptedCaller | undefined {
  const fields = new OldFields(row)
  const written = fields.text('phone', 'phone_number', 'user_phone', 'mobile')
  const phone = written === undefined ? undefined : region.toE164(written)
  if (phone === undefined) return undefined
  const moment = (...names: string[]) => fields.find((value) => readMoment(value, zone), ...names)
  const first = moment('first_seen_at', 'first_seen', 'created_at', 'inserted_at')
  const last = moment('last_seen_at', 'last_seen', 'last_call_at', 'updated_at') ?? first
  const text = (...names: string[]) => {
    const value = fields.text(...names)
    return value === undefined ? null : cleanText(value)
  }
  return {
    phone,
    name: text('name', 'user_name', 'full_name'),
    email: text('email', 'user_email'),
    language: text('language', 'lang'),
    ...(first !== undefined && { first_seen_at: new Date(first).toISOString() }),
    ...(last !== undefined && { last_seen_at: new Date(Math.max(last, first ?? last)).toISOString() }),
  }
}

/** Two rows of one number as one caller: what the first leaves open the second fills. */
export function mergedCaller(known: AdoptedCaller | undefined, told: AdoptedCaller): AdoptedCaller {
  if (!known) return told
  const firsts = [known.first_seen_at, told.first_seen_at].filter((time) => time !== undefined).toSorted()
  const lasts = [known.last_seen_at, told.last_seen_at].filter((time) => time !== undefined).toSorted()
  return {
    phone: known.phone,
    name: known.name ?? told.name,
    email: known.email ?? told.email,
    language: known.language ?? told.language,
    ...(firsts[0] !== undefined && { first_seen_at: firsts[0] }),
    ...(lasts.length > 0 && { last_seen_at: lasts.at(-1) as string }),
  }
}
