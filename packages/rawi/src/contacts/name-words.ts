import { GIVEN_NAMES } from './given-names.ts'
import { NOT_NAMES, RELATIVE_OF_OTHERS, RELATIVES } from './not-names.ts'
import { NUMBER_WORDS } from './number-words.ts'
import { type Token, withoutAnd } from './tokens.ts'

/** Letters of one word at most. */
export const LETTERS_MAX = 40
export const LATIN = /^[a-z\u00c0-\u024f]/u
export const CAPITAL = /^\p{Lu}/u
/** Prefixes and endings that Arabic verbs have and names do not. */
export const VERB_LIKE =
  /^(?:بت|بي|عم|رح|حا|سا|يت|تت|نت|است|ات[صفع]|اس[اتم]|اح[كجتب]|اش[تك]|لل|بال|عال|وال|كال|فال|هال)|(?:وا|ني|نا|كم|كن|هم|ها|لي|لك|تك|ته|تكم)$|^[تين].{3,}[كج]$/u
export const PAST_TENSE = /^[\u0621-\u064a]{3,}ت$/u
/** عبد الله, Abdul Rahman: with any name of God. */
export const SERVANT = /^(?:عبد|abd|abdul|abdel)$/u
/** After "will", "may" and "skip" it makes them no names. */
export const VERB_AFTER = /^(?:do|be|not|you|i|it|that|this|have|get|call|send|try)$/

/** A word that no name holds. */
export function isNotName(fold: string, first = false): boolean {
  if (NOT_NAMES.has(fold) || NUMBER_WORDS.has(fold) || RELATIVES.has(fold) || RELATIVE_OF_OTHERS.has(fold)) return true
  // جارتكن، زبونكم: what the caller is to those they speak to.
  if ((fold.endsWith('كن') || fold.endsWith('كم')) && /^[\u0621-\u064a]{5,}$/u.test(fold) && !GIVEN_NAMES.has(fold))
    return true
  const bare = withoutAnd(fold)
  if (bare === fold || GIVEN_NAMES.has(fold)) return false
  // وديمة after "my name is" is a name of its own, in the middle it is "and Dima".
  return NOT_NAMES.has(bare) || (!first && GIVEN_NAMES.has(bare))
}

/** Said after a name in India and in Singapore: "Subramaniam ji", "Tan Wei Ling lah". */
const POLITE = /^(?:ji|garu|saab|sahab|sahib|lah|leh|lor)$/

/** Nothing of a name follows: the end, a mark, a number, or a word that no name holds. */
export function isBoundary(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word' || POLITE.test(token.text)) return true
  return isNotName(token.fold) && !GIVEN_NAMES.has(token.fold)
}

/** A turn in capitals only: they say nothing then. */
export function isShouting(tokens: readonly Token[]): boolean {
  let words = 0
  for (const { kind, text } of tokens) {
    if (kind !== 'word' || text.length < 2 || !LATIN.test(text.toLowerCase())) continue
    if (text !== text.toUpperCase()) return false
    words++
  }
  return words > 2
}
