import type { Finding } from './find-names.ts'
import type { Heard } from './heard-turn.ts'
import { cueAt } from './name-cues.ts'
import { RELATIVES, TITLES } from './not-names.ts'
import { readName, type SpokenName } from './read-names.ts'
import { type Token, withAnd, wordSet } from './tokens.ts'

/** Words that say in whose name something is, at most this many in a turn. */
const CUES_MAX = 4
const WORDS_BACK = 4
/** Words between "I am" and the name, itself included: أنا حفيدها إيلي. */
const SELF_REACH = 2
/** The father, the wife: somebody of the house, after "in the name of". */
const OF_THE_HOUSE = wordSet(
  'الوالد الوالدة المدام الزوجة الزوج الأب الاب الأم الام الأخ الاخ الأخت الاخت الابن البنت الولد العيال الأولاد الجماعة العروس العريس الخطيبة الخطيب الحجي الحجة المرة المره الست العم الخال الجد الجدة أخويه ابويه اميه اختيه بابا ماما خويا بويا مولاي',
)
const IN_NAME_OF = /^(?:ع?[اب]?اسم|بسم)$/u
const SELF = withAnd("انا اني معك معكم معاك معاكم معاج معج معكن وياك وياكم وياج i'm im am it's")
const REFUSES =
  / (?:لا ت|(?:ما|مش|مو|مب|موب|ماني|مني|بلاش|مابي|بدون ما|بلا ما)(?: [^ .،,]+){0,2} [اتنبي]?)(?:كتب|سجل|قول|قل|ذكر|عطي|احكي|حكي|حط|دون)[^ ]*(?: [^ .،,]+)? (?:اسمي |الاسم |اسماء |اسامي |اسم (?=[.،,]|$))| (?:بلا|بدون|بلاش|من غير|من دون|ما في داعي|ماكو داعي|مالوش لزوم|ما في لزوم) (?:ذكر |ل|لل)?(?:اسم|اسمي|اسماء|اسامي|الاسم|الاسماء|اسما) /u

/** باسم الوالد، أبو غسان: the name is that of a relative, for whom something is. */
export function isOfNamedRelative(tokens: readonly Token[], { from }: SpokenName): boolean {
  for (let at = from - 1; at >= Math.max(0, from - WORDS_BACK); at--) {
    const { kind, fold } = tokens[at] as Token
    if (kind === 'mark') {
      if (!/^[,،:]$/.test(fold)) return false
      continue
    }
    const relative = RELATIVES.has(fold) || OF_THE_HOUSE.has(fold)
    if (relative && IN_NAME_OF.test(tokens[at - 1]?.fold ?? '') && tokens[at - 2]?.fold !== 'على') return true
    if (!relative && !TITLES.has(fold)) return false
  }
  return false
}

/** الخط باسم وليد، وأنا سامر: whoever it is registered to, where the caller names themselves after it. */
export function withoutOwner(tokens: readonly Token[], findings: readonly Finding[]): Finding[] {
  const self = findings.findLast(
    ({ kind, name }) =>
      kind === 'weak' &&
      tokens.slice(Math.max(0, name.from - SELF_REACH), name.from).some(({ fold }) => SELF.has(fold)),
  )
  const isOwner = ({ kind, name }: Finding) =>
    kind === 'asked' && self && name.to < self.name.from && tokens[name.from]?.fold !== tokens[self.name.from]?.fold
  return findings.filter((finding) => !isOwner(finding))
}

/** باسم لطيفة الشامسي، أنا لطيفة: the caller's name as it was said in full for what it is for. */
export function nameInFull(tokens: readonly Token[]): SpokenName | undefined {
  let cues = 0
  for (let at = 0; at < tokens.length && cues < CUES_MAX; at++) {
    const cue = cueAt(tokens, at)
    if (cue?.kind !== 'asked' || /^و?مع$/u.test(tokens[at]?.fold ?? '')) continue
    cues++
    const name = readName(tokens, cue.at, 'strong')
    if (name === undefined || name.to - name.from < 2) continue
    const first = tokens[name.from]?.fold
    const again = tokens.findIndex(({ fold }, place) => fold === first && SELF.has(tokens[place - 1]?.fold ?? ''))
    if (again >= 0 && (again < name.from || again >= name.to)) return name
  }
  return undefined
}

/** لا تكتب اسمي، بلا أسماء: the caller will not say who they are. */
export function refusesName({ tokens, said }: Heard): boolean {
  const own = tokens.filter(({ fold }) => fold === 'اسمي' || fold === 'واسمي').length
  return own < 2 && REFUSES.test(said)
}
