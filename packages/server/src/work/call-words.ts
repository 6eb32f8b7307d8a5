import { BOUNDS } from 'rawi/maintenance'

/** One turn of a call as it is read after it: of an interrupted one what was heard. */
export interface Said {
  readonly role: 'user' | 'assistant'
  readonly text: string
  readonly interrupted: boolean
  /** Milliseconds until the agent answered, where it is known. */
  readonly latencyMs?: number
}

export type CallLanguage = 'ar' | 'en'

/** A call's language is Arabic from this share of Arabic letters on: callers mix Latin names into Arabic. */
const ARABIC_SHARE = 0.3

/** The language that most was said in, by the caller if the caller spoke; that of the record where nobody wrote a letter. */
export function languageOf(said: readonly Said[], known: string | null): CallLanguage {
  const callers = said.filter(({ role }) => role === 'user')
  for (const turns of [callers, said]) {
    const text = turns.map((turn) => turn.text).join(' ')
    const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0
    const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
    if (arabic + latin > 0) return arabic / (arabic + latin) >= ARABIC_SHARE ? 'ar' : 'en'
  }
  return known?.toLowerCase().startsWith('ar') ? 'ar' : 'en'
}

/** Sentences of a turn as they were said, without marks that change how text around them reads. */
export function sentencesOf(text: string): string[] {
  return (
    text
      .slice(0, BOUNDS.ANALYSIS_TURN_MAX_UNITS)
      .toWellFormed()
      // Bidirectional and zero-width marks, controls.
      .replaceAll(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, ' ')
      .split(/(?<=[.!?؟۔…])\s+|\n+/u)
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence !== '')
  )
}

/** A text as it is compared with cues: one form of each Arabic letter, no marks, lower case. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640]/gu, '')
    .replaceAll(/[أإآٱ]/gu, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .toLowerCase()
}

export function wordsOf(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
