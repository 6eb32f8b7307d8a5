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
const TATWEEL = '\u0640'
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
  const read = turn.text.slice(0, CONTACT_TURN_MAX_UNITS)
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(read); match && tokens.length < CONTACT_TURN_MAX_TOKENS; match = TOKEN.exec(read)) {
    const [written] = match
    const start = match.index
    const plain = plainKind(written)
    if (plain !== undefined) {
      const end = start + written.length
      const fold = plain === 'word' ? foldWord(written) : written
      tokens.push({ turn, start, end, kind: plain, fold, text: written, glued: start === last })
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

const PLAIN_WORD = /^(?:[a-z]+|[\u0621-\u063a\u0641-\u064a]+)$/i
const PLAIN_DIGITS = /^[0-9]+$/
const PLAIN_MARKS = '.,?!-:@+/()_،؟؛'

/** What a piece of a turn is that holds nothing to leave out: most are plain letters, digits, or one mark. */
function plainKind(written: string): TokenKind | undefined {
  if (PLAIN_WORD.test(written)) return 'word'
  if (written.length === 1 && PLAIN_MARKS.includes(written)) return 'mark'
  return PLAIN_DIGITS.test(written) ? 'digits' : undefined
}

/** على (on) is not علي (Ali), إلى not إلي. */
const KEPT_ALEF = /^(و?)(?:(ع)لى|[اإ]لى)$/u

/** A word as it is compared. */
export function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase()
  const kept = word.endsWith('لى') ? KEPT_ALEF.exec(word) : null
  if (kept) return `${kept[1]}${kept[2] === undefined ? 'الى' : 'على'}`
  if (ARABIC_LETTERS.test(word)) return foldLetters(word)
  return word
    .normalize('NFKC')
    .replace(NOT_SEEN, '')
    .replace(MARKS, '')
    .replace(FOLDED, (letter) => LETTERS[letter] ?? letter)
    .toLowerCase()
}

const ARABIC_FIRST = 0x621
/** What each letter from U+0621 to U+064A is compared as. */
const ARABIC_FOLDED = Array.from({ length: 0x64b - ARABIC_FIRST }, (_, at) => {
  const letter = String.fromCharCode(ARABIC_FIRST + at)
  return letter === TATWEEL ? '' : (LETTERS[letter] ?? letter)
})

/** Letters without signs over them, which nothing composes. */
const ARABIC_LETTERS = /^[\u0621-\u064a]+$/

const UNFOLDED = /[\u0621-\u0626\u0629\u0640\u0649]/

/** Without a call for each letter, because most words of a call come by here. */
function foldLetters(word: string): string {
  if (!UNFOLDED.test(word)) return word
  let folded = ''
  for (let at = 0; at < word.length; at++) folded += ARABIC_FOLDED[word.charCodeAt(at) - ARABIC_FIRST]
  return folded
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

/** The same, and each with the Arabic "and" before it. */
export function withAnd(list: string): ReadonlySet<string> {
  const words = [...wordSet(list)]
  return new Set([...words, ...words.map((word) => `و${word}`)])
}

/** Words of a folded Arabic token without the "and" before it. */
export function withoutAnd(fold: string): string {
  return fold.length > 3 && fold.startsWith('و') ? fold.slice(1) : fold
}

/** Where the Arabic letters begin; what is less is Latin. */
export const ARABIC_FROM = '\u0600'

/** A word with the article, and at least three letters more. */
export function isDefinite(fold: string): boolean {
  return fold.length > 4 && fold.startsWith('ال')
}

/** A single Latin letter in lower case. */
export function isLetter(fold: string): boolean {
  return fold.length === 1 && fold >= 'a' && fold <= 'z'
}

export function isComma(fold: string): boolean {
  return fold === ',' || fold === '،'
}

export function isQuestionMark(fold: string): boolean {
  return fold === '?' || fold === '؟'
}

/** Words at either end of a turn in which what it asks for is looked for. */
const END_WORDS = 150

/** The words of a turn between spaces; of a very long one only those that open and close it. */
export function wordsOf(tokens: readonly Token[]): string {
  const ends = tokens.length > 2 * END_WORDS ? [...tokens.slice(0, END_WORDS), ...tokens.slice(-END_WORDS)] : tokens
  return ` ${ends.map(({ fold }) => fold).join(' ')} `
}
