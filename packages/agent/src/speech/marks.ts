/** Where the words and sounds of a frame of speech lie; a voice that knows puts it into the frame's `userdata`. */
export interface SpeechMarks {
  /** Words as they are shown, and the sample of this frame's sound at which each begins. */
  readonly words: readonly { readonly text: string; readonly position: number }[]
  /** Sounds as IPA, milliseconds from this frame's first sample. */
  readonly phonemes: readonly { readonly ms: number; readonly phoneme: string }[]
}

/** The key of the marks in a frame's `userdata`. */
export const SPEECH_MARKS = 'rawi.speech_marks'

/** Undefined where the voice does not tell. */
export function marksOf(userdata: Record<string, unknown>): SpeechMarks | undefined {
  return userdata[SPEECH_MARKS] as SpeechMarks | undefined
}
