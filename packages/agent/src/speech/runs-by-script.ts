import type { Language } from '../persona/persona.ts'

/** Words of one language beside each other; `first` counts from the beginning of the sentence. */
export interface Run {
  readonly language: Language
  readonly first: number
  readonly words: readonly string[]
}

/**
 * A sentence cut where its script changes, so that a voice that knows one language at a time reads each part in its
 * own. Words without letters go with what stands before them.
 */
export function runsByScript(words: readonly string[], sentenceLanguage: Language): Run[] {
  const runs: { language: Language; first: number; words: string[] }[] = []
  for (const [index, word] of words.entries()) {
    const last = runs.at(-1)
    const language = languageOfWord(word) ?? last?.language ?? sentenceLanguage
    if (last?.language === language) last.words.push(word)
    else runs.push({ language, first: index, words: [word] })
  }
  return runs
}

function languageOfWord(word: string): Language | undefined {
  if (/\p{Script=Arabic}/u.test(word.replaceAll(/[٠-٩۰-۹،؛؟]/gu, ''))) return 'ar'
  return /\p{Script=Latin}/u.test(word) ? 'en' : undefined
}
