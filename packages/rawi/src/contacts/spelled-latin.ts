import { GIVEN_NAMES } from './given-names.ts'
import { CAPITAL, LETTERS_MAX } from './name-words.ts'
import type { SpokenName } from './read-names.ts'
import { isLetter, type Token } from './tokens.ts'

/** "N as in Nancy": where what explains a letter ends; 0 where nothing does. */
function explainedTo(tokens: readonly Token[], at: number): number {
  const [one, two] = [tokens[at + 1]?.fold ?? '', tokens[at + 2]?.fold ?? '']
  if (one === 'as' && two === 'in') return at + 4
  return /^(?:for|like)$/.test(one) && tokens[at + 2]?.kind === 'word' ? at + 3 : 0
}

/** D-A-V-I-D: at least three single Latin letters. */
export function readSpelled(tokens: readonly Token[], at: number): SpokenName | undefined {
  let letters = ''
  let to = at
  const first = tokens[at]
  if (first?.kind !== 'word' || !(isLetter(first.fold) || first.fold === 'double')) return undefined
  // "Bryan with a Y": the article is no letter.
  if (first.text === 'a' && CAPITAL.test(tokens[at + 1]?.text ?? '')) return undefined
  if (first.fold === 'a' && tokens[at - 1]?.fold === 'with') return undefined
  for (let next = at; next < tokens.length && letters.length < LETTERS_MAX; next++) {
    const token = tokens[next] as Token
    if (token.kind === 'mark' && '-,.،'.includes(token.fold) && letters !== '') continue
    // "E, double L, E"
    const twice = token.fold === 'double' && isLetter(tokens[next + 1]?.fold ?? '')
    if (twice) letters += tokens[next + 1]?.fold
    else if (token.kind !== 'word' || !isLetter(token.fold)) break
    else letters += token.fold
    to = next + 1
    next = Math.max(next, explainedTo(tokens, next) - 1)
  }
  if (letters.length < 3) return undefined
  return {
    value: `${letters.charAt(0).toUpperCase()}${letters.slice(1)}`,
    from: at,
    to,
    known: GIVEN_NAMES.has(letters),
  }
}
