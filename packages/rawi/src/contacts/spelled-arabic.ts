import type { SpokenName } from './read-names.ts'
import { foldWord, type Token } from './tokens.ts'

const LETTERS: ReadonlyMap<string, string> = new Map(
  `ا الف همزة
ب باء با بي
ت تاء تا
ث ثاء ثا
ج جيم
ح حاء حا
خ خاء خا
د دال
ذ ذال
ر راء را ري
ز زاي زين زي
س سين
ش شين
ص صاد
ض ضاد
ط طاء طا
ظ ظاء ظا
ع عين
غ غين
ف فاء فا
ق قاف
ك كاف
ل لام
م ميم
ن نون
ه هاء ها
و واو
ي ياء يا
ه مربوطة`
    .split('\n')
    .flatMap((line) => {
      const [letter = '', ...names] = line.split(' ')
      return names.map((name): [string, string] => [foldWord(name), letter])
    }),
)
const LETTERS_MIN = 3
const NEAR = 4

/** نبال، نون باء ألف لام: a word and its letters, which can only be a name; any word counts, before the letters or after. */
export function nameSpelled(tokens: readonly Token[]): SpokenName | undefined {
  for (let from = 0; from < tokens.length; from++) {
    let letters = ''
    let to = from
    for (; to < tokens.length; to++) {
      const { kind, fold } = tokens[to] as Token
      if (kind === 'mark' && /^[,،-]$/.test(fold) && letters !== '') continue
      const letter =
        LETTERS.get(fold) ?? (fold.length > 2 && fold.startsWith('و') ? LETTERS.get(fold.slice(1)) : undefined)
      if (letter === undefined) break
      letters += letter
    }
    if (letters.length < LETTERS_MIN) continue
    for (let at = Math.max(0, from - NEAR); at < Math.min(tokens.length, to + NEAR); at++) {
      const token = tokens[at] as Token
      const inside = from <= at && at < to
      if (!inside && token.kind === 'word' && isSpeltSo(token.fold, letters)) {
        return { value: token.text, from: at, to: at + 1, known: true }
      }
    }
    from = to
  }
  return undefined
}

/** The letters are the word's, but for one that is heard otherwise. */
function isSpeltSo(fold: string, letters: string): boolean {
  if (fold === letters) return true
  if (Math.abs(fold.length - letters.length) > 1 || fold.length < LETTERS_MIN) return false
  return fold[0] === letters[0] && [...letters].filter((letter) => fold.includes(letter)).length >= fold.length - 1
}
