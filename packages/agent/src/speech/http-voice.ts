import { RawiError } from 'rawi'
import { AGENT_RATE } from '../call/bounds.ts'
import { pcmReader } from './pcm-reader.ts'
import type { Speaker, SpeechRequest, SpokenPiece } from './speaker.ts'

/** Milliseconds a server may take to begin to answer. */
const ANSWER_TIMEOUT_MS = 15_000
/** Bytes of one sentence's sound; a server that sends more is not speaking. */
const SOUND_MAX_BYTES = AGENT_RATE * 2 * 180

/** A request that is answered with PCM16 mono at `AGENT_RATE`, or with something that holds it. */
export interface HttpSpeech {
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
  /** By default the answer is the sound itself. */
  readonly soundOf?: ((answer: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>) | undefined
}

/** A voice behind a request for each sentence; what has come of an answer is played while the rest is on its way. */
export function httpVoice(
  named: Pick<Speaker, 'name' | 'provider'>,
  asked: (request: SpeechRequest) => HttpSpeech,
): Speaker {
  const closing = new AbortController()

  async function* speak(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<SpokenPiece> {
    const stop = AbortSignal.any([signal, closing.signal])
    try {
      const speech = asked(request)
      const answer = await ask(speech, stop)
      const read = pcmReader(AGENT_RATE)
      let bytes = 0
      for await (const chunk of speech.soundOf?.(answer) ?? answer) {
        bytes += chunk.byteLength
        if (bytes > SOUND_MAX_BYTES) throw new RawiError('RAWI_VOICE_FAILED', 'The voice server does not stop.')
        const samples = read.push(chunk)
        if (samples.length > 0) yield { samples }
      }
      // An answer of events may hold an apology instead.
      if (bytes === 0 && request.words.some((word) => /[\p{L}\p{N}]/u.test(word))) throw failed('sends no sound')
      const samples = read.rest()
      if (samples.length > 0) yield { samples }
    } catch (error) {
      if (stop.aborted) return
      throw error instanceof RawiError ? error : failed('does not answer', error)
    }
  }

  return {
    ...named,
    literal: false,
    speak,
    close: async () => closing.abort(),
  }
}

async function ask({ address, headers, body }: HttpSpeech, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), ANSWER_TIMEOUT_MS)
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
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
