import type { Caption } from '@rawi/agent'
import type { AgentSays, Language } from './messages.ts'
import { shownLength, type WordPlace } from './spoken-words.ts'

/** What stands under the face: the words of which the sound has been played. */
export interface Subtitle {
  readonly speaker: Caption['speaker']
  readonly text: string
  readonly language?: Language
}

export type PhonemePlace = AgentSays<'visemes'>['timeline'][number]

interface Utterance {
  words: WordPlace[]
  phonemes: PhonemePlace[]
  total?: number
  played: number
}

/** Utterances remembered: what is said now, and what comes next. */
const KEPT = 4

/** Joins words, sounds of the mouth and samples played of what the agent says. */
export interface Speech {
  readonly subtitle: Subtitle | undefined
  caption(caption: Caption): void
  words(message: AgentSays<'words'>): void
  /** All of them so far. */
  phonemes(message: AgentSays<'visemes'>): readonly PhonemePlace[]
  end(utterance: number, total: number): void
  /** Takes the number as it stands in a frame of sound. */
  played(frameUtterance: number, position: number): { readonly utterance: number; readonly done: boolean }
  phonemesOf(frameUtterance: number): readonly PhonemePlace[]
  /** Forgets what belonged to a line that is gone. */
  reset(): void
}

/** @param rate Samples a second of what the agent says. */
export function followSpeech(rate: () => number): Speech {
  const utterances = new Map<number, Utterance>()
  let latest: Caption | undefined

  function of(id: number): Utterance {
    const key = id & 0xffff
    const known = utterances.get(key)
    if (known) return known
    const fresh: Utterance = { words: [], phonemes: [], played: 0 }
    utterances.set(key, fresh)
    const [oldest] = utterances.keys()
    if (utterances.size > KEPT && oldest !== undefined) utterances.delete(oldest)
    return fresh
  }

  return {
    get subtitle() {
      if (!latest) return undefined
      const { speaker, text, heard, language } = latest
      // Words that are not spoken, or no longer, wait for nothing.
      const utterance = latest.status === 'final' ? undefined : latest.utterance
      const length = utterance === undefined ? text.length : lengthOf(text, of(utterance), rate())
      return { speaker, text: heard ?? text.slice(0, length).trimEnd(), ...(language && { language }) }
    },
    caption(caption) {
      // A caller's guess is shown where the agent's words stand; their final words stand in the transcript.
      if (caption.speaker !== 'caller' || caption.status === 'interim') latest = caption
    },
    words({ utterance, words }) {
      const known = of(utterance)
      known.words = [...known.words, ...words]
    },
    phonemes({ utterance, timeline }) {
      const known = of(utterance)
      known.phonemes = [...known.phonemes, ...timeline]
      return known.phonemes
    },
    end(utterance, total) {
      of(utterance).total = total
    },
    played(frameUtterance, position) {
      const known = of(frameUtterance)
      known.played = Math.max(known.played, position)
      return { utterance: frameUtterance, done: known.total !== undefined && position >= known.total }
    },
    phonemesOf: (frameUtterance) => utterances.get(frameUtterance & 0xffff)?.phonemes ?? [],
    reset: () => utterances.clear(),
  }
}

function lengthOf(text: string, { words, played, total }: Utterance, rate: number): number {
  return shownLength({ text, words, played, rate, total })
}
