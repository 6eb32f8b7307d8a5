import type { stt } from '@livekit/agents'
import { z } from 'zod'
import { askedHearing, formWith } from './asked-hearing.ts'
import { ELEVENLABS } from './elevenlabs-voice.ts'

export interface ElevenlabsHearingSettings {
  /** By default `https://api.elevenlabs.io/v1`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  readonly model: string
}

/** Languages come in three letters, such as `ara`. */
const answer = z.object({ text: z.string(), language_code: z.string().nullish() })

/** Recognises whole turns with a Scribe model of ElevenLabs, and leaves laughter and coughs out of the words. */
export function elevenlabsHearing(settings: ElevenlabsHearingSettings): stt.STT {
  const { baseUrl = ELEVENLABS, apiKey, model } = settings
  return askedHearing({
    provider: 'ElevenLabs',
    model,
    address: `${baseUrl.replace(/\/+$/, '')}/speech-to-text`,
    headers: { 'xi-api-key': apiKey },
    bodyOf: formWith({ model_id: model, tag_audio_events: 'false' }),
    heard: (told) => {
      const { text, language_code: language } = answer.parse(told)
      return { text, language }
    },
  })
}
