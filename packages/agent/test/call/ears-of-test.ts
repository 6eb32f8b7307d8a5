import { VAD, type VADEvent, VADEventType, VADStream } from '@livekit/agents'
import { AudioFrame } from '@livekit/rtc-node'

const TICK_MS = 20
const RATE = 16_000

/** Ears that hear a voice when the test says so, however loud the line is. */
export class EarsOfTest extends VAD {
  readonly label = 'test.EarsOfTest'
  readonly #streams = new Set<EarsStream>()
  #ticking: NodeJS.Timeout | undefined
  #since = 0

  constructor() {
    super({ updateInterval: TICK_MS })
  }

  /** A voice begins, and lasts until `hush`. */
  speak(): void {
    this.#since = performance.now()
    this.#tell(VADEventType.START_OF_SPEECH)
    this.#ticking ??= setInterval(() => this.#tell(VADEventType.INFERENCE_DONE), TICK_MS)
  }

  hush(): void {
    clearInterval(this.#ticking)
    this.#ticking = undefined
    this.#tell(VADEventType.END_OF_SPEECH)
  }

  override stream(): VADStream {
    const stream = new EarsStream(this)
    this.#streams.add(stream)
    return stream
  }

  #tell(type: VADEventType): void {
    const speaking = type !== VADEventType.END_OF_SPEECH
    const event: VADEvent = {
      type,
      samplesIndex: 0,
      timestamp: Date.now(),
      // As much as it takes to interrupt, from the first moment.
      speechDuration: 100 + performance.now() - this.#since,
      silenceDuration: speaking ? 0 : 400,
      frames: [new AudioFrame(new Int16Array(RATE / 10), RATE, 1, RATE / 10)],
      probability: speaking ? 1 : 0,
      inferenceDuration: 0,
      speaking,
      rawAccumulatedSilence: speaking ? 0 : 400,
      rawAccumulatedSpeech: speaking ? 100 : 0,
    }
    for (const stream of this.#streams) stream.tell(event)
  }
}

class EarsStream extends VADStream {
  constructor(ears: VAD) {
    super(ears)
    void this.#forget()
  }

  tell(event: VADEvent): void {
    this.sendVADEvent(event)
  }

  async #forget(): Promise<void> {
    for (;;) if ((await this.inputReader.read()).done) return
  }
}
