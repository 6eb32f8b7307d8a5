import type { OwnPhone } from './memory.ts'
import { NOT_NAMES } from './not-names.ts'
import { type Token, wordSet } from './tokens.ts'

const LABEL_REACH = 6
const SAME: readonly [string, ReadonlySet<string>][] = [
  ['mobile', wordSet('mobile cell cellphone موبايل جوال خلوي خليوي نقال محمول موبايلي جوالي')],
  ['home', wordSet('home house landline land بيت ارضي أرضي منزل ثابت')],
  ['work', wordSet('work office business شغل عمل مكتب دوام')],
  ['whatsapp', wordSet('whatsapp واتساب واتس')],
]
const FIRST = wordSet('first الأول الاول اول الاولى الأولاني الاولانية الاولي former')
const SECOND = wordSet('second التاني الثاني تاني ثاني التانية الثانية latter')
const OTHER = wordSet('other الآخر الاخر الآخرين غيره التاني الثاني')
const PREFER = wordSet(`
use stick keep leave prefer better best rather instead call reach ring text dial contact please
استخدم استخدموا استعمل احسن أحسن افضل أفضل الافضل الأحسن بفضل بفضّل خلي خليها خليه اعتمد اعتمدوا خل خلو سيب سيبها سيبه سيبوه رجعه رجعها رجعوه ارجعوا الأساسي الاساسي main primary احكوني كلموني اتصلوا اتصل دقوا حكوني حاكوني تواصلوا على ع رنوا
`)
const BETTER = wordSet('better best rather instead prefer أحسن احسن أفضل افضل الافضل الأحسن')
const OR = wordSet('or او أو ولا كمان also and')
const ALSO = wordSet('also another backup alternatively كمان ايضا أيضا برضو بردو احتياط تاني ثاني وتاني')

const DENIED = wordSet('not مو مش مب موب بلاش')
const BETWEEN = wordSet("one one's number number's line رقم is has was هو صار هاد هذا ده")
const UNUSED = wordSet(
  'لا لأ قديم ملغي مفصول مقطوع مسكر مقفول خربان عطلان ضاع راح ما مو مش مب موب old dead gone off broken disconnected no not',
)

/** What a number was called by the words before it. */
export function labelsOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  floor: number,
  ceiling: number,
): Set<string> {
  const labels = new Set<string>()
  const before = tokens.slice(Math.max(floor, from - LABEL_REACH), from)
  const boundary = before.findLastIndex(
    ({ fold }, at) => /^(?:and|or|او)$/.test(fold) || (at < before.length - 1 && /^[,،.]$/.test(fold)),
  )
  for (const { fold } of before.slice(boundary + 1)) addLabel(labels, fold)
  for (const { fold, kind } of tokens.slice(to, Math.min(ceiling, to + 4))) {
    if (kind === 'mark' || fold === 'and' || OR.has(fold) || /^و.{2}/u.test(fold)) break
    addLabel(labels, fold)
  }
  return labels
}

function addLabel(labels: Set<string>, fold: string): void {
  const bare = fold.replace(/'s$/, '').replace(/^(?:عال|بال|لل|وال|ال|و|ع(?=ال))/u, '')
  const same = SAME.find(([, words]) => words.has(fold) || words.has(bare))
  if (same) labels.add(same[0])
  else if (!NOT_NAMES.has(fold) && bare.length > 2) labels.add(bare)
}

/** The caller wants a number used, or is asked to choose one. */
export function isPreferring(tokens: readonly Token[]): boolean {
  return tokens.some(({ fold }) => PREFER.has(fold) || /^عال.{3}/u.test(fold))
}

/** The number that follows is the better one; "or on 050…" only names another. */
export function isPreferred(gap: readonly Token[]): boolean {
  if (gap.some(({ fold }) => BETTER.has(fold))) return true
  return isPreferring(gap) && !gap.some(({ fold }) => OR.has(fold))
}

/** A number that only comes beside the one before: "I also have". */
export function isBeside(tokens: readonly Token[]): boolean {
  return tokens.some(({ fold }) => ALSO.has(fold))
}

/** Which of two the words name by its place: the first, the second one. */
export function chosenPlace(tokens: readonly Token[]): 0 | 1 | undefined {
  const at = tokens.findIndex(({ fold }) => FIRST.has(fold) || SECOND.has(fold))
  return at < 0 ? undefined : FIRST.has(tokens[at]?.fold ?? '') ? 0 : 1
}

/** "Not the first one", الأول قديم، الأول لا: the number that is named is the one they do not mean. */
function isRefused(tokens: readonly Token[], at: number): boolean {
  if (tokens.slice(Math.max(0, at - 2), at).some(({ fold }) => DENIED.has(fold))) return true
  const next = tokens.slice(at + 1, at + 4).findIndex(({ fold }) => !BETWEEN.has(fold))
  return next >= 0 && UNUSED.has(tokens[at + 1 + next]?.fold ?? '')
}

/** Which of the caller's numbers the words choose, if they do: the first, the other one, the cell. */
export function chosenPhone(
  tokens: readonly Token[],
  phones: readonly OwnPhone[],
  current: string | undefined,
): OwnPhone | undefined {
  if (phones.length < 2) return undefined
  for (const [at, token] of tokens.entries()) {
    const fold = token.fold.replace(/^[وف]?(?:عال|بال|لل)/u, 'ال')
    const refused = isRefused(tokens, at)
    let chosen: OwnPhone | undefined
    if (FIRST.has(fold)) chosen = phones[0]
    else if (SECOND.has(fold)) chosen = phones[1]
    else if (OTHER.has(fold)) chosen = phones.findLast(({ e164 }) => e164 !== current)
    else {
      const labels = new Set<string>()
      addLabel(labels, token.fold)
      const [label] = labels
      const called = phones.filter((phone) => label !== undefined && phone.labels.has(label))
      if (called.length === 1) chosen = called[0]
    }
    if (chosen && refused) return phones.find(({ e164 }) => e164 !== chosen?.e164)
    if (chosen) return chosen
  }
  return undefined
}
