import type { Memory } from './memory.ts'
import { cueAt } from './name-cues.ts'
import type { DigitRun } from './read-digits.ts'
import type { Token } from './tokens.ts'
import { type Owner, wantsToBeReached } from './whose.ts'

/** A turn of the caller with the numbers in it. */
export interface TurnOfNumbers {
  readonly memory: Memory
  readonly tokens: readonly Token[]
  readonly runs: readonly DigitRun[]
  readonly owners: readonly Owner[]
  /** Tokens that an e-mail address holds. */
  readonly taken: (at: number) => boolean
}

/** Words beside a number that nobody asked for and nothing names: with more of them it is a part of some story. */
const BESIDE_MAX = 4
/** The same where the caller introduces themselves: "my name is John Carter, 0991 …". */
const INTRODUCED_MAX = 10

export function isOwned(owner: Owner): boolean {
  return owner === 'own' || owner === 'named'
}

/** Another number of the turn is the caller's, or was, or they ask to be called. */
function isAboutPhone(owners: readonly Owner[], tokens: readonly Token[]): boolean {
  return owners.some((owner) => isOwned(owner) || owner === 'old' || owner === 'negated') || wantsToBeReached(tokens)
}

/** Whether a number counts as the caller's own, by the words around it and by what was asked. */
export function isAccepted(
  { memory, tokens, runs, owners, taken }: TurnOfNumbers,
  owner: Owner,
  e164: string,
): boolean {
  const { asks, readBack } = memory.agent
  if (owner === 'own') return true
  if (owner === 'named') return !asks.othersPhone && !memory.given.has(e164)
  if (owner !== 'unknown') return false
  if (asks.othersPhone || (asks.otherNumber && !asks.phone) || (asks.choice && memory.toldOfCall)) return false
  if (memory.given.has(e164)) return readBack.phone?.value === e164
  const wanted =
    asks.phone || readBack.phone !== undefined || memory.partialPhone !== undefined || isAboutPhone(owners, tokens)
  const beside = tokens.filter(
    ({ kind }, at) => kind === 'word' && !taken(at) && !runs.some(({ from, to }) => from <= at && at < to),
  )
  const introduced = tokens.some((_, at) => cueAt(tokens, at)?.kind === 'strong')
  return wanted || beside.length <= (introduced ? INTRODUCED_MAX : BESIDE_MAX)
}
