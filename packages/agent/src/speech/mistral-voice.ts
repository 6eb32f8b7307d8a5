import { z } from 'zod'
import { MISTRAL } from '../models/mistral-brain.ts'
import { httpVoice } from './http-voice.ts'
import { soundOfEvents } from './sound-of-events.ts'
import type { Speaker } from './speaker.ts'

const BYTES_PER_FLOAT = 4

export interface MistralVoiceSettings {
  /** By default `https://api.mistral.ai/v1`. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  readonly model: string
  /** Id of a voice; a persona may name its own. */
  readonly voice: string
}

const delta = z.object({ type: z.literal('speech.audio.delta'), audio_data: z.base64() })

/** A voice of Mistral, over their streamed text-to-speech, whose samples are floating point. */
export function mistralVoice({ baseUrl = MISTRAL, apiKey, model, voice }: MistralVoiceSettings): Speaker {
  return httpVoice({ name: model, provider: 'mistral' }, ({ words, style }) => ({
    address: `${baseUrl.replace(/\/+$/, '')}/audio/speech`,
    headers: { authorization: `Bearer ${apiKey}` },
    body: {
      model,
      input: words.join(' '),
      voice_id: style.name ?? voice,
      response_format: 'pcm',
      stream: true,
    },
    soundOf: (answer) => pcm16(soundOfEvents(answer, (event) => delta.safeParse(event).data?.audio_data)),
  }))
}

/** From 32-bit floats of -1 to 1, of which a piece may end within one. */
async function* pcm16(floats: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0)
  for await (const piece of floats) {
    const bytes = Buffer.concat([held, piece])
    const whole = Math.floor(bytes.length / BYTES_PER_FLOAT)
    const sound = Buffer.alloc(whole * 2)
    for (let at = 0; at < whole; at++) {
      const level = Math.max(-1, Math.min(1, bytes.readFloatLE(at * BYTES_PER_FLOAT) || 0))
      sound.writeInt16LE(Math.round(level * 32_767), at * 2)
    }
    held = bytes.subarray(whole * BYTES_PER_FLOAT)
    yield sound
  }
}
