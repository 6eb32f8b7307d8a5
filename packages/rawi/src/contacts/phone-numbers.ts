import { type Dialled, parseNumber } from './phone.ts'
import { type DigitGroup, type DigitRun, digitsOf, joinHundreds } from './read-digits.ts'
import { type Token, wordSet } from './tokens.ts'

/** A number that can be dialled, and the groups of its run that say it. */
export interface SpokenPhone {
  readonly e164: string
  readonly groups: readonly DigitGroup[]
  readonly from: number
  readonly to: number
}

/** Numbers nobody is called back on: hotlines and services. */
const NOT_A_PERSON: ReadonlySet<string> = new Set([
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'UAN',
  'VOICEMAIL',
  'PAGER',
])
/** Digits of a number with its country code, at least and at most, and with 00 or a trunk 0 before it. */
const DIGITS_MIN = 7
/** Parts beside a number that are left out at most. */
const LEFT_OUT_MAX = 3
const DIGITS_MAX = 17
/** Numbers that are checked in one turn at most; the parser is what costs. */
const CHECKS_MAX = 24
const LOOKS_MAX = 48
/** Digits, as they were said, from which on a hundred may have taken in the number after it: with fewer, more are still to come. */
export const JOINED_FROM = 10

const REGION_WORDS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['SY', wordSet('سوري السوري سورية سوريا syrian syria')],
      ['LB', wordSet('لبناني اللبناني لبنان lebanese lebanon')],
      ['JO', wordSet('أردني الأردني الأردن jordanian jordan')],
      ['SA', wordSet('سعودي السعودي السعودية saudi')],
      ['AE', wordSet('إماراتي الإماراتي الإمارات emirati uae')],
      ['EG', wordSet('مصري المصري مصر egyptian egypt')],
      ['IQ', wordSet('عراقي العراقي العراق iraqi iraq')],
      ['KW', wordSet('كويتي الكويتي الكويت kuwaiti kuwait')],
      ['QA', wordSet('قطري القطري قطر qatari qatar')],
      ['OM', wordSet('عماني العماني omani oman')],
      ['BH', wordSet('بحريني البحريني البحرين bahraini bahrain')],
      ['TR', wordSet('تركي التركي تركيا turkish turkey')],
      ['DE', wordSet('ألماني الألماني ألمانيا german germany')],
      ['FR', wordSet('فرنسي الفرنسي فرنسا french france')],
      ['GB', wordSet('بريطاني البريطاني بريطانيا british uk english')],
      ['US', wordSet('أمريكي الأمريكي أمريكا american us')],
      ['CA', wordSet('كندي الكندي كندا canadian canada')],
    ] as const
  ).flatMap(([region, words]) => [...words].map((word): [string, string] => [word, region])),
)

/** Reads numbers of one turn, with a bound on how many are tried. */
export interface PhoneReader {
  /** The digits as a number that can be dialled; `hint` is another region that the caller named. */
  e164(digits: string, plus: boolean, hint?: string): string | undefined
}

export function phoneReader(region: string): PhoneReader {
  let checks = CHECKS_MAX
  const known = new Map<string, string | undefined>()
  let looks = LOOKS_MAX
  const checked = (written: string, in_: string) => {
    if (looks-- <= 0) return undefined
    const key = `${in_}${written}`
    if (!known.has(key) && checks-- > 0) known.set(key, personal(parseNumber(written, in_)))
    return known.get(key)
  }
  return {
    e164(digits, plus, hint) {
      if (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX) return undefined
      const written = plus ? `+${digits}` : digits
      return (hint && checked(written, hint)) || checked(written, region)
    },
  }
}

function personal(number: Dialled | undefined): string | undefined {
  return number && !NOT_A_PERSON.has(number.type) ? number.e164 : undefined
}

/** A region that is named beside a number: "my Saudi number". */
export function regionNamed(words: readonly Token[]): string | undefined {
  for (const { fold } of words) {
    const region = REGION_WORDS.get(fold)
    if (region) return region
  }
  return undefined
}

/** The numbers of a run: all of it, or else its parts where the caller made a pause; a number is never cut out of a longer one. */
export function phonesInRun(run: DigitRun, reader: PhoneReader, hint?: string): SpokenPhone[] {
  const whole = spoken(run.groups, run.plus, reader, hint)
  if (whole) return [whole]
  const joined = joinHundreds(run.groups)
  const long = joined.length < run.groups.length && digitsOf(run.groups).length >= JOINED_FROM
  const fewer = long && spoken(joined, run.plus, reader, hint)
  if (fewer) return [fewer]
  const sentences = split(run.groups, 2)
  if (sentences.length > 1) {
    return sentences.flatMap((groups, at) =>
      phonesInRun({ groups, plus: run.plus && at === 0, from: run.from, to: run.to }, reader, hint),
    )
  }
  const written = run.groups.flatMap((group) =>
    !group.spoken && group.digits.length >= DIGITS_MIN ? (spoken([group], false, reader, hint) ?? []) : [],
  )
  if (written.length > 0) return written
  return fullParts(split(run.groups, 1), run.plus, reader, hint)
}

/** "It ends with 54, 050 …": the whole number after the digits that were named first, and a comma. */
export function phoneAfterFirst(run: DigitRun, reader: PhoneReader, hint?: string): SpokenPhone[] {
  const [, ...rest] = split(run.groups, 1)
  const phone = spoken(rest.flat(), false, reader, hint)
  return phone ? [phone] : []
}

/** "06 04 1988, and 702 555 0119", where both were asked for: the number among the parts before it or after it. */
export function phoneAmongParts(run: DigitRun, reader: PhoneReader, hint?: string): SpokenPhone[] {
  const parts = split(run.groups, 1)
  for (let left = 1; left < Math.min(parts.length, LEFT_OUT_MAX + 1); left++) {
    const phone =
      spoken(parts.slice(left).flat(), false, reader, hint) ??
      spoken(parts.slice(0, -left).flat(), run.plus, reader, hint)
    if (phone) return [phone]
  }
  return []
}

/** Parts between commas, joined from the left until they make a number; what is left over spoils it. */
function fullParts(parts: DigitGroup[][], plus: boolean, reader: PhoneReader, hint?: string): SpokenPhone[] {
  const found: SpokenPhone[] = []
  for (let from = 0; from < parts.length; ) {
    let taken = 0
    let phone: SpokenPhone | undefined
    for (let to = from + 1; to <= parts.length; to++) {
      const groups = parts.slice(from, to).flat()
      if (digitsOf(groups).length > DIGITS_MAX) break
      const longer = spoken(groups, plus && from === 0, reader, hint)
      if (longer) {
        phone = longer
        taken = to - from
      }
    }
    if (!phone) {
      const rest = digitsOf(parts.slice(from).flat())
      // "… 7216, seven two": a part of it again.
      const again = rest.length < DIGITS_MIN && found.at(-1)?.e164.includes(rest)
      return found.length > 0 && rest.length < DIGITS_MIN && !again ? [] : found
    }
    found.push(phone)
    from += taken
  }
  return found
}

function spoken(
  groups: readonly DigitGroup[],
  plus: boolean,
  reader: PhoneReader,
  hint: string | undefined,
): SpokenPhone | undefined {
  const e164 = reader.e164(digitsOf(groups), plus, hint)
  const [first] = groups
  const last = groups.at(-1)
  return e164 !== undefined && first && last ? { e164, groups, from: first.from, to: last.to } : undefined
}

function split(groups: readonly DigitGroup[], pause: 1 | 2): DigitGroup[][] {
  const parts: DigitGroup[][] = []
  for (const group of groups) {
    const last = parts.at(-1)
    if (last && group.pause < pause) last.push(group)
    else parts.push([group])
  }
  return parts
}
