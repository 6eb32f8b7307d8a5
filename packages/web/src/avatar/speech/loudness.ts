/** Milliseconds of sound measured together. */
const STEP_MS = 10
/** Steps on either side that are heard with a moment, the less the further away: together about the length of a sound. */
const REACH = 3
/** Root mean square, of full scale, that counts as loud before anything louder was said; a whisper stays below. */
const ORDINARY = 0.05
/** How much of the loudest so far is left after a second: a voice that turns quiet still moves its lips. */
const REMEMBERED = 0.8
/** Steps kept: twenty minutes. What is said after them counts as loud as the last of them. */
const STEPS_MAX = 120_000

/** How loud an utterance is at each moment, measured on its samples before they are played. */
export interface Loudness {
  /**
   * Takes sound as it comes in, in order; what was left out was silent.
   * @param position Place of its first sample in the utterance. @param samples PCM16, or floats from -1 to 1.
   */
  add(position: number, samples: Int16Array | Float32Array): void
  /** 0 silent to 1 as loud as this voice is when it is loud; undefined where nothing is known yet. @param ms Position in the utterance. */
  at(ms: number): number | undefined
}

/** @param rate Samples in a second. */
export function createLoudness(rate: number): Loudness {
  const size = Math.max(1, Math.round((rate * STEP_MS) / 1000))
  const fade = REMEMBERED ** (STEP_MS / 1000)
  /** Sum of squares of each step, and the loudest there was until then. */
  const squares: number[] = []
  const tops: number[] = []

  function near(step: number): number {
    let sum = 0
    let weights = 0
    for (let i = Math.max(0, step - REACH); i <= Math.min(squares.length - 1, step + REACH); i++) {
      const weight = REACH + 1 - Math.abs(i - step)
      sum += (squares[i] ?? 0) * weight
      weights += weight
    }
    return Math.sqrt(sum / Math.max(1, weights * size))
  }

  return {
    add(position, samples) {
      const full = samples instanceof Int16Array ? 32_768 : 1
      const last = Math.min(STEPS_MAX, Math.ceil((position + samples.length) / size))
      while (squares.length < last) squares.push(0)
      for (let i = 0; i < samples.length; i++) {
        const step = Math.floor((position + i) / size)
        if (step < last) squares[step] = (squares[step] ?? 0) + ((samples[i] ?? 0) / full) ** 2
      }
    },
    at(ms) {
      const place = ms / STEP_MS - 0.5
      if (squares.length === 0 || place > squares.length + REACH) return undefined
      const before = Math.min(squares.length - 1, Math.max(0, Math.floor(place)))
      const part = Math.min(1, Math.max(0, place - before))
      const now = near(before) + (near(before + 1) - near(before)) * part
      for (let i = tops.length; i <= before; i++) tops.push(Math.max((tops[i - 1] ?? ORDINARY) * fade, near(i)))
      return Math.min(1, now / Math.max(ORDINARY, tops[before] ?? ORDINARY))
    },
  }
}
