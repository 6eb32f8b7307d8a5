import type { ReactNode } from 'react'
import type { Language } from '../engine/messages.ts'
import { useWords } from '../words/use-words.ts'

const NAMES: Readonly<Record<Language, string>> = { ar: 'العربية', en: 'English' }

/** Both languages, each by its own name. */
export function LanguageChoice(): ReactNode {
  const { t, language, choose } = useWords()
  return (
    <fieldset className="flex rounded-full border border-line bg-card p-1">
      <legend className="sr-only">{t('language')}</legend>
      {(['ar', 'en'] as const).map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => choose(each)}
          className="relative min-h-8 rounded-full px-4 outline-offset-1 focus-visible:z-1 text-sm text-quiet aria-pressed:bg-soft aria-pressed:font-semibold aria-pressed:text-on-soft"
        >
          {NAMES[each]}
        </button>
      ))}
    </fieldset>
  )
}
