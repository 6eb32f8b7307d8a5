import { AGENT_RATE } from '../call/bounds.ts'
import { httpVoice } from './http-voice.ts'
import type { Speaker } from './speaker.ts'

/** Up to and with its version; hearing is asked there too. */
export const ELEVENLABS = 'https://api.elevenlabs.io/v1'

export interface ElevenlabsVoiceSettings {
  /** By default `https://api.elevenlabs.io/v1`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  readonly model: string
  /** Id of a voice; a persona may name its own. */
  readonly voice: string
}

/**
 * A voice of ElevenLabs, over their streamed text-to-speech: a refusal is an error that the call outlives, where
 * LiveKit's plugin leaves a rejected promise that nobody can catch and Node ends the process.
 */
export function elevenlabsVoice(settings: ElevenlabsVoiceSettings): Speaker {
  const { baseUrl = ELEVENLABS, apiKey, model, voice } = settings
  return httpVoice({ name: model, provider: 'elevenlabs' }, ({ words, style }) => ({
    address: `${baseUrl.replace(/\/+$/, '')}/text-to-speech/${encodeURIComponent(style.name ?? voice)}/stream?output_format=pcm_${AGENT_RATE}`,
    headers: { 'xi-api-key': apiKey },
    body: {
      text: words.join(' '),
      model_id: model,
      ...(style.rate !== undefined && { voice_settings: { speed: Math.min(1.2, Math.max(0.7, style.rate)) } }),
    },
  }))
}
