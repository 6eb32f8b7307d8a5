import { distance } from './distance.ts'
import { connectorAt } from './email-connector.ts'
import { REPEAT_BEFORE } from './number-words.ts'
import { isLetter, type Token, wordSet } from './tokens.ts'

/** Letters that spell a word again, at least; and at least where they spell it in another way. */
const LETTERS_MIN = 3
const OTHERWISE_MIN = 4
/** Letters and words that are looked at. */
const SPELLED_MAX = 60
const WORDS_MAX = 6
/** "…, that's i y e r": words that only lead to the letters. */
const LEADS = wordSet("that's thats spelled spelt spelling so it's its is as")

interface Spelled {
  readonly text: string
  readonly to: number
}

/** What may be left out, and what the letters are. */
export interface Respelled {
  readonly from: number
  readonly to: number
  readonly letters: string
}

/** Letters that spell again the words before them; where they spell them otherwise, those words. "sid dot iyer, i y e r, at". */
export function respelled(tokens: readonly Token[], at: number): Respelled | undefined {
  if (isLetterToken(tokens[at - 1]) || REPEAT_BEFORE.has(tokens[at - 1]?.fold ?? '')) return undefined
  const letters = lettersFrom(tokens, at)
  if (!letters) return undefined
  let from = at
  while (from > 0 && (isPause(tokens[from - 1]) || LEADS.has(tokens[from - 1]?.fold ?? ''))) from--
  const words = wordsBefore(tokens, from)
  if (words.some(({ text }) => text === letters.text)) return { from, to: letters.to, letters: letters.text }
  const most = from < at ? 2 : 1
  const near = words.find(({ text }) => isOtherwise(text, letters.text, most))
  return near && { from: near.from, to: at, letters: letters.text }
}

/** "pillay, p i l l a i": letters that are nearly the word before them. */
function isOtherwise(word: string, letters: string, most: number): boolean {
  return letters.length >= OTHERWISE_MIN && letters[0] === word[0] && word.length > 2 && distance(word, letters) <= most
}

/** What letters and signs spell from a token on: "p i double l a i", "s i d, then dot, r a o". */
function lettersFrom(tokens: readonly Token[], at: number): Spelled | undefined {
  if (!isLetterToken(tokens[at]) && doubledAt(tokens, at) === undefined) return undefined
  let text = ''
  let sign = ''
  let to = at
  for (let place = at; place < Math.min(tokens.length, at + SPELLED_MAX); ) {
    const token = tokens[place] as Token
    const doubled = doubledAt(tokens, place)
    const letter = doubled ? tokens[doubled] : token
    if (isLetterToken(letter)) {
      text += sign + (letter?.fold ?? '').repeat(doubled ? (REPEAT_BEFORE.get(token.fold) ?? 1) : 1)
      sign = ''
      place = (doubled ?? place) + 1
      to = place
      continue
    }
    const connector = token.kind === 'word' ? connectorAt(tokens, place) : undefined
    if (connector && sign === '') {
      sign = connector.sign
      place = connector.to
    } else if (/^[-,،.]$/.test(token.fold) || token.fold === 'then') place++
    else break
  }
  return text.replaceAll(/[^a-z]/g, '').length < LETTERS_MIN ? undefined : { text, to }
}

/** The words that end before a token, from the last one back: "rao", "dot rao", "siddharth dot rao". */
function wordsBefore(tokens: readonly Token[], end: number): { text: string; from: number }[] {
  const found: { text: string; from: number }[] = []
  let text = ''
  for (let at = end - 1; at >= 0 && found.length < WORDS_MAX; at--) {
    const token = tokens[at] as Token
    const connector = token.kind === 'word' ? connectorAt(tokens, at) : undefined
    if (!connector && !/^[a-z]+$/.test(token.fold)) break
    text = (connector?.sign ?? token.fold) + text
    if (!connector) found.push({ text, from: at })
  }
  return found
}

function isLetterToken(token: Token | undefined): boolean {
  return isLetter(token?.fold ?? '')
}

/** "double l", "double-E": where the letter stands. */
function doubledAt(tokens: readonly Token[], at: number): number | undefined {
  if (!REPEAT_BEFORE.has(tokens[at]?.fold ?? '')) return undefined
  const letter = tokens[at + 1]?.fold === '-' ? at + 2 : at + 1
  return isLetterToken(tokens[letter]) ? letter : undefined
}

function isPause(token: Token | undefined): boolean {
  return token?.fold === ',' || token?.fold === '،'
}
