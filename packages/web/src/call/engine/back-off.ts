const FIRST_MS = 250
const LONGEST_MS = 5_000

/** Milliseconds to wait before a connection is tried again: twice as long each time, and never all pages at once. */
export function waitBefore(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempt - 1))
  return Math.round(longest / 2 + (longest / 2) * random())
}
