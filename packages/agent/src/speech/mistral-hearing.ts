import type { stt } from '@livekit/agents'
import { z } from 'zod'
import { MISTRAL } from '../models/mistral-brain.ts'
import { askedHearing, formWith } from './asked-hearing.ts'

export interface MistralHearingSettings {
  /** By default `https://api.mistral.ai/v1`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  readonly model: string
}

const answer = z.object({ text: z.string(), language: z.string().nullish() })

/** Recognises whole turns at Mistral. */
export function mistralHearing({ baseUrl = MISTRAL, apiKey, model }: MistralHearingSettings): stt.STT {
  return askedHearing({
    provider: 'Mistral',
    model,
    address: `${baseUrl.replace(/\/+$/, '')}/audio/transcriptions`,
    headers: { authorization: `Bearer ${apiKey}` },
    bodyOf: formWith({ model }),
    heard: (told) => answer.parse(told),
  })
}
