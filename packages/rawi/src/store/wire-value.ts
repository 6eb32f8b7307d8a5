import pg from 'pg'
import { RawiError } from '../conversation/errors.ts'

/**
 * A value as PostgreSQL reads it from text, whatever its column's type; the same for a server and the embedded database.
 * A list becomes an array: for a `jsonb` column give its JSON text.
 * @throws RAWI_INPUT_INVALID for an invalid date and for JSON without an end
 */
export function encodeValue(value: unknown): string | null {
  try {
    return encode(value)
  } catch (error) {
    throw new RawiError('RAWI_INPUT_INVALID', 'A value for the database cannot be written as text.', { cause: error })
  }
}

function encode(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return encodeArray(value)
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

/** The array literal of https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO, every element quoted. */
function encodeArray(elements: readonly unknown[]): string {
  const parts = elements.map((element) => {
    if (Array.isArray(element)) return encodeArray(element)
    const text = encode(element)
    return text === null ? 'NULL' : `"${text.replace(/[\\"]/g, '\\$&')}"`
  })
  return `{${parts.join(',')}}`
}

const BYTEA = 17
const INT8 = 20
const DATE = 1082
const TIMESTAMP = 1114
const TIMESTAMPTZ = 1184
const INTERVAL = 1186
const NUMERIC = 1700
const INT8_ARRAY = 1016
const INT8_ARRAY_ELEMENT = /-?\d+|NULL/g

/** A number where it is exact, else a bigint. */
function parseInt8(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

const parseAnyMoment = pg.types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => unknown
const UTC_MOMENT = /^\d{4}-\d\d-\d\d .*\+00$/

/** As nearly every session writes it, in UTC, the engine's own parser reads it: a page of rows holds dozens. */
function parseMoment(text: string): unknown {
  return UTC_MOMENT.test(text) ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : parseAnyMoment(text)
}

const asText = (text: string): string => text

/** Types that `pg` and PGlite read differently, read in one way: no silent rounding, no local time zone. */
export const RESULT_PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [BYTEA]: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  [INT8]: parseInt8,
  [INT8_ARRAY]: (text) =>
    (text.match(INT8_ARRAY_ELEMENT) ?? []).map((item) => (item === 'NULL' ? null : parseInt8(item))),
  [DATE]: asText,
  [TIMESTAMP]: asText,
  [TIMESTAMPTZ]: parseMoment,
  [INTERVAL]: asText,
  [NUMERIC]: asText,
}
