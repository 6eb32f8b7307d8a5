/** Taps on each side of a sample; more sound better and cost more. */
const HALF = 12

/** Changes the rate of a stream of samples; what went in comes out at the other rate, a moment later. */
export interface Resampler {
  push(samples: Int16Array): Int16Array<ArrayBuffer>
  rest(): Int16Array<ArrayBuffer>
}

/**
 * A windowed-sinc resampler (Smith, Digital Audio Resampling): the tables of a pair of rates are made once per stream.
 * @param from Samples a second that go in.
 * @param to Samples a second that come out.
 */
export function resampler(from: number, to: number): Resampler {
  const step = from / greatestDivisor(from, to)
  const phases = to / greatestDivisor(from, to)
  const tables = kernels(phases, Math.min(1, to / from))
  let held = new Float32Array(HALF)
  /** Place of the next output sample among the held ones, in parts of `phases`. */
  let place = HALF * phases

  function run(input: Float32Array): Int16Array<ArrayBuffer> {
    const all = new Float32Array(held.length + input.length)
    all.set(held)
    all.set(input, held.length)
    const out: number[] = []
    for (; Math.floor(place / phases) + HALF < all.length; place += step) {
      const whole = Math.floor(place / phases)
      const taps = tables[place % phases] ?? []
      let sum = 0
      for (let tap = 0; tap < taps.length; tap++) sum += (taps[tap] ?? 0) * (all[whole - HALF + 1 + tap] ?? 0)
      out.push(Math.max(-32_768, Math.min(32_767, Math.round(sum))))
    }
    const used = Math.max(0, Math.floor(place / phases) - HALF)
    held = all.slice(used)
    place -= used * phases
    return Int16Array.from(out)
  }

  return {
    push: (samples) => run(Float32Array.from(samples)),
    rest: () => run(new Float32Array(HALF)),
  }
}

function kernels(phases: number, cutoff: number): Float32Array[] {
  return Array.from({ length: phases }, (_, phase) => {
    const taps = Float32Array.from({ length: HALF * 2 }, (_unused, tap) => {
      const distance = tap - HALF + 1 - phase / phases
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / HALF)
      return cutoff * sinc(cutoff * distance) * window
    })
    const sum = taps.reduce((total, tap) => total + tap, 0)
    return taps.map((tap) => tap / sum)
  })
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
