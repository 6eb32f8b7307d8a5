/** Arabic vowel signs, Quranic marks and tatweel: written or not, it is the same word. */
const MARKS = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/gu
/** Characters that show nothing, such as the direction marks around a pasted number. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu
const LETTERS: Record<string, string> = {
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
}

/** Arabic-Indic and Persian digits as 0–9. */
export function foldDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}

/** A text as it is compared: spelling that people vary in (hamza, ta marbuta, ya, vowel signs, digits, case) is levelled. */
export function fold(text: string): string {
  return foldDigits(text.normalize('NFKC').toLowerCase().replace(MARKS, '').replace(INVISIBLE, '')).replace(
    /[أإآٱىیئؤةکگ]/gu,
    (letter) => LETTERS[letter] ?? letter,
  )
}

/** The folded words of a text, in order. */
export function foldedWords(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Longest first, as in the light10 stemmer (Larkey, Ballesteros & Connell 2007), with the doubled lam of ل + ال. */
const PREFIXES = ['وبال', 'وال', 'بال', 'كال', 'فال', 'عال', 'لل', 'ال', 'و', 'ب', 'ل']
/** light10's suffixes and the spoken possessives and plural verbs (مكانكم، تقدمون). */
const SUFFIXES = ['وا', 'كم', 'كن', 'نا', 'ها', 'هم', 'ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي', 'ك', 'و']
const ROOT_MIN = 3

/** The part of a folded word that its inflections share; the same word always gives the same stem. */
export function stem(word: string): string {
  if (!/^\p{Script=Arabic}/u.test(word)) return word.length > ROOT_MIN ? word.replace(/(?<!s)s$/u, '') : word
  const prefix = PREFIXES.find((part) => word.startsWith(part) && word.length - part.length >= ROOT_MIN)
  let rest = prefix === undefined ? word : word.slice(prefix.length)
  for (let pass = 0; pass < 2; pass++) {
    const suffix = SUFFIXES.find((part) => rest.endsWith(part) && rest.length - part.length >= ROOT_MIN)
    if (suffix !== undefined) rest = rest.slice(0, -suffix.length)
  }
  return rest
}
