import { type APIConnectOptions, type AudioBuffer, normalizeLanguage, stt } from '@livekit/agents'
import type { TellingHearing } from './deepgram-hearing.ts'

/** Milliseconds a turn may take to be recognised; then it is a turn nobody heard. */
const RECOGNISED_MAX_MS = 15_000

/**
 * Speech recognition whose failures do not end the call: LiveKit closes a session on the first one. A turn that could
 * not be recognised is a turn nobody heard, and the caller is told that typing works.
 */
export function steadyHearing(hearing: stt.STT, onFailed: () => void): stt.STT {
  if (isTelling(hearing)) return hearing.telling(onFailed)
  return hearing.capabilities.streaming ? hearing : new SteadyHearing(hearing, onFailed)
}

function isTelling(hearing: stt.STT): hearing is TellingHearing {
  return 'telling' in hearing
}

const NOTHING = { text: '', language: normalizeLanguage(''), startTime: 0, endTime: 0, confidence: 0 }

class SteadyHearing extends stt.STT {
  readonly #hearing: stt.STT
  readonly #onFailed: () => void
  readonly label: string

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
      const late = AbortSignal.timeout(RECOGNISED_MAX_MS)
      return await this.#hearing.recognize(frame, abortSignal ? AbortSignal.any([abortSignal, late]) : late)
    } catch {
      if (!abortSignal?.aborted) this.#onFailed()
      return { type: stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives: [NOTHING] }
    }
  }

  override stream(_options?: { connOptions?: APIConnectOptions }): stt.SpeechStream {
    throw new Error('not streaming')
  }
}
