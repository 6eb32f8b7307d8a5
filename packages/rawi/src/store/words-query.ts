import { foldWords } from './fold-arabic.ts'

/** Words of one query; the rest is not asked for. */
const QUERY_WORDS_MAX = 32

/**
 * A `tsquery` that asks for all the words, the last one as a prefix, empty when there are none. Words hold letters
 * and digits only, so quotes cannot stand in them.
 */
export function wordsQuery(typed: string): string {
  const words = foldWords(typed).slice(0, QUERY_WORDS_MAX)
  return words.map((word, at) => (at === words.length - 1 ? `'${word}':*` : `'${word}'`)).join(' & ')
}
