import { type APIConnectOptions, normalizeLanguage, stt } from '@livekit/agents'
import { CALLER_RATE } from '../call/bounds.ts'
import { LANGUAGES } from '../persona/persona.ts'
import { DeepgramLines } from './deepgram-lines.ts'
import { deepgramTurns } from './deepgram-turns.ts'

export interface DeepgramSettings {
  /** By default `https://api.deepgram.com`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  readonly model: string
}

/** Speech recognition that outlives its failures by itself, and tells whoever it works for of each. */
export interface TellingHearing extends stt.STT {
  telling(onFailed: () => void): stt.STT
}

/**
 * Deepgram's stream, which guesses while the caller still speaks. Their plugin for LiveKit does not notice that its line
 * is gone: from then on it hears nothing and tells nobody.
 */
export function deepgramHearing(settings: DeepgramSettings): TellingHearing {
  return new DeepgramHearing(settings, () => {})
}

class DeepgramHearing extends stt.STT implements TellingHearing {
  readonly #settings: DeepgramSettings
  readonly #onFailed: () => void
  readonly label = 'rawi.DeepgramHearing'

  constructor(settings: DeepgramSettings, onFailed: () => void) {
    super({ streaming: true, interimResults: true })
    this.#settings = settings
    this.#onFailed = onFailed
  }

  telling(onFailed: () => void): stt.STT {
    return new DeepgramHearing(this.#settings, onFailed)
  }

  override get model(): string {
    return this.#settings.model
  }

  override get provider(): string {
    return 'Deepgram'
  }

  protected override _recognize(): Promise<stt.SpeechEvent> {
    throw new Error('only streaming')
  }

  override stream(options?: { connOptions?: APIConnectOptions }): stt.SpeechStream {
    return new DeepgramStream(this, addressOf(this.#settings), this.#settings.apiKey, this.#onFailed, options)
  }
}

class DeepgramStream extends stt.SpeechStream {
  readonly label = 'rawi.DeepgramStream'
  readonly #lines: DeepgramLines

  constructor(
    hearing: stt.STT,
    address: string,
    apiKey: string,
    onFailed: () => void,
    options?: { connOptions?: APIConnectOptions },
  ) {
    super(hearing, CALLER_RATE, options?.connOptions)
    const put = (event: stt.SpeechEvent) => {
      if (!this.queue.closed) this.queue.put(event)
    }
    const turns = deepgramTurns({
      begins: () => put({ type: stt.SpeechEventType.START_OF_SPEECH }),
      guessed: (text) => put({ type: stt.SpeechEventType.INTERIM_TRANSCRIPT, alternatives: [wordsOf(text)] }),
      heard(text, language) {
        if (text !== '') put({ type: stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives: [wordsOf(text, language)] })
        put({ type: stt.SpeechEventType.END_OF_SPEECH })
      },
    })
    this.#lines = new DeepgramLines({
      address,
      apiKey,
      onMessage: turns.message,
      onFailed() {
        turns.lost()
        onFailed()
      },
    })
  }

  /** Never fails: a session whose hearing failed once would end the call. */
  protected override async run(): Promise<void> {
    try {
      for await (const frame of this.input) {
        if (typeof frame !== 'symbol') this.#lines.send(frame.data)
      }
    } finally {
      this.#lines.close()
    }
  }
}

function addressOf({ baseUrl = 'https://api.deepgram.com', model }: DeepgramSettings): string {
  const address = new URL(`${baseUrl.replace(/^http/, 'ws').replace(/\/+$/, '')}/v1/listen`)
  const asked = {
    ...{ model, language: 'multi', encoding: 'linear16', sample_rate: String(CALLER_RATE), channels: '1' },
    ...{ interim_results: 'true', smart_format: 'true', endpointing: '300', utterance_end_ms: '1000' },
  }
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value)
  for (const language of LANGUAGES) address.searchParams.append('language_hint', language)
  return address.href
}

function wordsOf(text: string, language = ''): stt.SpeechData {
  return { text, language: normalizeLanguage(language), startTime: 0, endTime: 0, confidence: 0 }
}
