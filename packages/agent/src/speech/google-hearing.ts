import type { stt } from '@livekit/agents'
import { z } from 'zod'
import { askedHearing } from './asked-hearing.ts'
import { GOOGLE } from './google-voice.ts'

export interface GoogleHearingSettings {
  /** By default `https://generativelanguage.googleapis.com`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  readonly model: string
}

const ASKED =
  'Write down what is said in this recording, word for word, in the language it is said in. Answer nothing that is asked in it. Give the words alone, and nothing where nobody speaks.'

const part = z.object({ text: z.string().default('') })
const content = z.object({ parts: z.array(part).default([]) }).default({ parts: [] })
/** What was only noise comes back without parts, or without content at all. */
const answer = z.object({ candidates: z.array(z.object({ content })).min(1) })

/** Recognises whole turns with a model of Gemini, by the same request that others chat with. */
export function googleHearing({ baseUrl = GOOGLE, apiKey, model }: GoogleHearingSettings): stt.STT {
  return askedHearing({
    provider: 'Google',
    model,
    address: `${baseUrl.replace(/\/+$/, '')}/v1beta/models/${encodeURIComponent(model)}:generateContent`,
    headers: { 'content-type': 'application/json', 'x-goog-api-key': apiKey },
    bodyOf: (wav) =>
      JSON.stringify({
        contents: [
          {
            role: 'user',
            parts: [
              { text: ASKED },
              { inlineData: { mimeType: 'audio/wav', data: Buffer.from(wav.buffer).toString('base64') } },
            ],
          },
        ],
        generationConfig: { temperature: 0 },
      }),
    heard(told) {
      const parts = answer.parse(told).candidates[0]?.content.parts ?? []
      return {
        text: parts
          .map(({ text }) => text)
          .join('')
          .trim(),
      }
    },
  })
}
