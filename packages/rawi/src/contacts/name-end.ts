import { FAMILY_NAMES } from './family-names.ts'
import { GIVEN_NAMES, NAME_CLOSERS, NAME_JOINERS, NAME_OPENERS } from './given-names.ts'
import { CAPITAL, isBoundary, isNotName, isShouting, LATIN, LETTERS_MAX, PAST_TENSE, VERB_LIKE } from './name-words.ts'
import { isLetter, type Token, wordSet } from './tokens.ts'

/** Words of a name at most. */
const WORDS_MAX = 5
const ABI_FAMILIES = wordSet(
  'سته عشره اللمع صعب عاد نخول رميا ياغي غصن عقل حرب سليمان ضاهر غانم شاهين شديد عون عازار فرح رزق طايع نكد',
)
/** ساعدوني، احكولي: a verb that asks for something; جارتكن, بالنون ("with an N"). */
const ASKING_VERB = /(?:وا|وني|ولي|لي|لك|لكم|لكن|[تر](?:كن|كم))$|^(?:بدي|است|بال)/u

const MONTH = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/
const DAY =
  /^(?:\d{1,4}|\d{1,2}(?:st|nd|rd|th)|(?:the|of)|(?:twenty|thirty|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|[a-z]+(?:first|second|third|th)|first|second|third)$/

/** Where a name that begins at a token ends; `sure` when the words before leave no doubt that it is one. */
export function endOfName(tokens: readonly Token[], from: number, sure: boolean): number {
  let to = from + 1
  const opener = NAME_OPENERS.has(tokens[from]?.fold ?? '')
  if (opener) to++
  let words = 1
  for (; words < WORDS_MAX; words++) {
    const next = carriedOn(tokens, from, to, words, sure)
    if (next === to) break
    to = next
  }
  return to
}

/** Where a name that reached `to` goes on to; `to` if it ends there. */
function carriedOn(tokens: readonly Token[], from: number, to: number, words: number, sure: boolean): number {
  const token = tokens[to]
  const next = tokens[to + 1]
  if (!token) return to
  if (token.fold === '-' && token.glued && next?.kind === 'word' && next.glued) return to + 2
  if (isInitialBefore(tokens, to)) return to + 2
  if (token.kind !== 'word') return to
  const { fold } = token
  if (LATIN.test(fold) !== LATIN.test(tokens[from]?.fold ?? '')) return to
  if (fold === 'ابي' && isAbiFamily(tokens, to + 1)) return to + 2
  if (fold.length < 2 && !LATIN.test(fold)) return to
  if (NAME_CLOSERS.has(fold)) return isBlessing(tokens, to) ? to : to + 1
  // عبد القادر حاج يوسف, حسن شيخ علي: a title that has become part of a family's name.
  const house = /^(?:ال)?(?:حاج|شيخ|سيد)$/u.test(fold) && next?.kind === 'word'
  if (
    house &&
    (GIVEN_NAMES.has(next.fold) || FAMILY_NAMES.has(next.fold) || /^ال.{3}/u.test(next.fold)) &&
    !isNotName(next.fold)
  )
    return to + 2
  if (NAME_CLOSERS.has(next?.fold ?? '') && !isNotName(fold) && !isBlessing(tokens, to + 1)) return to + 2
  if (NAME_JOINERS.has(fold) || (NAME_OPENERS.has(fold) && fold !== 'ام')) {
    const inner = next && NAME_JOINERS.has(next.fold) ? to + 2 : to + 1
    const last = tokens[inner]
    // آل ثاني: the name of a house may be any word.
    if (fold === 'ال' && last?.kind === 'word') return inner + 1
    if (last?.fold === '-' && last.glued && tokens[inner + 1]?.kind === 'word') return inner + 2
    const house = NAME_OPENERS.has(fold) && ABI_FAMILIES.has(last?.fold ?? '')
    return last?.kind === 'word' && (house || !isNotName(last.fold) || GIVEN_NAMES.has(last.fold)) ? inner + 1 : to
  }
  // "Angela Sutton June third": the answer goes on with a date.
  if (MONTH.test(fold) && DAY.test(next?.fold ?? '')) return to
  if (isHowToCallThem(tokens, to)) return to
  if (fold.endsWith("'s") || fold.length > LETTERS_MAX || (isNotName(fold) && !isFamilyBesideWord(tokens, to, sure)))
    return to
  if (LATIN.test(fold)) return carriesLatin(tokens, from, to) ? to + 1 : to
  if (beginsWithThing(tokens, to, words)) return to
  if (/^ال.{3}/u.test(fold) || FAMILY_NAMES.has(fold) || GIVEN_NAMES.has(fold)) return to + 1
  // After "my name is" a last word that ends like نحلاوي is a family name, though verbs begin and end like it too.
  const ends = tokens[to + 1]?.kind !== 'word'
  // آني دلشاد بارزاني من أربيل
  const verb = (sure && ends) || tokens[to + 1]?.fold === 'من' ? ASKING_VERB : VERB_LIKE
  const before = tokens[to - 1]?.fold ?? ''
  // محيي الدين عرابي: two words that are one first name.
  const closed = (NAME_CLOSERS.has(before) || before === 'الزهرا') && (sure || ends || tokens[to + 1]?.fold === 'من')
  const unknown =
    (words === 1 || (words === 2 && (closed || (sure && ends && /^ال/u.test(before))))) &&
    !verb.test(fold) &&
    // رولا دويكات: a family, where أجت is a verb.
    !(PAST_TENSE.test(fold) && !(sure && ends && /ات$/u.test(fold))) &&
    (!/^[يبن]/u.test(fold) || tokens[to + 1]?.kind !== 'word' || tokens[to + 1]?.fold === 'من') &&
    fold.length > 1
  return unknown && isBoundary(tokens, to + 1) ? to + 1 : to
}

/** "Philippa J. Marlowe": the full stop of an initial, with the family name after it. */
function isInitialBefore(tokens: readonly Token[], at: number): boolean {
  const [initial, stop, family] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (stop?.fold !== '.' || !stop.glued || !/^[A-Z]$/.test(initial?.text ?? '')) return false
  return /^\p{Lu}/u.test(family?.text ?? '') && !isNotName(family?.fold ?? '')
}

/** "It's nathaniel nate is fine": the second name is what the caller may be called. */
function isHowToCallThem(tokens: readonly Token[], at: number): boolean {
  const rest = tokens.slice(at + 1, at + 4).map(({ fold }) => fold)
  return (
    GIVEN_NAMES.has(tokens[at]?.fold ?? '') &&
    /^(?:is|will|works)(?: be)?(?: (?:fine|ok|okay|good|do|great))?(?: |$)/.test(rest.join(' '))
  )
}

/** What is told of a thing: it does, it is again, it does not. */
const BECAME =
  /^(?:عم|اللي|يلي|ما|مو|مش|مب|لسا|لسه|كان|كانت|صار|صارت|رجع|رجعت|خرب|خربت|خربان|خربانه|تعطل|تعطلت|انقطع|انقطعت|وقف|وقفت|وصل|وصلت|طفي|طفت|يطفي|تطفي|ضاع|ضاعت|تاخر|تاخرت|قاطع|قاطعه|مقطوع|مقطوعه)$/u

/** طلال العظم الراوتر عم يطفي: after a family's name a thing of which the sentence goes on to tell. */
function beginsWithThing(tokens: readonly Token[], at: number, words: number): boolean {
  const [before, thing, next] = [tokens[at - 1]?.fold ?? '', tokens[at]?.fold ?? '', tokens[at + 1]]
  if (words < 2 || next?.kind !== 'word' || !/^ال.{3}/u.test(thing)) return false
  const known = FAMILY_NAMES.has(thing) || FAMILY_NAMES.has(thing.slice(2)) || GIVEN_NAMES.has(thing.slice(2))
  const whole = /^ال.{3}/u.test(before) || FAMILY_NAMES.has(before) || NAME_OPENERS.has(tokens[at - 2]?.fold ?? '')
  return whole && !known && (!isBoundary(tokens, at + 1) || BECAME.test(next.fold))
}

/** هيفاء الله يسعدك: a wish, where هبة الله is a name. */
function isBlessing(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.fold === 'الله' &&
    /^[يوت][\u0621-\u064a]{2,}(?:ك|كم|كن|كي|ج|نا|ه|هم|ها|لك|عليك)$|^(?:معك|معاك|معكم|معاج|يرضي|يرضا|يديم|يطول|يكرم|بالخير|عليك)$/u.test(
      tokens[at + 1]?.fold ?? '',
    )
  )
}

/** شربل أبي نادر: the Lebanese families of that kind, where the Gulf says "I want" and goes on. */
function isAbiFamily(tokens: readonly Token[], at: number): boolean {
  const fold = tokens[at]?.fold ?? ''
  return (FAMILY_NAMES.has(fold) || ABI_FAMILIES.has(fold)) && isBoundary(tokens, at + 1)
}

/** White, Long, Young: English words that are family names too count when they are written as names. */
function isFamilyBesideWord(tokens: readonly Token[], at: number, sure: boolean): boolean {
  const token = tokens[at] as Token
  // اسمي سمير قصير: an adjective that ends what is said.
  const closes = !LATIN.test(token.fold) && at === tokens.length - 1
  return (
    FAMILY_NAMES.has(token.fold) &&
    (CAPITAL.test(token.text) || GIVEN_NAMES.has(token.fold) || (sure && closes)) &&
    !isShouting(tokens)
  )
}

/** "Deborah kline k l i n e": what is spelled begins where the name ends. */
function isSpelledOut(tokens: readonly Token[], at: number): boolean {
  return [0, 1, 2].every((on) => isLetter(tokens[at + on]?.fold ?? ''))
}

/** "charlotte beaumont c.beaumont@me.com" */
function isAddressAt(tokens: readonly Token[], at: number): boolean {
  const sign = tokens.slice(at, at + 7).findIndex(({ fold }) => fold === '@')
  return sign > 0 && tokens.slice(at + 1, at + sign).every(({ glued }) => glued)
}

function carriesLatin(tokens: readonly Token[], from: number, to: number): boolean {
  const token = tokens[to] as Token
  if (!/^\p{L}/u.test(token.text)) return false
  const known = FAMILY_NAMES.has(token.fold) || GIVEN_NAMES.has(token.fold)
  if (CAPITAL.test(tokens[from]?.text ?? '')) return CAPITAL.test(token.text)
  return (
    known ||
    (token.fold.length > 2 &&
      (isBoundary(tokens, to + 1) || isSpelledOut(tokens, to + 1) || isAddressAt(tokens, to + 1)))
  )
}
