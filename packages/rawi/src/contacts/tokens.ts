import { CONTACT_TURN_MAX_TOKENS, CONTACT_TURN_MAX_UNITS } from '../conversation/bounds.ts'
import type { ContactTurn } from './contact-patch.ts'

export type TokenKind = 'word' | 'digits' | 'mark'

/** A word, a run of digits or a single mark, where it stands in which turn. */
export interface Token {
  readonly turn: ContactTurn
  readonly start: number
  readonly end: number
  readonly kind: TokenKind
  /** As it is compared: lower case, one alef, ya and ta marbuta, no vowel signs, ASCII digits. */
  readonly fold: string
  /** As it was written, without invisible characters. */
  readonly text: string
  /** It follows the token before it without a gap. */
  readonly glued: boolean
}

const TOKEN = /[\p{L}\p{M}][\p{L}\p{M}\p{Cf}'’`]*|[0-9٠-٩۰-۹]+|<\/?[a-z][^<>]{0,80}>|[^\s\p{Cf}\p{Cc}]/giu
const NOT_SEEN = /[\p{Cf}\p{Cc}\p{Cs}]/gu
const ASCII = /^[\x20-\x7e]*$/
const MARKS = /[\p{Mn}\u0640]/gu
const LETTERS: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
  ک: 'ك',
  گ: 'ك',
  چ: 'ج',
  پ: 'ب',
  ڤ: 'ف',
  ء: '',
  '’': "'",
  '`': "'",
}
const FOLDED = /[أإآٱىیئؤةکگچپڤء’`]/gu

/** The words of the beginning of a turn; what stands beyond its bounds is not speech and is not read. */
export function tokensOf(turn: ContactTurn): Token[] {
  const tokens: Token[] = []
  let last = -1
  for (const match of turn.text.slice(0, CONTACT_TURN_MAX_UNITS).matchAll(TOKEN)) {
    if (tokens.length >= CONTACT_TURN_MAX_TOKENS) break
    const [written] = match
    const start = match.index
    if (PLAIN.test(written)) {
      const end = start + written.length
      const fold = written.toLowerCase()
      tokens.push({ turn, start, end, kind: 'word', fold, text: written, glued: start === last })
      last = end
      continue
    }
    if (written.length > 2 && written.startsWith('<')) continue
    const text = visible(written).replace(/['’`]+$/u, '')
    const end = start + written.trimEnd().replace(/[\p{Cf}'’`]+$/u, '').length
    if (text === '') {
      if (/^['’`]/u.test(written)) continue
      tokens.push({
        turn,
        start,
        end: start + written.length,
        kind: 'mark',
        fold: written,
        text: written,
        glued: false,
      })
      continue
    }
    const kind: TokenKind = /^[0-9٠-٩۰-۹]/.test(text) ? 'digits' : /^[\p{L}\p{M}]/u.test(text) ? 'word' : 'mark'
    const fold = kind === 'digits' ? asciiDigits(text) : foldWord(text)
    tokens.push({ turn, start, end, kind, fold, text, glued: start === last })
    last = start + written.length
  }
  return tokens
}

/** Letters that are compared as they are written, but for their case. */
const PLAIN = /^(?:[a-z]+|[\u0627\u0628\u062a-\u063a\u0641-\u0648\u064a]+)$/i

/** على (on) is not علي (Ali), إلى not إلي. */
const KEPT_ALEF = /^(و?)(?:(ع)لى|[اإ]لى)$/u

/** A word as it is compared. */
export function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase()
  const kept = KEPT_ALEF.exec(word)
  if (kept) return `${kept[1]}${kept[2] === undefined ? 'الى' : 'على'}`
  return word
    .normalize('NFKC')
    .replace(NOT_SEEN, '')
    .replace(MARKS, '')
    .replace(FOLDED, (letter) => LETTERS[letter] ?? letter)
    .toLowerCase()
}

/** Arabic-Indic and Persian digits as ASCII; every digit stays in its place. */
export function asciiDigits(text: string): string {
  return ASCII.test(text) ? text : text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}

/** A text without characters that cannot be seen or that turn the direction of others (UAX #9), and well formed. */
export function visible(text: string): string {
  return ASCII.test(text) ? text : text.replace(NOT_SEEN, '')
}

/** The folded words of a list, as a set. */
export function wordSet(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(/\s+/).filter(Boolean).map(foldWord)))
}

/** Words of a folded Arabic token without the "and" before it. */
export function withoutAnd(fold: string): string {
  return fold.length > 3 && fold.startsWith('و') ? fold.slice(1) : fold
}
