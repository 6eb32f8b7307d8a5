import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { RawiError } from 'rawi'
import type { PagePosition } from 'rawi/maintenance'
import type { House } from '../http/house.ts'

const MAC_BYTES = 12

/** Where pages go on. A cursor is good for the list, the order and the tenant that it was made for, and cannot be made up. */
export interface Cursors {
  write(list: string, tenantId: string, place: readonly (string | number)[]): string
  /** @throws RawiError RAWI_CURSOR_INVALID */
  read(list: string, tenantId: string, cursor: string): readonly (string | number)[]
}

export function openCursors(secretFor: House['secretFor']): Cursors {
  // As an object: given as bytes it would be made into one for every cursor.
  const key = createSecretKey(secretFor('cursors'))
  const macOf = (list: string, tenantId: string, text: Uint8Array) =>
    createHmac('sha256', key).update(`${list} ${tenantId} `).update(text).digest().subarray(0, MAC_BYTES)
  return {
    write(list, tenantId, place) {
      const text = Buffer.from(JSON.stringify(place))
      return Buffer.concat([macOf(list, tenantId, text), text]).toString('base64url')
    },
    read(list, tenantId, cursor) {
      const bytes = Buffer.from(cursor, 'base64url')
      const [mac, text] = [bytes.subarray(0, MAC_BYTES), bytes.subarray(MAC_BYTES)]
      const whole = mac.length === MAC_BYTES && bytes.toString('base64url') === cursor
      if (whole && timingSafeEqual(mac, macOf(list, tenantId, text))) return JSON.parse(text.toString('utf8'))
      throw new RawiError('RAWI_CURSOR_INVALID', 'The cursor is none that was given out for this list.')
    },
  }
}

/** The place in a list that is ordered by a moment and an id. */
export function positionOf([micros, id]: readonly (string | number)[]): PagePosition {
  return { micros: Number(micros), id: String(id) }
}
