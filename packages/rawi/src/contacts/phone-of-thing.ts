import { isPlaceNamed } from './persons.ts'
import type { Token } from './tokens.ts'
import { DESCRIBES_NUMBER, EMAIL_NOUNS, PHONE_NOUNS, withoutPossessive } from './whose-words.ts'

/** "An Italian number" is a phone's. */
const NATIONAL = /(?:[^r]ian|ish|ese|[ntb]ani|aiti|swiss|dutch|greek|czech)$/
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

/** رقم المحرك، chassis number: the number of whatever is no phone. */
export function isNumberOfThing(tokens: readonly Token[], at: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]]
  const fold = tokens[at]?.fold ?? ''
  if (/^number(?:'s)?$/.test(fold)) {
    return (
      before?.kind === 'word' &&
      (/^[a-z]{3,}$/.test(before.fold) || before.fold === 'po') &&
      !NATIONAL.test(before.fold) &&
      !isPlaceNamed(tokens, at - 1) &&
      !DESCRIBES_NUMBER.has(before.fold)
    )
  }
  const noun = /^و?رقم$/u.test(fold) && after?.kind === 'word' && /^ال.{3}/u.test(after.fold)
  return noun && !PHONE_NOUNS.has(after.fold) && !DESCRIBES_NUMBER.has(after.fold) && !EMAIL_NOUNS.has(after.fold)
}
