import { BOUNDS } from 'rawi/maintenance'
import type { Caller } from '../access/caller.ts'
import { RequestError } from '../http/problem.ts'

/** A place for one stream of a caller; gives it back when called. @throws RequestError RAWI_RATE_LIMITED */
export type TakePlace = (caller: Caller) => () => void

export function streamPlaces(most: number = BOUNDS.LIVE_STREAMS_MAX): TakePlace {
  const taken = new Map<string, number>()
  return ({ kind, tenantId, id }) => {
    const key = `${kind} ${tenantId} ${id}`
    const count = taken.get(key) ?? 0
    if (count >= most) {
      throw new RequestError('RAWI_RATE_LIMITED', `${most} streams are open; close one first.`, {
        headers: { 'retry-after': '5' },
      })
    }
    taken.set(key, count + 1)
    let given = false
    return () => {
      if (given) return
      given = true
      const left = (taken.get(key) ?? 1) - 1
      if (left > 0) taken.set(key, left)
      else taken.delete(key)
    }
  }
}
