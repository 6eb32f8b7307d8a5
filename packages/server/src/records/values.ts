import { z } from '@hono/zod-openapi'

/** Text that a database and a journal can keep as it is. */
export const plainText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'must not hold NUL or half characters')

/** A moment with its offset, or a whole day. */
export const when = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).openapi({ example: '2026-11-22' })

/** As answered: ISO 8601 in UTC. */
export const moment = z.iso.datetime({ offset: true }).openapi({ example: '2026-11-22T14:20:00.000Z' })

export const json = <T extends z.ZodType>(schema: T, example?: z.input<T>) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
})

const DAY = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 86_400_000
/** The last moment that four digits of a year can name. */
export const LAST_OF_ALL = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** Where a range begins; a day begins at midnight UTC. */
export function beginningOf(written: string): Date {
  return new Date(written)
}

/** The first moment behind a range; a day belongs to it with all its hours. */
export function endOf(written: string): Date {
  return DAY.test(written) ? new Date(Math.min(LAST_OF_ALL, Date.parse(written) + DAY_MS)) : new Date(written)
}

export function iso(date: Date): string
export function iso(date: Date | null): string | null
export function iso(date: Date | null): string | null {
  return date === null ? null : date.toISOString()
}

/** A moment that PostgreSQL wrote without a zone, in UTC, as answered: a page holds dozens, and a `Date` takes ten times as long. */
export function momentOf(written: string): string {
  return `${written.slice(0, 10)}T${written.slice(11, 19)}.${written.slice(20, 23).padEnd(3, '0')}Z`
}

/** The same in microseconds since the epoch, as exact as the database keeps it. */
export function microsOf(written: string): number {
  return Date.parse(momentOf(written)) * 1_000 + Number(written.slice(23).padEnd(3, '0'))
}
