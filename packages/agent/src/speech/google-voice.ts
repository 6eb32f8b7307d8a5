import { z } from 'zod'
import { httpVoice } from './http-voice.ts'
import { soundOfEvents } from './sound-of-events.ts'
import type { Speaker } from './speaker.ts'

/** Without its version; hearing is asked there too. */
export const GOOGLE = 'https://generativelanguage.googleapis.com'

export interface GoogleVoiceSettings {
  /** By default `https://generativelanguage.googleapis.com`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  /** One that speaks, such as `gemini-2.5-flash-preview-tts`. */
  readonly model: string
  /** Such as `Kore`; a persona may name its own. */
  readonly voice: string
}

const part = z.object({ inlineData: z.object({ data: z.base64() }).optional() })
const piece = z.object({ candidates: z.array(z.object({ content: z.object({ parts: z.array(part) }) })) })

function soundIn(event: unknown): string | undefined {
  const [first] = piece.safeParse(event).data?.candidates ?? []
  return first?.content.parts.find(({ inlineData }) => inlineData)?.inlineData?.data
}

/** A voice of Gemini. It is a language model that is told to speak, and told to keep to the words. */
export function googleVoice({ baseUrl = GOOGLE, apiKey, model, voice }: GoogleVoiceSettings): Speaker {
  return httpVoice({ name: model, provider: 'google' }, ({ words, style }) => ({
    address: `${baseUrl.replace(/\/+$/, '')}/v1beta/models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`,
    headers: { 'x-goog-api-key': apiKey },
    body: {
      contents: [
        {
          role: 'user',
          parts: [{ text: `Say this as it stands, no word more and no word less:\n"${words.join(' ')}"` }],
        },
      ],
      generationConfig: {
        responseModalities: ['AUDIO'],
        speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: style.name ?? voice } } },
      },
    },
    soundOf: (answer) => soundOfEvents(answer, soundIn),
  }))
}
