import type { Memory } from './memory.ts'
import type { DigitRun } from './read-digits.ts'
import type { Token } from './tokens.ts'
import type { Owner } from './whose.ts'

/** A turn of the caller with the numbers in it. */
export interface TurnOfNumbers {
  readonly memory: Memory
  readonly tokens: readonly Token[]
  readonly runs: readonly DigitRun[]
  readonly owners: readonly Owner[]
  /** Tokens that an e-mail address holds. */
  readonly taken: (at: number) => boolean
}

export function isOwned(owner: Owner): boolean {
  return owner === 'own' || owner === 'named'
}

/** Whether a number counts as the caller's own, by the words around it and by what was asked. */
export function isAccepted({ memory }: TurnOfNumbers, owner: Owner, e164: string): boolean {
  const { asks, readBack } = memory.agent
  if (owner === 'own') return true
  if (owner === 'named') return !asks.othersPhone && !asks.oldPhone && !memory.given.has(e164)
  if (owner !== 'unknown') return false
  if (asks.othersPhone || (asks.otherNumber && !asks.phone) || (asks.choice && memory.toldOfCall && !asks.toReach))
    return false
  if (memory.given.has(e164)) return readBack.phone?.value === e164
  return !(memory.announcedOthers && !asks.ownPhone) && !asks.oldPhone
}
