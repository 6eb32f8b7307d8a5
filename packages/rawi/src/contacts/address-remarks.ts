import { connectorAt } from './email-connector.ts'
import { AT_WORDS } from './email-words.ts'
import { NUMBER_WORDS } from './number-words.ts'
import type { Token } from './tokens.ts'

/** Words of a remark at most. */
const REMARK_MAX = 9
/** Remarks in a row at most: "that's two n's, one word, no e at the end". */
const ROW_MAX = 3
const LEAD = "(?:(?:and|but|so|just|that's|thats|that is|it's|its|it is|which is|there's|there is|there are|um|uh) )*"
const PLACE = '(?:(?:at|in|on) (?:the )?[a-z]+ )?'
const LETTERS = "(?:[a-z]|[a-z]'?s) "
/** "that's two n's", "with an e at the end", "no e". */
const OF_LETTERS = `(?:with |has |got )?(?:an?|one|two|double|three|a single|both) ${LETTERS}${PLACE}(?:and (?:an?|one|two|double|three) ${LETTERS}${PLACE})?`
const WITHOUT = `(?:no|without|without an?|without the|minus the) (?:[a-z]+|[a-z]'?s) ${PLACE}`
/** "spelled like the flower", "the usual way". */
const LIKENESS = '(?:spelled|spelt|like|as in|just like|exactly|just the|only the) .+'
const USUAL =
  '(?:the |in the )?(?:usual|normal|common|regular|standard|proper|traditional|obvious) (?:way|spelling|one) '
const OF_THE_WORD =
  "(?:that's|thats|it's|that is|which is|it is) (?:my|the|our|his|her|me|for|not|how|what|what's|just|only) .+"
const ASIDE = "(?:i know|yes i know|don't ask|don't laugh|don't judge|long story|sorry|um|uh|er|yes|yeah|right) "
const REMARK = new RegExp(
  `^(?:${LEAD}(?:${OF_LETTERS}|${WITHOUT}|${LIKENESS}|${USUAL}|all .+ )|${OF_THE_WORD}|${ASIDE})$`,
)
const CAPITAL = /^(?:with )?(?:an? )?(?:capital|upper ?case|big|small|lower ?case) ([a-z]) /

/**
 * Where a remark between two pauses ends that says how an address is written and is none of it, before the address goes on:
 * "tanner roofing, that's two n's, dot com". `aside` gives the end of other words of that kind.
 */
export function remarkEnd(
  tokens: readonly Token[],
  at: number,
  aside: (at: number) => number | undefined,
): number | undefined {
  const before = tokens[at - 2]
  if (!isPause(tokens, at - 1) || !before || !/^[a-z0-9]/.test(before.fold)) return undefined
  const end = remarkAt(tokens, at, before)
  return end !== undefined && goesOn(tokens, end, before, aside, 0) ? end : undefined
}

function remarkAt(tokens: readonly Token[], at: number, before: Token): number | undefined {
  let end = at
  while (end < tokens.length && end - at < REMARK_MAX && !isPause(tokens, end)) end++
  if (!isPause(tokens, end) || end === at) return undefined
  const words = tokens.slice(at, end)
  if (words.some(({ kind, fold }) => kind === 'mark' || fold === '@')) return undefined
  const said = `${words.map(({ fold }) => fold).join(' ')} `
  if (CAPITAL.exec(said)?.[1] === before.fold[0] && before.fold.length > 1) return end
  return REMARK.test(said) ? end : undefined
}

/** A sign of the address, a number, or a further remark stands after it. */
function goesOn(
  tokens: readonly Token[],
  end: number,
  before: Token,
  aside: (at: number) => number | undefined,
  remarks: number,
): boolean {
  let at = end
  while (isPause(tokens, at)) at++
  const token = tokens[at]
  if (!token || remarks > ROW_MAX) return false
  if (token.kind === 'digits' || NUMBER_WORDS.has(token.fold) || AT_WORDS.has(token.fold) || connectorAt(tokens, at))
    return true
  const next = aside(at) ?? remarkAt(tokens, at, before)
  return next !== undefined && goesOn(tokens, next, before, aside, remarks + 1)
}

/** A comma, or a full stop that touches nothing after it. */
function isPause(tokens: readonly Token[], at: number): boolean {
  const fold = tokens[at]?.fold
  return fold === ',' || fold === '،' || (fold === '.' && !(tokens[at]?.glued && tokens[at + 1]?.glued))
}
