import { type AudioBuffer, stt } from '@livekit/agents'

/** Speech recognition that could stream, asked for whole turns only. */
export function wholeTurns(hearing: stt.STT): stt.STT {
  return new WholeTurns(hearing)
}

class WholeTurns extends stt.STT {
  readonly #hearing: stt.STT
  readonly label: string

  constructor(hearing: stt.STT) {
    super({ streaming: false, interimResults: false })
    this.#hearing = hearing
    this.label = hearing.label
  }

  override get model(): string {
    return this.#hearing.model
  }

  override get provider(): string {
    return this.#hearing.provider
  }

  protected override _recognize(frame: AudioBuffer, abortSignal?: AbortSignal): Promise<stt.SpeechEvent> {
    return this.#hearing.recognize(frame, abortSignal)
  }

  override stream(): stt.SpeechStream {
    throw new Error('not streaming')
  }

  override close(): Promise<void> {
    return this.#hearing.close()
  }
}
