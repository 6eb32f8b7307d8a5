/** Brings a value nearer to where it should be: after `time` milliseconds two thirds of the way are done, at any frame rate. */
export function ease(from: number, to: number, elapsed: number, time: number): number {
  return from + (to - from) * (1 - Math.exp(-elapsed / time))
}
