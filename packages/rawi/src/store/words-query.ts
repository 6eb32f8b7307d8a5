import { SEARCH_QUERY_WORDS_MAX } from '../conversation/bounds.ts'
import { foldWords } from './fold-arabic.ts'

/**
 * A `tsquery` that asks for all the words, the last one as a prefix, empty when there are none. Words hold letters
 * and digits only, so quotes cannot stand in them.
 */
export function wordsQuery(typed: string): string {
  const words = foldWords(typed).slice(0, SEARCH_QUERY_WORDS_MAX)
  return words
    .map((forms, at) => {
      const asked = forms.map((form) => (at === words.length - 1 ? `'${form}':*` : `'${form}'`))
      return asked.length === 1 ? asked[0] : `( ${asked.join(' | ')} )`
    })
    .join(' & ')
}
