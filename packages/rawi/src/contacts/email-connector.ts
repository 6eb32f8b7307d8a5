import { CONNECTORS } from './email-words.ts'
import type { Token } from './tokens.ts'

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
  for (const [sign, words] of CONNECTORS) {
    if (words.every((word, offset) => tokens[at + offset]?.fold === word)) return { sign, to: at + words.length }
  }
  return undefined
}
