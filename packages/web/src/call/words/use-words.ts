import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Language } from '../engine/messages.ts'
import type { PageWords } from './create-words.ts'

const KEY = 'rawi.language'

/** What the address asks for, what was chosen before, or the first: of those that are spoken. */
export function firstLanguage(search: string, languages: readonly [Language, ...Language[]]): Language {
  const wanted = [new URLSearchParams(search).get('lang'), chosenBefore()]
  return languages.find((each) => each === wanted[0]) ?? languages.find((each) => each === wanted[1]) ?? languages[0]
}

function chosenBefore(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** The document speaks the language of its words, now and when they change. */
export function followWords(words: PageWords): void {
  const speak = () => {
    document.documentElement.lang = words.language
    document.documentElement.dir = words.language === 'ar' ? 'rtl' : 'ltr'
    document.title = words.t('title')
  }
  words.onChange(() => {
    speak()
    try {
      localStorage.setItem(KEY, words.language)
    } catch {
      // Asked again next time.
    }
  })
  speak()
}

export const WordsContext = createContext<PageWords | undefined>(undefined)

/** The words in the language of the moment. */
export function useWords(): Pick<PageWords, 't' | 'language' | 'choose' | 'learn'> {
  const words = useContext(WordsContext)
  if (!words) throw new TypeError('There are no words above this part of the page.')
  const language = useSyncExternalStore(words.onChange, () => words.language)
  return { t: words.t, language, choose: words.choose, learn: words.learn }
}
