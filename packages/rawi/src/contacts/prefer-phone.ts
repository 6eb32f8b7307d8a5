import { NOT_NAMES } from './not-names.ts'
import { ARABIC_FROM, type Token, wordSet } from './tokens.ts'

const LABEL_REACH = 6
const SAME: ReadonlyMap<string, string> = new Map(
  (
    [
      ['mobile', wordSet('mobile cell cellphone handy موبايل جوال خلوي خليوي نقال محمول موبايلي جوالي')],
      ['home', wordSet('home house landline land بيت دار ارضي أرضي منزل ثابت')],
      ['work', wordSet('work office business shop desk شغل عمل مكتب دوام محل شركة وظيفة')],
      ['personal', wordSet('personal private شخصي خاص')],
      ['regular', wordSet('regular normal عادي اتصال')],
      ['new', wordSet('new newer current جديد جديدة')],
      ['whatsapp', wordSet('whatsapp واتساب واتس')],
    ] as const
  ).flatMap(([kind, words]) => [...words].map((word): [string, string] => [word, kind])),
)
export const KINDS: ReadonlySet<string> = new Set(SAME.values())
const FIRST = wordSet('first الأول الاول اول الاولى الأولاني الاولانية الاولي former')
const SECOND = wordSet('second التاني الثاني تاني ثاني التانية الثانية latter')
const PREFER = wordSet(`
use stick keep leave prefer better best rather instead call reach ring text dial contact please
استخدم استخدموا استعمل احسن أحسن افضل أفضل الافضل الأحسن بفضل بفضّل خلي خليها خليه اعتمد اعتمدوا خل خلو سيب سيبها سيبه سيبوه رجعه رجعها رجعوه ارجعوا الأساسي الاساسي main primary احكوني كلموني اتصلوا اتصل دقوا حكوني حاكوني تواصلوا على ع رنوا
`)
/** خلوه، رجعها، كلموني: an order or a wish of what to do with the number. */
export const CHOOSING_VERB =
  /^[وف]?[ت]?(?:[بنت]?فضل|خل|سيب|رجع|ارجع|استخدم|اعتمد|استعمل|ابعت|بعت|ارسل|راسل|كلم|احك|حك|حاك|دق|اتصل|رن|تواصل|خابر|حط|سجل|طرش|خد|خذ)[وايه]{0,2}(?:ني|لي|ك|كم)?(?:ه|ها|و)?$/u
/** "… but now I'm on 206 …" */
const NOW = /^(?:now|هلق|هلا|الحين|دلوقتي|هسه|هسا|حاليا)$/u
const BETTER = wordSet('better best rather instead prefer أحسن احسن أفضل افضل الافضل الأحسن')
const OR = wordSet('or او أو ولا كمان also and')
const ALSO = wordSet('also another backup alternatively كمان ايضا أيضا برضو بردو احتياط تاني ثاني وتاني')

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
    ({ fold, kind }, at) =>
      fold === 'and' ||
      fold === 'or' ||
      fold === 'و' ||
      fold === 'او' ||
      (kind === 'mark' && at < before.length - 1 && fold !== '-'),
  )
  for (const { fold } of before.slice(boundary + 1)) addLabel(labels, fold)
  for (const { fold, kind } of tokens.slice(to, Math.min(ceiling, to + 4))) {
    if (kind === 'mark' || fold === 'and' || OR.has(fold) || /^و.{2}/u.test(fold)) break
    addLabel(labels, fold)
  }
  return labels
}

function addLabel(labels: Set<string>, fold: string): void {
  const kind = kindOf(fold, true)
  if (kind !== undefined) labels.add(kind)
}

/** The kind of number that a word names; with `any`, a word that names none stands for itself: السعودي. */
export function kindOf(fold: string, any: boolean): string | undefined {
  const bare =
    fold < ARABIC_FROM
      ? fold.endsWith("'s")
        ? fold.slice(0, -2)
        : fold
      : fold.replace(/^(?:و?عال(?=.{3})|و?بال(?=.{3})|و?لل|وال(?=.{3})|ال(?=.{3})|و|ع(?=ال)|ل(?=.{3}))/u, '')
  const same = SAME.get(fold) ?? SAME.get(bare)
  if (same !== undefined) return same
  return any && !NOT_NAMES.has(fold) && bare.length > 2 ? bare : undefined
}

/** The caller wants a number used, or is asked to choose one. */
export function isPreferring(tokens: readonly Token[]): boolean {
  return tokens.some(({ fold }) => PREFER.has(fold) || CHOOSING_VERB.test(fold) || /^عال.{3}/u.test(fold))
}

/** The number that follows is the better one; "or on 050…" only names another. */
export function isPreferred(gap: readonly Token[]): boolean {
  if (gap.some(({ fold }) => BETTER.has(fold)) || gap.at(-1)?.fold === 'so' || gap.some(({ fold }) => NOW.test(fold)))
    return true
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
