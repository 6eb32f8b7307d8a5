import { APIStatusError, type AudioBuffer, mergeFrames, normalizeLanguage, stt } from '@livekit/agents'
import { z } from 'zod'
import { MISTRAL } from '../models/mistral-brain.ts'
import { wavOf } from './wav.ts'

export interface MistralHearingSettings {
  /** By default `https://api.mistral.ai/v1`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  readonly model: string
}

const answer = z.object({ text: z.string(), language: z.string().nullish() })

/** Recognises whole turns at Mistral, in whichever language they are spoken: asked for with nothing that is not in their reference. */
export function mistralHearing(settings: MistralHearingSettings): stt.STT {
  return new MistralHearing(settings)
}

class MistralHearing extends stt.STT {
  readonly #settings: MistralHearingSettings
  readonly label = 'rawi.MistralHearing'

  constructor(settings: MistralHearingSettings) {
    super({ streaming: false, interimResults: false })
    this.#settings = settings
  }

  override get model(): string {
    return this.#settings.model
  }

  override get provider(): string {
    return 'Mistral'
  }

  protected override async _recognize(frame: AudioBuffer, signal?: AbortSignal): Promise<stt.SpeechEvent> {
    const { baseUrl = MISTRAL, apiKey, model } = this.#settings
    const form = new FormData()
    form.set('model', model)
    form.set('file', new Blob([wavOf(mergeFrames(frame))], { type: 'audio/wav' }), 'turn.wav')
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/audio/transcriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}` },
      body: form,
      signal: signal ?? null,
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw new APIStatusError({ message: 'Mistral refused a turn.', options: { statusCode: response.status } })
    }
    const { text, language } = answer.parse(await response.json())
    const heard = { text, language: normalizeLanguage(language ?? ''), startTime: 0, endTime: 0, confidence: 0 }
    return { type: stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives: [heard] }
  }

  override stream(): stt.SpeechStream {
    throw new Error('not streaming')
  }
}
