import { type APIConnectOptions, type AudioBuffer, normalizeLanguage, stt } from '@livekit/agents'

/** Failed turns in a row after which recognition counts as broken. */
const FAILURES_TOLD = 1

/**
 * Speech recognition whose failures do not end the call: LiveKit closes a session on the first one. A turn that could
 * not be recognised is a turn nobody heard, and the caller is told that typing works.
 */
export function steadyHearing(hearing: stt.STT, onFailed: () => void): stt.STT {
  return hearing.capabilities.streaming ? hearing : new SteadyHearing(hearing, onFailed)
}

const NOTHING = { text: '', language: normalizeLanguage(''), startTime: 0, endTime: 0, confidence: 0 }

class SteadyHearing extends stt.STT {
  readonly #hearing: stt.STT
  readonly #onFailed: () => void
  readonly label: string
  #failures = 0

  constructor(hearing: stt.STT, onFailed: () => void) {
    super({ streaming: false, interimResults: false })
    this.#hearing = hearing
    this.#onFailed = onFailed
    this.label = `rawi.SteadyHearing<${hearing.label}>`
  }

  override get model(): string {
    return this.#hearing.model
  }

  override get provider(): string {
    return this.#hearing.provider
  }

  protected override async _recognize(frame: AudioBuffer, abortSignal?: AbortSignal): Promise<stt.SpeechEvent> {
    try {
      const heard = await this.#hearing.recognize(frame, abortSignal)
      this.#failures = 0
      return heard
    } catch {
      if (!abortSignal?.aborted && ++this.#failures >= FAILURES_TOLD) this.#onFailed()
      return { type: stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives: [NOTHING] }
    }
  }

  override stream(_options?: { connOptions?: APIConnectOptions }): stt.SpeechStream {
    throw new Error('not streaming')
  }
}
