/** Zero crossings of the kernel on each side: more is steeper. */
const CROSSINGS = 12
/** Share of the new bandwidth that is kept. */
const KEPT = 0.92
/** Places of the kernel that are computed beforehand, for each input sample. */
const FINE = 64

/** Changes the rate of a stream: a windowed sinc takes away what the lower rate cannot hold. */
export interface Downsampler {
  /** What comes of this block; each sample between -1 and 1 becomes one of 16 bits. */
  push(block: Float32Array): Int16Array
}

export function createDownsampler(from: number, to: number): Downsampler {
  const step = from / to
  const cutoff = Math.min(1, 1 / step) * KEPT
  const reach = Math.ceil(CROSSINGS / cutoff)
  const kernel = kernelOf(cutoff, reach)
  let history = new Float32Array(2 * reach)
  /** Where the next sample lies, counted from the beginning of `history`. */
  let at = reach

  return {
    push(block) {
      const all = new Float32Array(history.length + block.length)
      all.set(history)
      all.set(block, history.length)
      const out = new Int16Array(Math.max(0, Math.ceil((all.length - reach - at) / step)))
      let count = 0
      for (; at + reach < all.length; at += step) {
        const first = Math.ceil(at - reach)
        let sum = 0
        for (let i = first; i <= at + reach; i++)
          sum += (all[i] ?? 0) * (kernel[Math.round(Math.abs(at - i) * FINE)] ?? 0)
        out[count++] = Math.round(Math.max(-1, Math.min(1, sum)) * 32_767)
      }
      const kept = Math.max(0, Math.floor(at) - reach)
      history = all.slice(kept)
      at -= kept
      return out.subarray(0, count)
    },
  }
}

/** Half of it, for it is the same on both sides; its sum over input samples is 1. */
function kernelOf(cutoff: number, reach: number): Float32Array {
  const half = Float32Array.from({ length: reach * FINE + 1 }, (_, place) => {
    const x = place / FINE
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x)
    return cutoff * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach))
  })
  let sum = half[0] ?? 1
  for (let i = FINE; i < half.length; i += FINE) sum += 2 * (half[i] ?? 0)
  return half.map((value) => value / sum)
}
