import type { Language } from '../engine/messages.ts'
import type { CallWords } from './call-words-ar.ts'
import { type Words, wordsAr } from './words-ar.ts'
import { wordsEn } from './words-en.ts'

/** A key of the words: its own name, or group and name. */
export type WordKey = KeyOf<Words & CallWords>

type KeyOf<Dictionary> = {
  [Key in keyof Dictionary & string]: Dictionary[Key] extends string
    ? Unform<Key>
    : `${Key}.${keyof Dictionary[Key] & string}`
}[keyof Dictionary & string]

/** Plural forms are chosen by their count, never asked for by name. */
type Unform<Key extends string> = Key extends `${infer Name}_${Intl.LDMLPluralRule}` ? Name : Key

export type Values = Readonly<Record<string, string | number>>

/** What the page says, in the language of the moment; it changes without a request. */
export interface PageWords {
  readonly language: Language
  choose(language: Language): void
  /** More words, once they are loaded: those of a call come with the call. */
  learn(more: Readonly<Record<Language, object>>): void
  /** `{{name}}` becomes the value of that name; `count` chooses among the plural forms of the language. */
  t(key: WordKey, values?: Values): string
  onChange(listener: () => void): () => void
}

const NUMBERS: Readonly<Record<Language, string>> = { ar: 'ar-SY-u-nu-latn', en: 'en' }

export function createWords(first: Language): PageWords {
  const listeners = new Set<() => void>()
  const dictionaries: Record<Language, object> = { ar: wordsAr, en: wordsEn }
  let language = first
  return {
    get language() {
      return language
    },
    choose(next) {
      language = next
      for (const listener of listeners) listener()
    },
    learn(more) {
      for (const each of ['ar', 'en'] as const) dictionaries[each] = { ...dictionaries[each], ...more[each] }
    },
    t(key, values = {}) {
      const { count } = values
      const form = count === undefined ? '' : `_${new Intl.PluralRules(NUMBERS[language]).select(Number(count))}`
      return fill(find(dictionaries[language], `${key}${form}`), values, new Intl.NumberFormat(NUMBERS[language]))
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function find(dictionary: object, path: string): string {
  let found: unknown = dictionary
  for (const name of path.split('.')) found = (found as Readonly<Record<string, unknown>> | undefined)?.[name]
  // A key is better than nothing; the types let none be missing.
  return typeof found === 'string' ? found : path
}

function fill(text: string, values: Values, numbers: Intl.NumberFormat): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return typeof value === 'number' ? numbers.format(value) : value
  })
}
