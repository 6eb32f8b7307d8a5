/** Letters that are compared at most. */
const LETTERS_MAX = 40

/** How many letters must be changed, added or left out to make one word of the other (Levenshtein). */
export function distance(one: string, other: string): number {
  const [a, b] = [one.slice(0, LETTERS_MAX), other.slice(0, LETTERS_MAX)]
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
