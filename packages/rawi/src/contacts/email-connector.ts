import { CONNECTORS } from './email-words.ts'
import type { Token } from './tokens.ts'

/** The phrases by their first word, in the order in which they are tried. */
const BY_FIRST = Map.groupBy(CONNECTORS, ([, words]) => words[0] ?? '')

/** A word of a written address. */
export const LATIN_WORD = /^[a-z][a-z']*$/

/** The connector that stands at a token, and how many tokens it takes. */
export function connectorAt(tokens: readonly Token[], at: number): { sign: string; to: number } | undefined {
  const token = tokens[at]
  if (!token) return undefined
  // A full stop joins only what it touches on both sides.
  if (token.kind === 'mark' && '.-+'.includes(token.fold) && !(token.glued && tokens[at + 1]?.glued)) {
    const spaced = !token.glued && tokens[at + 1] !== undefined && !tokens[at + 1]?.glued
    if (!spaced) return undefined
  }
  const found = BY_FIRST.get(token.fold)?.find(([, words]) =>
    words.every((word, offset) => tokens[at + offset]?.fold === word),
  )
  return found && { sign: found[0], to: at + found[1].length }
}
