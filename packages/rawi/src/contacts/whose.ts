import { asksToBeReached } from './asks-to-be-reached.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { RELATIVE_OF_OTHERS, RELATIVES } from './not-names.ts'
import { isOfAnother } from './not-own.ts'
import { isPerson } from './persons.ts'
import { describesPhone, isNumberOfThing, isWork } from './phone-of-thing.ts'
import { ARABIC_FROM, isComma, isQuestionMark, type Token, withoutAnd, wordSet } from './tokens.ts'
import {
  CURRENCY,
  DISCARDED,
  EMAIL_NOUNS,
  NEGATORS,
  NUMBERED,
  OLD,
  OTHERS,
  OWN,
  PAST_CALLS,
  PHONE_NOUNS,
  POINTING,
  THINGS,
  withoutPossessive,
} from './whose-words.ts'

/** Whose number or address it is, by the words around it; `named` is "phone number" without an owner. */
export type Owner = 'own' | 'named' | 'other' | 'thing' | 'old' | 'negated' | 'unknown'

const BEFORE_MAX = 14
const AFTER_MAX = 6
/** Words between "my" and the noun it belongs to: "my new work number". */
const OWNER_REACH = 4
const STRONG = new Set(['.', '!', '?', '؟', ';', '؛', '\n'])
/** Said of orders and accounts as well as of phones. */
const GENERIC_NOUN = /^(?:number|contact|address|line|رقم|الرقم)$/u
/** كنت معطيكن: a number that was given before. */
const LEFT = /^(?:سايب|معطي|مسجل|حاطط|تارك|عاطي|مديكم|معطيكم|معطيكن|عاطيكم)/u
/** "He has an old number, it's …", "you've got my old one there, try …": the number that comes is another. */
const HAS_OLD =
  / (?:has|have|had|having|got|using|use|seeing|see) (?:an?|the|my|our|that|me) old (?:[a-z]+ ){0,4}[,.;-] (?:(?:so|and|but|no|well) )?(?:it's|its|it is|mine is|mine's|my (?:new|current|number|mobile|cell).*|the (?:new|current|right).*|use|try|call|text) (?:now |actually |on |me on )*$/
/** Between "not" and what is denied. */
const BEFORE_VALUE = wordSet('of عن من رقم the a an my other old one number email ايميل على')
const PREFIXED = /^(?:[وفبعل]|عال|بال|لل)(?=.{3})/u

/** Reads the words before and after tokens `from` to `to`; `floor` and `ceiling` are where other values stand. */
export function ownerOf(tokens: readonly Token[], from: number, to: number, floor: number, ceiling: number): Owner {
  const after = ownerAfter(tokens, to, ceiling)
  if (after === 'thing' || after === 'old' || after === 'other') return after
  const before = ownerBefore(tokens, from, floor)
  if (after === 'own' && before !== 'negated') return 'own'
  return isOfAnother(tokens, from, to, before) ? 'other' : before
}

function withoutPrefix(fold: string): string {
  return fold < ARABIC_FROM ? fold : fold.replace(PREFIXED, '')
}

/** "My wife", أخوها: somebody else, whatever stands beside it. */
export function isRelative(tokens: readonly Token[], at: number): boolean {
  const fold = tokens[at]?.fold ?? ''
  if (RELATIVES.has(fold) || RELATIVE_OF_OTHERS.has(fold)) return true
  const bare = withoutPrefix(fold)
  return (bare !== fold && RELATIVES.has(bare)) || RELATIVES.has(withoutPossessive(fold))
}

/** آني أمها: whose relative the caller is. */
function isSelf(tokens: readonly Token[], at: number): boolean {
  return /^(?:انا|اني|معك|معكم|معاك)$/u.test(tokens[at - 1]?.fold ?? '')
}

function ownerBefore(tokens: readonly Token[], from: number, floor: number): Owner {
  if (isNegated(tokens, from, floor)) return 'negated'
  let named = false
  let sentences = 0
  const least = Math.max(floor, from - BEFORE_MAX)
  if (
    HAS_OLD.test(
      ` ${tokens.slice(Math.max(0, from - BEFORE_MAX), from).reduce((text, { fold }) => `${text}${fold} `, '')}`,
    )
  )
    return 'named'
  if (floor > 0 && tokens[from - 1]?.fold === '.' && pointsBack(tokens, from - 1, from, floor)) return 'named'
  for (let at = from - 1; at >= least; at--) {
    const token = tokens[at] as Token
    if (token.kind === 'mark' && STRONG.has(token.fold)) {
      // "It's Adam's number. 050…" is one thought; an earlier sentence is another, unless it only announces.
      if (from - 1 - at > 0 || token.fold !== '.') break
      sentences++
      continue
    }
    if (token.kind !== 'word') continue
    const { fold } = token
    const bare = withoutPrefix(fold)
    if (fold === 'code' && /^(?:area|country|dialing|same|network|city)$/.test(tokens[at - 1]?.fold ?? '')) continue
    const is = (words: ReadonlySet<string>) => words.has(fold) || (bare !== fold && words.has(bare))
    // "312, no, that's the old one, it's 773 …": it points back.
    if (is(OLD) && pointsBack(tokens, at, from, sentences > 0 ? least : undefined)) return 'named'
    // "… that's my ex husband's it's now 470 …"
    if (fold === 'now' && /^(?:it's|its|is|number's)$/.test(tokens[at - 1]?.fold ?? '')) return 'own'
    if (is(OLD) || (fold === 'to' && tokens[at - 1]?.fold === 'used')) return 'old'
    if (fold === 'كان' && /^(?:معي|معاي|معايا|عندي)$/u.test(tokens[at + 1]?.fold ?? '')) return 'old'
    if (fold === 'was' || fold === 'كان' || (fold === 'كنت' && LEFT.test(tokens[at + 1]?.fold ?? '')))
      return named || hasOwnNoun(tokens, at, least) ? 'old' : 'unknown'
    if (
      (isRelative(tokens, at) && !isSelf(tokens, at) && !(sentences > 0 && tokens[at - 1]?.fold === 'the')) ||
      (sentences === 0 && isPerson(tokens, at))
    )
      return 'other'
    // أبي is "I want" in the Gulf; after "number of" it is "my father".
    if (fold === 'ابي' && /^(?:رقم|جوال|موبايل|تلفون|هاتف|ايميل|تبع|حق)$/u.test(tokens[at - 1]?.fold ?? ''))
      return 'other'
    if (/^[بل]ابي$/u.test(fold)) return 'other'
    if (DISCARDED.test(fold) && !/^(?:that|it|this|me|us|هاد|هذا|ده|كل)$/u.test(tokens[at + 1]?.fold ?? ''))
      return 'other'
    // "Text the code to 404…": the thing goes there.
    if (is(THINGS) && at < from - 1 && /^(?:to|at|على|ع)$/u.test(tokens[from - 1]?.fold ?? '')) continue
    if (is(THINGS) && describesPhone(tokens, at)) continue
    if (is(THINGS)) return isWork(tokens, at) ? 'own' : 'thing'
    if (
      /^(?:told|asked|gave|asking|telling|tells|asks)$/.test(fold) &&
      /^(?:me|us|to)$/.test(tokens[at + 1]?.fold ?? '')
    )
      return 'other'
    // 011… اتصالات و 012…: the line is of Etisalat.
    if (fold === 'اتصالات' && floor > 0 && at === floor) continue
    if (PAST_CALLS.has(fold) || PAST_CALLS.has(withoutAnd(fold))) {
      if (
        /^(?:called|rang|wrote|sent|messaged)$/.test(fold) &&
        /^(?:is|was|get|am|be|being)$/.test(tokens[at - 1]?.fold ?? '')
      )
        continue
      return 'other'
    }
    if (
      (fold === 'from' || fold === 'من') &&
      /^(?:call|calls|message|email|mail|letter|text|sms|اتصال|رقم|مكالمه|رساله|ايميل)$/.test(
        tokens[at - 1]?.fold ?? '',
      )
    )
      return 'other'
    if (
      PHONE_NOUNS.has(withoutPossessive(fold)) ||
      PHONE_NOUNS.has(bare) ||
      EMAIL_NOUNS.has(fold) ||
      EMAIL_NOUNS.has(bare)
    ) {
      const owner = nounOwner(tokens, at, least)
      if (owner) return owner
      if (isNumberOfThing(tokens, at)) return 'thing'
      if (!GENERIC_NOUN.test(bare)) return 'named'
      named = true
      continue
    }
    if (GIVEN_NAMES.has(fold) && /^(?:رقم|ايميل|جوال|موبايل|تلفون|هاتف|بريد)$/u.test(tokens[at - 1]?.fold ?? ''))
      return 'other'
    // "No, use mine, he never picks up. 312 …": an earlier sentence tells of somebody, and not of this number.
    if (/^(?:he|she|they|he's|she's|they're)$/.test(fold)) {
      if (sentences > 0) continue
      return 'other'
    }
    if (is(OTHERS)) return isOfLine(tokens, at) ? 'named' : 'other'
    if (is(OWN) || asksToBeReached(tokens, at, from)) return 'own'
  }
  return named ? 'named' : 'unknown'
}

/** "That's the old one," before another number; "… 0187, sorry, that's the office fax. 646 …". */
function pointsBack(tokens: readonly Token[], at: number, from: number, floor = at - 2): boolean {
  const pause = tokens.slice(at, from).some(({ fold }) => /^[,،.]$/.test(fold))
  return (
    pause &&
    tokens.slice(Math.max(0, floor), at).some(({ fold }) => /^(?:that's|that|this|هاد|هادا|هذا|ده|كان)$/.test(fold))
  )
}

/** "my new work number": whose the noun is, by the words before it. */
function nounOwner(tokens: readonly Token[], noun: number, least: number): Owner | undefined {
  for (let at = noun - 1; at >= Math.max(least, noun - OWNER_REACH); at--) {
    const fold = tokens[at]?.fold ?? ''
    if (tokens[at]?.kind !== 'word') return undefined
    if (OLD.has(fold)) return 'old'
    if (
      fold.endsWith("'s") &&
      fold !== "it's" &&
      fold !== "that's" &&
      fold !== "what's" &&
      fold !== "here's" &&
      fold !== "name's"
    )
      return 'other'
    if (RELATIVES.has(withoutPossessive(fold))) return 'other'
    if (at === noun - 1 && NUMBERED.has(fold) && withoutPossessive(tokens[noun]?.fold ?? '') === 'number')
      return 'thing'
    if (fold === 'my' || fold === 'mine') return 'own'
    if (/^(?:his|her|their|your|our)$/.test(fold)) return 'other'
    if (THINGS.has(fold)) return 'thing'
    if (OTHERS.has(fold)) return 'other'
  }
  return undefined
}

/** الخط رقمه: the number of a line, not of a person. */
function isOfLine(tokens: readonly Token[], at: number): boolean {
  return (
    /^رقم(?:ه|و|ها)$/u.test(tokens[at]?.fold ?? '') &&
    /^(?:الخط|خطي|شريحتي|الشريحه|الموبايل|الجوال|التلفون|الهاتف)$/u.test(tokens[at - 1]?.fold ?? '')
  )
}

function hasOwnNoun(tokens: readonly Token[], at: number, least: number): boolean {
  return tokens.slice(Math.max(least, at - OWNER_REACH), at).some(({ fold }) => OWN.has(fold) || fold === 'my')
}

function isNegated(tokens: readonly Token[], from: number, floor: number): boolean {
  for (let at = from - 1; at >= Math.max(floor, from - 3); at--) {
    const fold = tokens[at]?.fold ?? ''
    if (NEGATORS.has(fold)) return true
    if (!BEFORE_VALUE.has(fold) && !fold.startsWith('ال')) return false
  }
  return false
}

function ownerAfter(tokens: readonly Token[], to: number, ceiling: number): Owner {
  let pointed = false
  let words = 0
  const from = takenBackAfter(tokens, to)
  const most = Math.min(ceiling, from + AFTER_MAX, tokens.length)
  for (let at = from; at < most; at++) {
    const { fold, kind } = tokens[at] as Token
    if (fold === 'and' && /^(?:ask|tell)$/.test(tokens[at + 1]?.fold ?? '')) return 'other'
    if (at <= to + 1 && CURRENCY.has(fold)) return 'thing'
    if (kind === 'mark') {
      // "…556, the old one 0966…": what stands after the pause is of the number that comes.
      if (STRONG.has(fold) || (isComma(fold) && ceiling < tokens.length && !POINTING.has(tokens[at + 1]?.fold ?? '')))
        break
      // رقم أخوي 050… هو بيستلم الطلب، أنا …: it points at what was told before the pause.
      if (isComma(fold) && words > 1) break
      continue
    }
    if (
      at > to &&
      (fold === 'و' || fold === 'and' || fold === 'but' || fold === 'بس' || fold === 'اما' || fold === 'for')
    )
      break
    if (/^و.{3}/u.test(fold) && !POINTING.has(fold)) break
    if (!pointed && at > from + 2) break
    if (NEGATORS.has(fold) || /^(?:or|او|ولا)$/u.test(fold)) break
    // "0501234567 as my phone is dead" gives a reason and says nothing of the number.
    if (fold === 'as' && /^(?:is|was|has|isn't|got|died|broke)$/.test(tokens[at + 3]?.fold ?? '')) break
    if (POINTING.has(fold)) {
      pointed = true
      if (fold === 'رقم' && THINGS.has(tokens[at + 1]?.fold ?? '')) return 'thing'
      words = 0
      continue
    }
    words++
    if (!pointed && at > from + 2) break
    if (fold === 'anymore' || OLD.has(fold)) return 'old'
    if (RELATIVES.has(withoutPossessive(fold))) return pointed || at === to ? 'other' : 'unknown'
    if (pointed && isPerson(tokens, at)) return 'other'
    if ((pointed || /^رقمك(?:م|ن|و)?$/u.test(fold)) && OTHERS.has(fold)) return 'other'
    const mine = fold === 'my' || (fold === 'me' && PHONE_NOUNS.has(tokens[at + 1]?.fold ?? ''))
    if (pointed && (mine || OWN.has(fold)))
      return tokens[at + 1] && RELATIVES.has(withoutPossessive(tokens[at + 1]?.fold ?? ''))
        ? 'other'
        : OLD.has(tokens[at + 1]?.fold ?? '')
          ? 'old'
          : 'own'
  }
  return 'unknown'
}

/** "0161 496 0733? No, that's my mum's.", "0412 880 337, no, sorry, that's me mobile": where the words begin that take a number back. */
function takenBackAfter(tokens: readonly Token[], to: number): number {
  const pause =
    /^[,،.]$/.test(tokens[to]?.fold ?? '') && /^(?:no|sorry|wait|لا|عفوا)$/u.test(tokens[to + 1]?.fold ?? '')
  if (!pause && !isQuestionMark(tokens[to]?.fold ?? '')) return to
  let at = to + 1
  while (at < to + 7 && /^(?:no|nope|wait|oh|sorry|hang|on|لا|لأ|عفوا|,|،|\.)$/.test(tokens[at]?.fold ?? '')) at++
  return at > to + 1 && POINTING.has(tokens[at]?.fold ?? '') ? at : to
}

/** The words tell of a call that was made or came in. */
export function tellsOfCall(tokens: readonly Token[]): boolean {
  return tokens.some(({ fold }) => PAST_CALLS.has(withoutAnd(fold)))
}
