/** Durations of one stretch, each kept as it was: no bucket hides the worst. */
export class Samples {
  #values: Float64Array
  #count = 0

  constructor(room: number) {
    this.#values = new Float64Array(room)
  }

  get count(): number {
    return this.#count
  }

  /** Beyond the room that was set aside nothing is kept, so that nothing is allocated while it counts. */
  add(value: number): void {
    if (this.#count < this.#values.length) this.#values[this.#count++] = value
  }

  values(): Float64Array {
    return this.#values.slice(0, this.#count)
  }
}

export interface Spread {
  readonly count: number
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

/** The distribution of values that came from any number of places. */
export function spreadOf(parts: readonly Float64Array[]): Spread {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  all.sort()
  const rank = (share: number) => all[Math.max(0, Math.ceil(share * all.length) - 1)] ?? Number.NaN
  return { count: all.length, p50: rank(0.5), p99: rank(0.99), p999: rank(0.999), max: rank(1) }
}

export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
