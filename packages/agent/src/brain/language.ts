import type { Language } from '../persona/persona.ts'

/** An e-mail address, a link, a domain. Each part has a length (RFC 5321, RFC 1035), so that no text is read again and again. */
const ADDRESS =
  /[^\s@]{1,64}@\S+|\b(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|net|org|info|io|co|me|ae|sa|eg|sy|jo|lb|iq|kw|qa|om|edu|gov)\b\S*/gi
const MARKUP = /<(?:script|style)\b[^<]*|<\/?[a-z][^<>]{0,80}>/gi

/** Characters looked at; a turn shows its language long before that. */
const LOOKED_AT = 2_000
const ARABIC_WORD = /\p{Script=Arabic}[\p{Script=Arabic}\p{M}]*/gu
const LATIN_WORD = /\p{Script=Latin}[\p{Script=Latin}\p{M}'’-]*/gu
/** A turn with this share of Arabic words is Arabic: callers mix Latin brand names into Arabic, seldom the reverse. */
const ARABIC_SHARE = 0.3

/** The language a text is written in, or nothing when it has no letters (digits, emoji). */
export function detectLanguage(text: string): Language | undefined {
  // What a page's marks are called is nobody's language.
  const seen = text.slice(0, LOOKED_AT).replace(MARKUP, ' ').replace(ADDRESS, ' ')
  const arabic = seen.match(ARABIC_WORD)?.length ?? 0
  const latin = seen.match(LATIN_WORD)?.length ?? 0
  if (arabic + latin === 0) return undefined
  return arabic / (arabic + latin) >= ARABIC_SHARE ? 'ar' : 'en'
}
