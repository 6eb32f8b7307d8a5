import { z } from '@hono/zod-openapi'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a line may not hold
const ONE_LINE = /^[^\u0000-\u0020\u007f-\u00a0][^\u0000-\u001f\u007f]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: the one character that PostgreSQL does not keep
const NO_NUL = /^[^\u0000]*$/

/** A name or label: one line that begins with a visible character. */
export function lineSchema(max: number) {
  return z.string().min(1).max(max).regex(ONE_LINE, 'must be one line that begins with a visible character')
}

/** Text that a database can keep or look for: anything but NUL. */
export function textSchema(max: number) {
  return z.string().min(1).max(max).regex(NO_NUL, 'must hold no NUL character')
}

/** The moments that PostgreSQL and JavaScript write alike; nothing of ours lies beyond them. */
const MOMENTS = { first: Date.parse('1900-01-01T00:00:00Z'), last: Date.parse('9999-12-31T23:59:59Z') }

/** A moment with its zone (RFC 3339), as answers hold it. */
export const momentText = z.iso.datetime({ offset: true })

/** A moment as requests hold it: becomes a date that every database takes. */
export const momentSchema = momentText.transform(
  (text) => new Date(Math.min(Math.max(Date.parse(text), MOMENTS.first), MOMENTS.last)),
)
