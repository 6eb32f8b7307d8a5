import { RawiError } from 'rawi'
import { AGENT_RATE } from '../call/bounds.ts'
import { pcmReader } from './pcm-reader.ts'
import type { Speaker, SpeechRequest, SpokenPiece } from './speaker.ts'

/** Milliseconds a server may take to begin to answer. */
const ANSWER_TIMEOUT_MS = 15_000
/** Bytes of one sentence's sound; a server that sends more is not speaking. */
const SOUND_MAX_BYTES = AGENT_RATE * 2 * 180

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
  const address = `${baseUrl.replace(/\/+$/, '')}/audio/speech`
  const closing = new AbortController()

  async function* speak({ words, style }: SpeechRequest, signal: AbortSignal): AsyncGenerator<SpokenPiece> {
    const request = {
      model,
      input: words.join(' '),
      voice: style.name ?? voice,
      response_format: 'pcm',
      ...(style.rate !== undefined && { speed: style.rate }),
    }
    const stop = AbortSignal.any([signal, closing.signal])
    try {
      const body = await ask(address, apiKey, request, stop)
      const read = pcmReader(AGENT_RATE)
      let bytes = 0
      for await (const chunk of body) {
        bytes += chunk.byteLength
        if (bytes > SOUND_MAX_BYTES) throw new RawiError('RAWI_VOICE_FAILED', 'The voice server does not stop.')
        const samples = read.push(chunk)
        if (samples.length > 0) yield { samples }
      }
      const samples = read.rest()
      if (samples.length > 0) yield { samples }
    } catch (error) {
      if (stop.aborted) return
      throw error instanceof RawiError ? error : failed('does not answer', error)
    }
  }

  return {
    name: model,
    provider: new URL(baseUrl).host,
    literal: false,
    speak,
    close: async () => closing.abort(),
  }
}

async function ask(
  address: string,
  apiKey: string | undefined,
  request: object,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), ANSWER_TIMEOUT_MS)
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(request),
      signal: AbortSignal.any([signal, late.signal]),
    })
    if (response.ok && response.body) return response.body
    await response.body?.cancel()
    throw failed(`answers ${response.status}`)
  } finally {
    clearTimeout(timer)
  }
}

function failed(how: string, cause?: unknown): RawiError {
  return new RawiError('RAWI_VOICE_FAILED', `The voice server ${how}.`, { cause })
}
