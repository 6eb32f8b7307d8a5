import { callWordsAr } from './call-words-ar.ts'
import { callWordsEn } from './call-words-en.ts'

/** What is said from Start on, loaded no sooner. */
export const callWords = { ar: callWordsAr, en: callWordsEn } as const
