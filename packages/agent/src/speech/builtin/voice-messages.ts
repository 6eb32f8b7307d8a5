/** A text to speak. */
export interface ToVoice {
  /** 1, 2, 3 … */
  readonly id: number
  readonly text: string
  /** The synthesizer's name of a voice, such as `ar+f2`. */
  readonly voice: string
  readonly wordsPerMinute: number
  readonly outputRate: number
}

/** A word begins at this character, or a sound is heard; milliseconds from the beginning of the text. */
export type VoiceMark = { readonly at: number; readonly ms: number } | { readonly phoneme: string; readonly ms: number }

/** A piece of speech; id 0 says that the voice is ready. */
export interface FromVoice {
  readonly id: number
  readonly samples: Int16Array
  readonly marks: readonly VoiceMark[]
  readonly done?: true
  readonly failed?: true
}
