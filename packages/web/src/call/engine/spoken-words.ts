/** A word of an utterance: its characters in the caption, and the sample at which it begins. */
export interface WordPlace {
  readonly start: number
  readonly end: number
  readonly position: number
}

/** Seconds that a letter takes at the pace of an unhurried voice, where the voice does not tell. */
const LETTER_SECONDS = 0.065

export interface Spoken {
  readonly text: string
  readonly words: readonly WordPlace[]
  /** Samples played, and samples in a second. */
  readonly played: number
  readonly rate: number
  /** Samples of the whole, once they are known. */
  readonly total?: number | undefined
}

/**
 * How many characters of a caption have been begun by now: a word appears when its first sample leaves the loudspeaker.
 * What stands between words goes with the word before it.
 */
export function shownLength({ text, words, played, rate, total }: Spoken): number {
  if (total !== undefined && played >= total) return text.length
  if (words.length > 0) {
    const next = words.find(({ position }) => position > played)
    if (next === undefined) return lastOf(words).end >= text.trimEnd().length ? text.length : lastOf(words).end
    return next === words[0] ? 0 : next.start
  }
  if (played <= 0) return 0
  const length = total ?? Math.max(played, text.length * LETTER_SECONDS * rate)
  const letters = Math.min(text.length, Math.ceil((text.length * played) / length))
  const rest = /^\S*/u.exec(text.slice(letters))
  return letters + (rest?.[0].length ?? 0)
}

function lastOf(words: readonly WordPlace[]): WordPlace {
  return words.at(-1) ?? { start: 0, end: 0, position: 0 }
}
