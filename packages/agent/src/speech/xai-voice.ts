import { AGENT_RATE } from '../call/bounds.ts'
import { XAI } from '../models/brain-of.ts'
import { httpVoice } from './http-voice.ts'
import type { Speaker } from './speaker.ts'

export interface XaiVoiceSettings {
  /** By default `https://api.x.ai/v1`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  /** Such as `eve`; a persona may name its own. */
  readonly voice: string
}

/** A voice of Grok's, over their text-to-speech, which has one model and finds out the language. */
export function xaiVoice({ baseUrl = XAI, apiKey, voice }: XaiVoiceSettings): Speaker {
  return httpVoice({ name: voice, provider: 'xai' }, ({ words, style }) => ({
    address: `${baseUrl.replace(/\/+$/, '')}/tts`,
    headers: { authorization: `Bearer ${apiKey}` },
    body: {
      text: words.join(' '),
      voice_id: style.name ?? voice,
      language: 'auto',
      output_format: { codec: 'pcm', sample_rate: AGENT_RATE },
      ...(style.rate !== undefined && { speed: Math.min(1.5, Math.max(0.7, style.rate)) }),
    },
  }))
}
