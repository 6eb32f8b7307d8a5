import { RawiError } from 'rawi'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where a page of the newest first ended. */
export interface PagePlace {
  readonly at: Date
  readonly id: string
}

export function writeCursor({ at, id }: PagePlace): string {
  return Buffer.from(JSON.stringify([at.getTime(), id])).toString('base64url')
}

/** @throws RawiError RAWI_CURSOR_INVALID for everything that `writeCursor` does not write */
export function readCursor(cursor: string): PagePlace {
  try {
    const [time, id, ...more] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    const at = new Date(time as number)
    const whole = Number.isSafeInteger(time) && !Number.isNaN(at.getTime()) && more.length === 0
    if (whole && typeof id === 'string' && UUID.test(id)) return { at, id }
  } catch {
    // Told below, like every other cursor that is none of ours.
  }
  throw new RawiError('RAWI_CURSOR_INVALID', 'The cursor is none that was given out here.')
}
