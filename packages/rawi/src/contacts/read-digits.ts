import { countOfDigits, dateOrAmount, isCodePrefix, isNoDigit } from './not-dialled.ts'
import {
  BEFORE_TEN,
  NUMBER_WORDS,
  type NumberWord,
  PLURAL_DIGITS,
  REPEAT_AFTER,
  REPEAT_BEFORE,
} from './number-words.ts'
import { isDefinite, type Token, withoutAnd, wordSet } from './tokens.ts'

/** One number as it was said: `25` for "twenty five", `555` for "triple five". */
export interface DigitGroup {
  readonly digits: string
  /** Tokens, the last one excluded. */
  readonly from: number
  readonly to: number
  /** What stands before it: nothing, a comma or a filler word, or the end of a sentence. */
  readonly pause: 0 | 1 | 2
  readonly spoken: boolean
}

/** Numbers that follow each other with nothing but pauses and fillers between them. */
export interface DigitRun {
  readonly groups: readonly DigitGroup[]
  readonly plus: boolean
  readonly from: number
  readonly to: number
}

/** Digits of one run at most; a longer one is no number that anybody dials. */
const GROUPS_MAX = 40
const FILLERS = wordSet(
  'و ثم بعدين وبعدين بعدها وبعدها بعد اه آه امم ايه يعني وبعد uh um er erm ah and then dash hyphen space شحطة شرطة فاصلة مسافة داش',
)
const PLUS_WORDS = wordSet('+ ＋ plus زائد زايد بلس موجب')
const WEAK_MARKS = new Set([',', '،', '-', '–', '—', '.', '(', ')', '/', '…', '‑', '·', '_'])
const STRONG_MARKS = new Set(['.', '!', '?', '؟', ';', '؛'])
const UNITS_OF_DIGITS = wordSet('digits digit numbers number ارقام رقم خانات خانة رقمين times مرات مرة')
const TIMES = wordSet('times مرات')
const OH = wordSet('o oh')
const AGAIN = wordSet('مكرر مكرره')

/** Every run of numbers in a turn, in order. */
export function digitRuns(tokens: readonly Token[]): DigitRun[] {
  const runs: DigitRun[] = []
  let groups: DigitGroup[] = []
  let plus = false
  let pause: 0 | 1 | 2 = 0
  const close = () => {
    const [first] = groups
    const last = groups.at(-1)
    if (first && last) runs.push({ groups, plus, from: first.from, to: last.to })
    groups = []
    plus = false
    pause = 0
  }
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as Token
    if (PLUS_WORDS.has(token.fold) && readGroup(tokens, at + 1, false)) {
      close()
      plus = true
      at++
      continue
    }
    const skipped = dateOrAmount(tokens, at) || countOfDigits(tokens, at)
    if (skipped > 0) {
      close()
      at += skipped
      continue
    }
    const group = readGroup(tokens, at, groups.length > 0)
    if (group) {
      if (groups.length >= GROUPS_MAX) close()
      groups.push({ ...group, pause })
      pause = 0
      at = group.to
      continue
    }
    if (groups.length > 0 || plus) {
      const between = pauseOf(tokens, at)
      if (between === undefined) close()
      else pause = Math.max(pause, between) as 0 | 1 | 2
    }
    at++
  }
  close()
  return runs
}

/** The digits of some groups in a row. */
export function digitsOf(groups: readonly DigitGroup[]): string {
  return groups.map(({ digits }) => digits).join('')
}

/** تسعمية تلاتة وتلاتين: a hundred with the number after it, though nobody said "and"; tried where the plain digits make no number. */
export function joinHundreds(groups: readonly DigitGroup[]): readonly DigitGroup[] {
  const joined: DigitGroup[] = []
  for (const group of groups) {
    const last = joined.at(-1)
    const rest =
      last?.spoken &&
      group.spoken &&
      group.pause === 0 &&
      /^[1-9]00$/.test(last.digits) &&
      /^[1-9]\d?$/.test(group.digits)
    if (last && rest) {
      joined[joined.length - 1] = { ...last, digits: String(Number(last.digits) + Number(group.digits)), to: group.to }
    } else joined.push(group)
  }
  return joined
}

/** How long a pause a token between two numbers is, or undefined where it ends the run. */
function pauseOf(tokens: readonly Token[], at: number): 0 | 1 | 2 | undefined {
  const token = tokens[at] as Token
  if (token.kind === 'mark') {
    const next = tokens[at + 1]
    if (token.fold === '.' && token.glued && next?.glued) return 0
    if (STRONG_MARKS.has(token.fold)) return 2
    if (token.fold === ',' || token.fold === '،' || token.fold === '…') return 1
    return WEAK_MARKS.has(token.fold) ? 0 : undefined
  }
  return FILLERS.has(token.fold) ? 1 : undefined
}

type Group = Omit<DigitGroup, 'pause'>

/** One number at a token, with what doubles it before or after. */
function readGroup(tokens: readonly Token[], at: number, inside: boolean): Group | undefined {
  // مكرر أربعة is said for دبل أربعة too, where no number stands before it.
  const repeat = REPEAT_BEFORE.get(tokens[at]?.fold ?? '') ?? (AGAIN.has(tokens[at]?.fold ?? '') ? 2 : undefined)
  if (repeat !== undefined) {
    const repeated = readPlain(tokens, at + 1, true)
    return repeated && { ...repeated, digits: repeated.digits.repeat(repeat), from: at }
  }
  const group = readPlain(tokens, at, inside)
  if (!group) return undefined
  const after = tokens[group.to]
  const times = NUMBER_WORDS.get(after?.fold ?? '')
  if (times?.kind === 'unit' && times.value > 1 && TIMES.has(tokens[group.to + 1]?.fold ?? '')) {
    return { ...group, digits: group.digits.repeat(times.value), to: group.to + 2 }
  }
  if (!after || !REPEAT_AFTER.has(after.fold)) return group
  const again = NUMBER_WORDS.get(tokens[group.to + 1]?.fold ?? '')
  if (again?.kind === 'unit' && TIMES.has(tokens[group.to + 2]?.fold ?? '')) {
    return { ...group, digits: group.digits.repeat(again.value), to: group.to + 3 }
  }
  return { ...group, digits: group.digits.repeat(2), to: group.to + 1 }
}

function readPlain(tokens: readonly Token[], at: number, inside: boolean): Group | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (token.kind === 'digits') {
    const before = tokens[at - 1]
    if (token.glued && before && before.kind === 'word' && /^[a-z]/.test(before.fold)) return undefined
    if (before && isCodePrefix(before)) return undefined
    const plural = PLURAL_DIGITS.get(tokens[at + 1]?.fold ?? '')
    if (plural !== undefined && token.fold.length === 1) {
      return { digits: String(plural).repeat(Number(token.fold)), from: at, to: at + 2, spoken: true }
    }
    if (token.fold.length <= 2 && UNITS_OF_DIGITS.has(tokens[at + 1]?.fold ?? '')) return undefined
    return { digits: token.fold, from: at, to: at + 1, spoken: false }
  }
  if (token.kind !== 'word') return undefined
  if (OH.has(token.fold)) {
    const beside = inside || numberAt(tokens, at + 1) !== undefined || REPEAT_BEFORE.has(tokens[at + 1]?.fold ?? '')
    return beside ? { digits: '0', from: at, to: at + 1, spoken: true } : undefined
  }
  return readSpoken(tokens, at)
}

/** The number word at a token; "and" before it counts as heard. */
function numberAt(tokens: readonly Token[], at: number): (NumberWord & { and: boolean; to: number }) | undefined {
  const token = tokens[at]
  if (!token) return undefined
  const teen = BEFORE_TEN.get(token.fold)
  if (teen && /^عشره?$/u.test(tokens[at + 1]?.fold ?? '')) return { kind: 'teen', value: teen, and: false, to: at + 2 }
  const own = NUMBER_WORDS.get(token.fold)
  if (own) return { ...own, and: false, to: at + 1 }
  if (token.fold === 'و' || token.fold === 'and') {
    const next = NUMBER_WORDS.get(tokens[at + 1]?.fold ?? '')
    return next && { ...next, and: true, to: at + 2 }
  }
  const article = isDefinite(token.fold) ? 2 : token.fold.startsWith('عال') && token.fold.length > 5 ? 3 : 0
  const tens = article === 0 ? undefined : NUMBER_WORDS.get(token.fold.slice(article))
  const replaced = tens?.kind === 'unit' && /^(?:بدل|بدال|مو|مش|مب|موب)$/u.test(tokens[at - 1]?.fold ?? '')
  if (tens?.kind === 'tens' || replaced) return { ...tens, and: false, to: at + 1 }
  const bare = withoutAnd(token.fold)
  const joined = bare === token.fold ? undefined : NUMBER_WORDS.get(bare)
  return joined && { ...joined, and: true, to: at + 1 }
}

function readSpoken(tokens: readonly Token[], at: number): Group | undefined {
  const first = numberAt(tokens, at)
  if (!first || (first.and && first.to > at + 1)) return undefined
  if (first.value === 1 && first.kind === 'unit' && isNoDigit(tokens, at)) return undefined
  const next = tokens[first.to]?.fold ?? ''
  const group = (value: string, to: number): Group => ({ digits: value, from: at, to, spoken: true })
  if (first.kind === 'pair') return group(String(first.value).repeat(2), first.to)
  if (first.kind === 'unit') {
    const plural = PLURAL_DIGITS.get(next)
    if (plural !== undefined && first.value > 1) return group(String(plural).repeat(first.value), first.to + 1)
    if (TIMES.has(next) && first.value > 1) {
      const repeated = readPlain(tokens, first.to + 1, true)
      return repeated && group(repeated.digits.repeat(first.value), repeated.to)
    }
    if (UNITS_OF_DIGITS.has(next)) return undefined
  }
  const small = belowHundred(tokens, at, first)
  const hundred = numberAt(tokens, small.to)
  // خمس مية is 500; خمسة، مية is 5 and 100.
  const counts = first.short || /^[a-z]/.test(tokens[at]?.fold ?? '')
  if (
    counts &&
    hundred?.kind === 'hundred' &&
    hundred.value === 100 &&
    !hundred.and &&
    small.value > 0 &&
    small.value < 100
  ) {
    return afterHundred(tokens, at, small.value * 100, hundred.to)
  }
  if (hundred?.kind === 'thousand' && !hundred.and && small.value > 0) {
    return afterThousand(tokens, at, small.value * hundred.value, hundred.to)
  }
  if (first.kind === 'thousand') return afterThousand(tokens, at, first.value, first.to)
  if (first.kind === 'hundred') return afterHundred(tokens, at, first.value, first.to)
  return group(small.digits, small.to)
}

/** خمسة وعشرين, twenty five, خمسة عشر: the number below a hundred that begins with a word. */
function belowHundred(
  tokens: readonly Token[],
  at: number,
  first: NumberWord & { to: number },
): { digits: string; value: number; to: number } {
  const english = /^[a-z]/.test(tokens[at]?.fold ?? '')
  const done = (value: number, to: number) => ({ digits: String(value), value, to })
  let after = first.to
  if (english && first.kind === 'tens' && tokens[after]?.fold === '-' && tokens[after]?.glued) after++
  const second = numberAt(tokens, after)
  if (!second) return done(first.value, first.to)
  if (first.kind === 'unit' && first.value > 0) {
    if (!english && second.and && second.kind === 'tens') return done(first.value + second.value, second.to)
    const ten = tokens[first.to]?.fold
    if (!english && first.value > 1 && (ten === 'عشر' || (ten === 'عشره' && first.short)))
      return done(first.value + 10, second.to)
  }
  if (english && first.kind === 'tens' && second.kind === 'unit' && second.value > 0 && !second.and) {
    return done(first.value + second.value, second.to)
  }
  return done(first.value, first.to)
}

/** تسعمية وثلاثة وثلاثين: Arabic joins with "and"; English joins tens without it. */
function afterHundred(tokens: readonly Token[], at: number, hundreds: number, to: number): Group {
  const english = /^[a-z]/.test(tokens[at]?.fold ?? '')
  const next = numberAt(tokens, to)
  const joins = next && (next.and || (english && (next.kind === 'tens' || next.kind === 'teen')))
  if (!next || !joins || !(next.kind === 'unit' || next.kind === 'teen' || next.kind === 'tens')) {
    return { digits: String(hundreds), from: at, to, spoken: true }
  }
  const rest = belowHundred(tokens, next.to - 1, next)
  return { digits: String(hundreds + rest.value), from: at, to: rest.to, spoken: true }
}

function afterThousand(tokens: readonly Token[], at: number, thousands: number, to: number): Group {
  const next = numberAt(tokens, to)
  const english = /^[a-z]/.test(tokens[at]?.fold ?? '')
  if (!next || !(next.and || english) || next.kind === 'thousand' || next.kind === 'pair') {
    return { digits: String(thousands), from: at, to, spoken: true }
  }
  const small = next.kind === 'hundred' ? undefined : belowHundred(tokens, next.to - 1, next)
  const again = small && numberAt(tokens, small.to)
  const rest =
    small && again?.kind === 'hundred' && again.value === 100
      ? afterHundred(tokens, next.to - 1, small.value * 100, again.to)
      : small
        ? { digits: small.digits, to: small.to }
        : afterHundred(tokens, next.to - 1, next.value, next.to)
  return { digits: String(thousands + Number(rest.digits)), from: at, to: rest.to, spoken: true }
}
