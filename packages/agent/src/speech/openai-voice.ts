import { httpVoice } from './http-voice.ts'
import type { Speaker } from './speaker.ts'

export interface OpenaiVoiceSettings {
  /** Up to and with its version, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly apiKey?: string | undefined
  readonly model: string
  /** By default; a persona may name its own. */
  readonly voice: string
}

/**
 * A voice behind OpenAI's speech API. LiveKit's own plugin waits for the whole sentence before its first sound; this
 * one plays what has come.
 */
export function openaiVoice({ baseUrl, apiKey, model, voice }: OpenaiVoiceSettings): Speaker {
  return httpVoice({ name: model, provider: new URL(baseUrl).host }, ({ words, style }) => ({
    address: `${baseUrl.replace(/\/+$/, '')}/audio/speech`,
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
    body: {
      model,
      input: words.join(' '),
      voice: style.name ?? voice,
      response_format: 'pcm',
      ...(style.rate !== undefined && { speed: style.rate }),
    },
  }))
}
