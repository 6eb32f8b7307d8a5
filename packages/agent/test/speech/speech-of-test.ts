import { AudioFrame } from '@livekit/rtc-node'
import { AGENT_RATE, CALLER_RATE } from '../../src/call/bounds.ts'
import { openBuiltinVoice } from '../../src/speech/builtin/builtin-voice.ts'
import { resampler } from '../../src/speech/resample.ts'
import type { Speaker } from '../../src/speech/speaker.ts'
import { wavOf } from '../../src/speech/wav.ts'

/** The built-in voice, for making speech. @throws Error where it is not installed */
export function voiceOfTest(): Speaker {
  const voice = openBuiltinVoice()
  if (!voice) throw new Error('The built-in voice is not installed.')
  return voice
}

/** A text as speech at 24 kHz. */
export async function speechOf(voice: Speaker, text: string, language: 'ar' | 'en' = 'en'): Promise<Int16Array> {
  const pieces: Int16Array[] = []
  const request = { words: text.split(' '), language, style: { gender: 'male' } } as const
  for await (const { samples } of voice.speak(request, new AbortController().signal)) pieces.push(samples)
  return joined(pieces)
}

/** A text as a microphone hears it: 16 kHz. */
export async function callerSays(voice: Speaker, text: string, language: 'ar' | 'en' = 'en'): Promise<Int16Array> {
  const resample = resampler(AGENT_RATE, CALLER_RATE)
  return joined([resample.push(await speechOf(voice, text, language)), resample.rest()])
}

/** The same as a file, for a browser's microphone. */
export function callerFile(samples: Int16Array): Uint8Array {
  return wavOf(new AudioFrame(samples, CALLER_RATE, 1, samples.length))
}

export function joined(pieces: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** Loudness of samples, 0 to 32,767. */
export function loudness(samples: Int16Array): number {
  if (samples.length === 0) return 0
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.sqrt(sum / samples.length)
}
