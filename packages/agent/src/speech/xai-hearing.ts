import type { stt } from '@livekit/agents'
import { z } from 'zod'
import { XAI } from '../models/brain-of.ts'
import { askedHearing, formWith } from './asked-hearing.ts'

export interface XaiHearingSettings {
  /** By default `https://api.x.ai/v1`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
}

const answer = z.object({ text: z.string(), language: z.string().nullish() })

/** Recognises whole turns at xAI, which has one model for it and finds out the language. */
export function xaiHearing({ baseUrl = XAI, apiKey }: XaiHearingSettings): stt.STT {
  return askedHearing({
    provider: 'xAI',
    model: 'xai',
    address: `${baseUrl.replace(/\/+$/, '')}/stt`,
    headers: { authorization: `Bearer ${apiKey}` },
    bodyOf: formWith({}),
    heard: (told) => answer.parse(told),
  })
}
