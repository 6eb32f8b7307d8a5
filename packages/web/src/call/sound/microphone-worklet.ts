import { createDownsampler } from './downsampler.ts'

/** Samples a second that a server hears, and those of one frame: 20 ms. */
const RATE = 16_000
const FRAME = 320

/** Cuts what the microphone hears into the frames of a call. */
class Cutter extends AudioWorkletProcessor {
  readonly #resample = createDownsampler(sampleRate, RATE)
  #frame = new Int16Array(FRAME)
  #filled = 0
  #closed = false

  constructor() {
    super()
    this.port.onmessage = () => {
      this.#closed = true
    }
  }

  process([input]: Float32Array[][]): boolean {
    const block = input?.[0]
    if (block) for (const sample of this.#resample.push(block)) this.#put(sample)
    return !this.#closed
  }

  #put(sample: number): void {
    this.#frame[this.#filled++] = sample
    if (this.#filled < FRAME) return
    this.port.postMessage(this.#frame, [this.#frame.buffer])
    this.#frame = new Int16Array(FRAME)
    this.#filled = 0
  }
}

registerProcessor('microphone', Cutter)
