import { readFileSync } from 'node:fs'
import { AudioByteStream, stream, tts, voice } from '@livekit/agents'
import { AudioFrame } from '@livekit/rtc-node'

const RATE = 16_000
const FRAME = RATE / 50
const WAV_HEADER_BYTES = 44
/** Milliseconds the stand-in voice takes for a letter. */
export const LETTER_MS = 30

/** Somebody saying "hello, are you open", 16 kHz: made with espeak-ng for this test, and silence is all around it. */
const speech = readFileSync(new URL('./speech.wav', import.meta.url)).subarray(WAV_HEADER_BYTES)

/** A caller at a microphone: silence in frames of 20 ms, and speech when asked. */
export class Microphone extends voice.AudioInput {
  readonly #channel = stream.createStreamChannel<AudioFrame>()
  readonly #timer: NodeJS.Timeout
  #said: Buffer = Buffer.alloc(0)
  #done: (() => void) | undefined

  constructor() {
    super()
    this.multiStream.addInputStream(this.#channel.stream())
    this.#timer = setInterval(() => this.#send(), 20)
  }

  /** Resolves when the last sound has been sent. */
  speak(): Promise<void> {
    this.#said = speech
    return new Promise((resolve) => {
      this.#done = resolve
    })
  }

  #send(): void {
    const frame = new Int16Array(FRAME)
    if (this.#said.length >= FRAME * 2) {
      for (let i = 0; i < FRAME; i++) frame[i] = this.#said.readInt16LE(i * 2)
      this.#said = this.#said.subarray(FRAME * 2)
      if (this.#said.length < FRAME * 2) this.#done?.()
    }
    this.#channel.write(new AudioFrame(frame, RATE, 1, FRAME)).catch(() => {})
  }

  override async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#channel.close()
    await super.close()
  }
}

/** A loudspeaker that plays in real time, and knows which part of the words was heard when it is cut off. */
export class Loudspeaker extends voice.AudioOutput {
  #startedAt = 0
  #milliseconds = 0
  #timer: NodeJS.Timeout | undefined
  readonly captions = new Captions()

  constructor() {
    super(RATE, undefined, { pause: false })
  }

  override async captureFrame(frame: AudioFrame): Promise<void> {
    await super.captureFrame(frame)
    if (this.#milliseconds === 0) {
      this.#startedAt = Date.now()
      this.onPlaybackStarted(Date.now())
    }
    this.#milliseconds += (frame.samplesPerChannel / frame.sampleRate) * 1000
  }

  override flush(): void {
    super.flush()
    if (this.#milliseconds === 0) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#finish(false), this.#startedAt + this.#milliseconds - Date.now())
  }

  override clearBuffer(): void {
    clearTimeout(this.#timer)
    if (this.#milliseconds > 0) this.#finish(true)
  }

  #finish(interrupted: boolean): void {
    const all = this.#milliseconds
    const played = interrupted ? Math.min(Date.now() - this.#startedAt, all) : all
    const words = this.captions.take()
    this.#milliseconds = 0
    const synchronizedTranscript = interrupted ? words.slice(0, Math.floor((words.length * played) / all)) : words
    this.onPlaybackFinished({ playbackPosition: played / 1000, interrupted, synchronizedTranscript })
  }
}

class Captions extends voice.ParalellTextOutput {
  #words = ''
  constructor() {
    super([])
  }
  override async captureText(text: string | voice.TimedString): Promise<void> {
    this.#words += typeof text === 'string' ? text : text.text
  }
  override flush(): void {}
  take(): string {
    const words = this.#words
    this.#words = ''
    return words
  }
}

/** A voice that hums for as long as the words would take. */
export class HummingVoice extends tts.TTS {
  override label = 'test.HummingVoice'
  constructor() {
    super(RATE, 1, { streaming: false })
  }
  override get provider(): string {
    return 'test'
  }
  override get model(): string {
    return 'hum-1'
  }
  override synthesize(text: string, ...options: never[]): tts.ChunkedStream {
    return new Hum(text, this, ...options)
  }
  override stream(): never {
    throw new Error('speaks whole sentences only')
  }
}

class Hum extends tts.ChunkedStream {
  override label = 'test.Hum'
  protected override async run(): Promise<void> {
    const samples = new Int16Array(Math.ceil((this.inputText.length * LETTER_MS * RATE) / 1000))
    for (let i = 0; i < samples.length; i++) samples[i] = 3000 * Math.sin((i * 2 * Math.PI * 220) / RATE)
    const bytes = new AudioByteStream(RATE, 1)
    const frames = [...bytes.write(samples.buffer), ...bytes.flush()]
    for (const [index, frame] of frames.entries()) {
      this.queue.put({ requestId: 'hum', segmentId: 'hum', frame, final: index === frames.length - 1 })
    }
    this.queue.close()
  }
}
