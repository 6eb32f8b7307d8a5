import { type Resampler, resampler } from './resample.ts'

/** Bytes of a WAV header before its samples are looked for no more. */
const HEADER_MAX_BYTES = 4_096

/** Turns bytes as they come from a server into samples: bare PCM16 at the expected rate, or a WAV that says its own. */
export interface PcmReader {
  push(chunk: Uint8Array): Int16Array
  rest(): Int16Array
}

export function pcmReader(rate: number): PcmReader {
  let held = Buffer.alloc(0)
  let begun = false
  let resample: Resampler | undefined

  /** Undefined while the header is not complete. */
  function begin(): Buffer | undefined {
    if (held.length < 4) return undefined
    if (held.subarray(0, 4).toString('latin1') !== 'RIFF') return held
    const data = held.indexOf('data', 12, 'latin1')
    if (data < 0 || held.length < data + 8) return held.length > HEADER_MAX_BYTES ? held : undefined
    const told = held.readUInt32LE(24)
    if (told !== rate && told >= 8_000 && told <= 96_000) resample = resampler(told, rate)
    return held.subarray(data + 8)
  }

  function take(): Int16Array {
    if (!begun) {
      const sound = begin()
      if (!sound) return new Int16Array(0)
      begun = true
      held = sound as Buffer<ArrayBuffer>
    }
    const whole = held.length - (held.length % 2)
    const samples = new Int16Array(new Uint8Array(held.subarray(0, whole)).buffer)
    held = held.subarray(whole) as Buffer<ArrayBuffer>
    return resample ? resample.push(samples) : samples
  }

  return {
    push(chunk) {
      held = Buffer.concat([held, chunk])
      return take()
    },
    rest() {
      const samples = take()
      if (!resample) return samples
      const last = resample.rest()
      const all = new Int16Array(samples.length + last.length)
      all.set(samples)
      all.set(last, samples.length)
      return all
    },
  }
}
