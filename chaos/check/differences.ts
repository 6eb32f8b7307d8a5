/** What is not as it was promised. */
export interface Differences {
  readonly list: string[]
  /** Notes one, when the condition does not hold. */
  unless(holds: boolean, difference: string): void
}

export function noDifferences(): Differences {
  const list: string[] = []
  return {
    list,
    unless(holds, difference) {
      if (!holds) list.push(difference)
    },
  }
}
