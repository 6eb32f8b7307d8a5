import { APIStatusError, type AudioBuffer, mergeFrames, normalizeLanguage, stt } from '@livekit/agents'
import { wavOf } from './wav.ts'

/** A server that recognises a recording in one request, in whichever language it is spoken. */
export interface AskedHearing {
  readonly provider: string
  readonly model: string
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  /** Of a WAV file; nothing else is sent: what is not in a provider's reference it may refuse. */
  readonly bodyOf: (wav: Uint8Array<ArrayBuffer>) => FormData | string
  readonly heard: (answer: unknown) => { readonly text: string; readonly language?: string | null | undefined }
}

/** A form whose last field is the sound, as all want it who take one. */
export function formWith(fields: Readonly<Record<string, string>>): AskedHearing['bodyOf'] {
  return (wav) => {
    const form = new FormData()
    for (const [field, value] of Object.entries(fields)) form.set(field, value)
    form.set('file', new Blob([wav], { type: 'audio/wav' }), 'turn.wav')
    return form
  }
}

/** Recognises whole turns, each with a request. */
export function askedHearing(server: AskedHearing): stt.STT {
  return new Asked(server)
}

class Asked extends stt.STT {
  readonly #server: AskedHearing
  readonly label: string

  constructor(server: AskedHearing) {
    super({ streaming: false, interimResults: false })
    this.#server = server
    this.label = `rawi.${server.provider}Hearing`
  }

  override get model(): string {
    return this.#server.model
  }

  override get provider(): string {
    return this.#server.provider
  }

  protected override async _recognize(frame: AudioBuffer, signal?: AbortSignal): Promise<stt.SpeechEvent> {
    const { provider, address, headers, bodyOf, heard } = this.#server
    const body = bodyOf(wavOf(mergeFrames(frame)))
    const response = await fetch(address, { method: 'POST', headers, body, signal: signal ?? null })
    if (!response.ok) {
      await response.body?.cancel()
      throw new APIStatusError({ message: `${provider} refused a turn.`, options: { statusCode: response.status } })
    }
    const { text, language } = heard(await response.json())
    const said = { text, language: normalizeLanguage(language ?? ''), startTime: 0, endTime: 0, confidence: 0 }
    return { type: stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives: [said] }
  }

  override stream(): stt.SpeechStream {
    throw new Error('not streaming')
  }
}
