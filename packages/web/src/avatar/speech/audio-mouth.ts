import { clamp } from '../paint/curve.ts'
import type { Mouth } from './viseme.ts'

/** What the audio sounds like at the moment it is played; each 0 to 1. */
export interface AudioLevels {
  /** Root mean square of the samples, 1 is full scale. */
  readonly rms: number
  /** Energy below 900 Hz, from 900 to 2500 Hz, and above: their relation tells open, wide and hissing sounds apart. */
  readonly low: number
  readonly mid: number
  readonly high: number
}

/** A source that is read anew for every frame. */
export type LevelSource = { read(into: { -readonly [key in keyof AudioLevels]: number }): void }

const QUIET = 0.008

/** A mouth for what is heard when nobody says which sounds they are: loudness opens it, the spectrum shapes it. */
export function mouthOfLevels(levels: AudioLevels, into: Mouth): void {
  const loud = levels.rms < QUIET ? 0 : clamp((20 * Math.log10(levels.rms) + 42) / 32, 0, 1)
  const sum = levels.low + levels.mid + levels.high + 1e-6
  const hiss = clamp((levels.high / sum - 0.25) * 2.4, 0, 1)
  const front = clamp((levels.mid / sum - 0.22) * 2.6, 0, 1)
  const back = clamp((levels.low / sum - 0.72) * 3.4, 0, 1)
  into.jaw = loud * (0.78 - 0.5 * hiss - 0.2 * back)
  into.wide = loud * (0.5 * front + 0.3 * hiss - 0.25 * back)
  into.pucker = loud * 0.55 * back * (1 - hiss)
  into.press = 0
  into.tuck = 0
  into.teeth = loud * (0.35 + 0.6 * hiss + 0.2 * front)
  into.tongue = loud * 0.2 * front
}

/** Reads an analyser of the audio that goes to the loudspeaker; its buffers are made once. */
export function analyserLevels(analyser: AnalyserNode): LevelSource {
  const samples = new Float32Array(analyser.fftSize)
  const spectrum = new Uint8Array(analyser.frequencyBinCount)
  const hertz = analyser.context.sampleRate / analyser.fftSize
  const lowEnd = Math.ceil(900 / hertz)
  const midEnd = Math.ceil(2500 / hertz)
  return {
    read(into) {
      analyser.getFloatTimeDomainData(samples)
      let square = 0
      for (const sample of samples) square += sample * sample
      into.rms = Math.sqrt(square / samples.length)
      analyser.getByteFrequencyData(spectrum)
      into.low = band(spectrum, Math.ceil(120 / hertz), lowEnd)
      into.mid = band(spectrum, lowEnd, midEnd)
      into.high = band(spectrum, midEnd, Math.min(spectrum.length, Math.ceil(8000 / hertz)))
    },
  }
}

function band(spectrum: Uint8Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += (spectrum[i] ?? 0) ** 2
  return to > from ? Math.sqrt(sum / (to - from)) / 255 : 0
}

/**
 * Measures a block of samples where there is no analyser: two one-pole filters split it into three bands.
 * @param samples -1 to 1. @param rate Samples in a second.
 */
export function levelsOfPcm(samples: ArrayLike<number>, rate: number): AudioLevels {
  const slow = 1 - Math.exp((-2 * Math.PI * 900) / rate)
  const fast = 1 - Math.exp((-2 * Math.PI * 2500) / rate)
  let below = 0
  let between = 0
  let [square, low, mid, high] = [0, 0, 0, 0]
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] ?? 0
    below += (sample - below) * slow
    between += (sample - between) * fast
    square += sample * sample
    low += below * below
    mid += (between - below) ** 2
    high += (sample - between) ** 2
  }
  const count = Math.max(1, samples.length)
  return {
    rms: Math.sqrt(square / count),
    low: Math.sqrt(low / count),
    mid: Math.sqrt(mid / count),
    high: Math.sqrt(high / count),
  }
}
