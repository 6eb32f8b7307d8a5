import type { Viseme } from './viseme.ts'

/** One mouth shape of an utterance; times count in milliseconds of its audio. */
export interface TimedViseme {
  readonly viseme: Viseme
  readonly start: number
  readonly end: number
  /** 0 to 1: a murmured sound moves less. 1 if left out. */
  readonly strength?: number
}

/** A sound that a speech synthesizer announces, at its place in the audio. */
export interface PhonemeEvent {
  /** The name that eSpeak gives it, as IPA. */
  readonly phoneme: string
  readonly ms: number
}

/** More than this in one utterance is refused: an hour of speech has fewer. */
export const VISEMES_MAX = 100_000
