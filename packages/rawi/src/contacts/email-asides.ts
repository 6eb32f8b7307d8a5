import { remarkEnd } from './address-remarks.ts'
import { NUMBER_WORDS } from './number-words.ts'
import { respelled } from './respelled-address.ts'
import { ARABIC_FROM, type Token, wordSet } from './tokens.ts'

/** What an address is said not to hold: "no space", "no dashes in that one", بدون نقطة. */
const SIGNS = wordSet(
  'space spaces gap gaps apostrophe apostrophes accent accents umlaut period periods dash dashes hyphen hyphens dot dots underscore underscores caps capitals capital numbers punctuation مسافة مسافات فراغ فراغات نقطة نقط شرطة شرطات داش',
)
const WITHOUT = /^(?:no|without|بدون|بلا|مافي|ماكو|مفيش)$/u
const WAY_MAX = 5
/** كله لازق ببعض، كلمة وحدة، من غير مسافات. */
const ARABIC_WAY =
  /^ (?:و?(?:كله|كلو|كلها|كلهم|كلهن|كلن) )?(?:(?:لازق|لازقه|لازقين|ملزق|ملزقه|ملزقين|ملتصق|ملتصقه|ملتصقين|متلاصقين|متصل|متصله|متصلين|لزق|ملصق|ملصوق|ورا|مع|سوا)(?: (?:ب|مع |في |ف)?بعض(?:ه|ها|هم|هن|ن|و)?)?|كلمه (?:وحده|واحده)|من (?:غير|دون) (?:مسافات|مسافه|فراغ|فراغات|نقط|نقطه|شرطه|شرط))(?![\u0621-\u064a])/u
const THEN = /^(?:و?بعدين|و?بعدها|و?بعدو|و?بعده|ثم|و?عقبه|و?عقبها|وراها|ورا|و)$/u

/** Tokens that are no part of an address but say how it is written. */
export function emailAsides(tokens: readonly Token[]): ReadonlySet<number> {
  const to = tokens.length
  const asides = new Set<number>()
  for (let at = 0; at < to; at++) {
    const again = respelled(tokens, at)
    if (again) {
      for (let place = again.from; place < again.to; place++) asides.add(place)
      if (again.to <= at) continue
    }
    const end = again?.to ?? wayEnd(tokens, at) ?? remarkEnd(tokens, at, (place) => wayEnd(tokens, place))
    if (end === undefined) continue
    for (let place = at; place < end; place++) asides.add(place)
    // The pauses around it go with it.
    for (let place = (again?.from ?? at) - 1; place > 0 && isPause(tokens[place]); place--) asides.add(place)
    let rest = end
    while (rest < to && isPause(tokens[rest])) asides.add(rest++)
    at = rest - 1
  }
  return asides
}

/** Whether a "no" only tells how an address is written. */
export function isWayOfWriting(tokens: readonly Token[], at: number): boolean {
  return WITHOUT.test(tokens[at]?.fold ?? '') && SIGNS.has(tokens[at + 1]?.fold ?? '')
}

/** "No space", "all one thing after the dot": where it ends. */
function wayEnd(tokens: readonly Token[], at: number): number | undefined {
  const fold = (place: number) => tokens[place]?.fold ?? ''
  const placed = (end: number) => {
    if (/^(?:after|before|between|in)$/.test(fold(end)) && /^(?:the|that|it|them)$/.test(fold(end + 1))) {
      return SIGNS.has(fold(end + 2)) || /^(?:at|one|two)$/.test(fold(end + 2)) ? end + 3 : end + 2
    }
    return end
  }
  // "There's no dot"
  const said = fold(at) === "there's" ? at + 1 : fold(at) === 'there' && fold(at + 1) === 'is' ? at + 2 : at
  if (isWayOfWriting(tokens, said)) return placed(said + 2)
  if (isThen(tokens, at)) return at + 1
  if (isLikeness(tokens, at)) return tokens.findIndex((token, place) => place > at && isPause(token))
  const words = fold(at) < ARABIC_FROM ? [] : tokens.slice(at, at + WAY_MAX)
  const arabic = ARABIC_WAY.exec(words.reduce((text, { fold }) => `${text} ${fold}`, ''))?.[0]
  if (arabic) return at + arabic.trim().split(' ').length
  const all = fold(at) === 'all' ? at + 1 : at
  if (fold(all) === 'one' && /^(?:thing|word)$/.test(fold(all + 1))) return placed(all + 2)
  return undefined
}

/** "maya rose"، متل الوردة،: what a part of the address is like, between pauses. */
function isLikeness(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:متل|مثل|زي)$/u.test(tokens[at]?.fold ?? '') || !isPause(tokens[at - 1])) return false
  const words = tokens.slice(at + 1, at + WAY_MAX)
  const pause = words.findIndex(isPause)
  return pause > 0 && words.slice(0, pause).every(({ fold }) => /^[\u0621-\u064a]{2,}$/u.test(fold))
}

/** "s a m e r" وبعدين "k h": a word between two parts of an address that only says that it goes on. */
function isThen(tokens: readonly Token[], at: number): boolean {
  if (!THEN.test(tokens[at]?.fold ?? '')) return false
  const before = tokens[isPause(tokens[at - 1]) ? at - 2 : at - 1]
  const after = tokens[isPause(tokens[at + 1]) ? at + 2 : at + 1]
  const part = (token: Token | undefined) => token?.kind === 'digits' || /^[a-z]/.test(token?.fold ?? '')
  return part(before) && (part(after) || NUMBER_WORDS.has(after?.fold ?? ''))
}

function isPause(token: Token | undefined): boolean {
  return token?.fold === ',' || token?.fold === '،'
}
