import type { Language } from '../persona/persona.ts'
import type { SpeechMarks } from './marks.ts'

/** How somebody sounds. */
export interface VoiceStyle {
  readonly gender: 'female' | 'male'
  /** The provider's own name of a voice, where it has several. */
  readonly name?: string | undefined
  /** 0.5 to 2; 1 is unhurried speech. */
  readonly rate?: number | undefined
}

/** A piece of speech: PCM16 mono at `AGENT_RATE`, and what is known of it. */
export interface SpokenPiece {
  readonly samples: Int16Array
  /** Positions and times count from this piece's first sample; a word is named by its number in the request. */
  readonly words?: readonly { readonly word: number; readonly position: number }[]
  readonly phonemes?: SpeechMarks['phonemes']
}

export interface SpeechRequest {
  readonly words: readonly string[]
  readonly language: Language
  readonly style: VoiceStyle
}

/** Anything that speaks one sentence after the other. */
export interface Speaker {
  readonly name: string
  readonly provider: string
  /** It reads only what is written: vocalised Arabic, one language at a time, digits one by one. */
  readonly literal: boolean
  /** @throws RawiError RAWI_VOICE_FAILED */
  speak(request: SpeechRequest, signal: AbortSignal): AsyncIterable<SpokenPiece>
  close(): Promise<void>
}
