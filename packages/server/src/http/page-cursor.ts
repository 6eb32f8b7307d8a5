import { z } from '@hono/zod-openapi'

const CURSOR = /^(\d{1,14})_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/** Where a page of the newest first ended: milliseconds since the epoch and the id of its last item. */
export interface PagePlace {
  readonly at: Date
  readonly id: string
}

/** A cursor as a query parameter: whatever has this form is a place, so that none can be forged into anything else. */
export const cursorSchema = z.string().regex(CURSOR, 'must be the next_cursor of the page before')

export function writeCursor({ at, id }: PagePlace): string {
  return `${at.getTime()}_${id}`
}

/** The place of a cursor that `cursorSchema` has let through. */
export function readCursor(cursor: string): PagePlace {
  const [, time = '0', id = ''] = CURSOR.exec(cursor) ?? []
  return { at: new Date(Number(time)), id }
}
