import type { Language } from '../persona/persona.ts'

const MARKUP = /<(?:script|style)\b[^<]*|<\/?[a-z][^<>]{0,80}>/gi

/** Characters looked at; a turn shows its language long before that. */
const LOOKED_AT = 2_000
/** A turn with this share of Arabic letters is Arabic: callers mix Latin brand names into Arabic, seldom the reverse. */
const ARABIC_SHARE = 0.3

/** The language a text is written in, or nothing when it has no letters (digits, emoji). */
export function detectLanguage(text: string): Language | undefined {
  // What a page's marks are called is nobody's language.
  const seen = text.slice(0, LOOKED_AT).replace(MARKUP, ' ')
  const arabic = seen.match(/\p{Script=Arabic}/gu)?.length ?? 0
  const latin = seen.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (arabic + latin === 0) return undefined
  return arabic / (arabic + latin) >= ARABIC_SHARE ? 'ar' : 'en'
}
