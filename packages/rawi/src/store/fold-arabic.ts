import { SEARCH_WORD_MAX_UNITS } from '../conversation/bounds.ts'

const MARKS_AND_TATWEEL = /[\p{M}\u0640]/gu
const NOT_WORD = /[^\p{L}\p{N}]+/gu
const DIGITS = /\p{Nd}/gu
const BEYOND_ASCII = /[\u0080-\uffff]/
const LETTERS: Readonly<Record<string, string>> = { أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ة: 'ه', ی: 'ي', ک: 'ك' }
const FOLDED_LETTERS = /[أإآٱىةیک]/g
/** A word keeps at least this many letters when a prefix is taken off. */
const STEM_MIN_LETTERS = 3

/**
 * Text as it is compared: compatibility forms resolved (NFKD), without marks and tatweel, one alef, ya and ta
 * marbuta as heard, Persian ya and kaf as the Arabic ones, all decimal digits as ASCII, lower case.
 */
export function foldText(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(MARKS_AND_TATWEEL, '')
    .replace(FOLDED_LETTERS, (letter) => LETTERS[letter] ?? letter)
    .replace(DIGITS, asciiDigit)
    .toLowerCase()
}

/** A name as it is searched: folded, words separated by single spaces. */
export function foldName(name: string): string {
  return foldText(name).replace(NOT_WORD, ' ').trim()
}

/**
 * The words of a text, each in the forms it is found by: as folded, and without a light Arabic prefix (و, ال, وال …).
 * Both are kept because a prefix cannot be told from a letter of the word: `والد` is one word, `وسعر` two.
 */
export function foldWords(text: string): string[][] {
  return foldText(text)
    .split(NOT_WORD)
    .filter((word) => word !== '')
    .map((word) => formsOf(word.slice(0, SEARCH_WORD_MAX_UNITS).toWellFormed()))
}

const PREFIXES = ['وال', 'فال', 'بال', 'كال', 'لل', 'ال', 'و']
const ARABIC_LETTER = /^\p{Script=Arabic}/u

function formsOf(word: string): string[] {
  if (!ARABIC_LETTER.test(word)) return [word]
  const prefix = PREFIXES.find((known) => word.startsWith(known) && word.length - known.length >= STEM_MIN_LETTERS)
  return prefix === undefined ? [word] : [word, word.slice(prefix.length)]
}

/** Decimal digits of every script stand in runs of ten that begin at zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  if (code < 0x80) return digit
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String(code - zero)
}
