import type { WorkDone } from '../store/adopt-ledger.ts'

/** Counts what an adoption does; `leave` with the reason, as it is told to the person who adopts. */
export interface Tally extends WorkDone {
  add(name: string, number?: number): void
  leave(reason: string, number?: number): void
}

export function openTally(): Tally {
  const counts: Record<string, number> = {}
  const leftOut: Record<string, number> = {}
  const count =
    (numbers: Record<string, number>) =>
    (name: string, number = 1) => {
      if (number > 0) numbers[name] = (numbers[name] ?? 0) + number
    }
  return { counts, leftOut, add: count(counts), leave: count(leftOut) }
}
