import { AGENT_RATE } from '../call/bounds.ts'
import { httpVoice } from './http-voice.ts'
import type { Speaker } from './speaker.ts'

export interface DeepgramVoiceSettings {
  /** By default `https://api.deepgram.com`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  /** Theirs are voices too, such as `aura-2-thalia-en`; a persona may name its own. None speaks Arabic so far. */
  readonly model: string
}

/** A voice of Deepgram, over their streamed text-to-speech. */
export function deepgramVoice(settings: DeepgramVoiceSettings): Speaker {
  const { baseUrl = 'https://api.deepgram.com', apiKey, model } = settings
  return httpVoice({ name: model, provider: 'deepgram' }, ({ words, style }) => {
    const sound = new URLSearchParams({
      model: style.name ?? model,
      encoding: 'linear16',
      container: 'none',
      sample_rate: String(AGENT_RATE),
      ...(style.rate !== undefined && { speed: String(Math.min(1.5, Math.max(0.7, style.rate))) }),
    })
    return {
      address: `${baseUrl.replace(/\/+$/, '')}/v1/speak?${sound}`,
      headers: { authorization: `Token ${apiKey}` },
      body: { text: words.join(' ') },
    }
  })
}
