import { fold } from '../brain/fold.ts'
import type { Persona, Sentence } from '../persona/persona.ts'

/** Words looked at ahead for the longest run that the persona knows how to speak. */
const RUN_MAX = 40

interface Spoken {
  readonly plain: readonly string[]
  readonly spoken: readonly string[]
}

/**
 * How a persona's words are spoken, word by word: the `spoken` forms beside the `display` forms. The longest run of
 * words that stands in one of its sentences decides, so that the same word gets the ending it has there; single words
 * are spoken as they are most often.
 */
export interface Pronunciation {
  /** One spoken form per word; a word that is not known stays as it is. */
  speak(words: readonly string[]): string[]
}

const known = new WeakMap<Persona, Pronunciation>()

/** Made once per persona, however many calls it answers. */
export function pronunciationOf(persona: Persona): Pronunciation {
  const pronunciation = known.get(persona) ?? readPronunciation(persona)
  known.set(persona, pronunciation)
  return pronunciation
}

function readPronunciation(persona: Persona): Pronunciation {
  const sentences = spokenSentences(persona)
  const places = new Map<string, { sentence: Spoken; at: number }[]>()
  for (const sentence of sentences) {
    for (const [at, word] of sentence.plain.entries()) {
      const known = places.get(word)
      if (known) known.push({ sentence, at })
      else places.set(word, [{ sentence, at }])
    }
  }

  return {
    speak(words) {
      const plain = words.map(bare)
      const spoken: string[] = []
      while (spoken.length < words.length) {
        const from = spoken.length
        const run = longestRun(plain, from, places.get(plain[from] ?? '') ?? [])
        spoken.push(...(run.length > 0 ? run : [words[from] ?? '']))
      }
      return spoken.map((word, index) => withMarks(word, words[index] ?? ''))
    },
  }
}

function longestRun(
  plain: readonly string[],
  from: number,
  candidates: readonly { sentence: Spoken; at: number }[],
): readonly string[] {
  let best: readonly string[] = []
  const singles = new Map<string, number>()
  for (const { sentence, at } of candidates) {
    let length = 1
    while (length < RUN_MAX && from + length < plain.length && sentence.plain[at + length] === plain[from + length])
      length++
    const run = sentence.spoken.slice(at, at + length)
    if (length === 1) singles.set(run[0] ?? '', (singles.get(run[0] ?? '') ?? 0) + 1)
    if (length > best.length) best = run
  }
  if (best.length > 1) return best
  const [most] = [...singles].sort(([, a], [, b]) => b - a)
  return most ? [most[0]] : best
}

/** Sentences with a spoken form of as many words as the shown one. */
function spokenSentences(persona: Persona): Spoken[] {
  const sentences: Sentence[] = [
    ...Object.values(persona.says),
    ...persona.knowledge.map(({ answer }) => answer),
  ].flatMap(({ ar, en }) => [ar, en])
  return sentences.flatMap(({ display, spoken }) => {
    if (spoken === undefined) return []
    const plain = wordsOf(display)
    const told = wordsOf(spoken)
    return plain.length === told.length ? [{ plain: plain.map(bare), spoken: told.map(withoutMarks) }] : []
  })
}

export function wordsOf(text: string): string[] {
  return text.match(/\S+/gu) ?? []
}

/** Written alike: without vowel signs and punctuation. */
function bare(word: string): string {
  return fold(withoutMarks(word))
}

const MARKS = /^[^\p{L}\p{N}{]+|[^\p{L}\p{N}\p{M}}]+$/gu

function withoutMarks(word: string): string {
  return word.replaceAll(MARKS, '')
}

/** The punctuation of the sentence at hand, which gives it its melody. */
function withMarks(spoken: string, shown: string): string {
  const before = /^[^\p{L}\p{N}{]+/u.exec(shown)?.[0] ?? ''
  const after = /[^\p{L}\p{N}\p{M}}]+$/u.exec(shown)?.[0] ?? ''
  const plain = withoutMarks(spoken)
  return plain === '' ? shown : `${before}${plain}${after}`
}
