import type { Token } from './tokens.ts'
import { PHONE_NOUNS, withoutPossessive } from './whose-words.ts'

/** Words from a thing back to the phone that is on it. */
const DESCRIBING_MAX = 7

/** "my work number", "my account phone": a thing that only describes a phone. */
export function isWork(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.fold ?? ''
  return /^(?:phone|mobile|cell|landline)$/.test(next) && tokens[at - 1]?.fold === 'my'
}

/** "My mobile that's on the account": a thing that a phone belongs to. */
export function describesPhone(tokens: readonly Token[], at: number): boolean {
  const words = tokens.slice(Math.max(0, at - DESCRIBING_MAX), at).map(({ fold }) => fold)
  const on = words.findLastIndex((fold) => /^(?:on|to|with|under|against)$/.test(fold))
  const only = words.slice(on + 1).every((fold) => /^(?:the|my|your|our|this|that)$/.test(fold))
  return (
    on > 0 && only && words.slice(0, on).some((fold) => PHONE_NOUNS.has(withoutPossessive(fold)) && fold !== 'number')
  )
}
