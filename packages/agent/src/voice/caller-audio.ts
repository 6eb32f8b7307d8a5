import { stream, voice } from '@livekit/agents'
import { AudioFrame } from '@livekit/rtc-node'
import { CALLER_RATE } from '../call/bounds.ts'

/** Frames that may wait for the session; what comes when it is stuck is left out. */
const WAITING_MAX = 250

/** Hands the caller's sound to the session. */
export class CallerAudio extends voice.AudioInput {
  readonly #channel = stream.createStreamChannel<AudioFrame>()
  #waiting = 0
  #closed = false

  constructor() {
    super()
    this.multiStream.addInputStream(this.#channel.stream())
  }

  push(samples: Int16Array): void {
    if (this.#closed || this.#waiting >= WAITING_MAX) return
    this.#waiting++
    this.#channel
      .write(new AudioFrame(samples, CALLER_RATE, 1, samples.length))
      .catch(() => {})
      .finally(() => {
        this.#waiting--
      })
  }

  override async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#channel.close().catch(() => {})
    await super.close().catch(() => {})
  }
}
