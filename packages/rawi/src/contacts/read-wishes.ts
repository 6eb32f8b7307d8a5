import type { OwnPhone } from './memory.ts'
import { CHOOSING_VERB, KINDS, kindOf } from './prefer-phone.ts'
import { type Token, withoutAnd, wordSet } from './tokens.ts'
import { DISCARDED } from './whose-words.ts'

/** What the clauses of a turn say of the caller's numbers. */
export interface Wishes {
  /** The number they ask to be called on. */
  readonly chosen: string | undefined
  /** The number they named first without saying more: an answer where the question was which one. */
  readonly named: string | undefined
  /** Numbers that are no use: nobody answers, no coverage, for the shop only. */
  readonly refused: ReadonlySet<string>
}

/** A number that a turn says itself. */
export interface SaidPhone {
  readonly e164: string
  readonly from: number
  readonly to: number
}

/** What is said of each of the numbers counts for less where nothing was asked: "the first" may be of anything. */
export interface Reading {
  readonly phones: readonly OwnPhone[]
  readonly said: readonly SaidPhone[]
  readonly current: string | undefined
  /** Which number to use was asked, or numbers stand in the turn: what is named is one of them. */
  readonly open: boolean
}

const FIRST = wordSet('first former الأول الاول الاولى الأولاني الاولانية الاولي')
const SECOND = wordSet('second latter التاني الثاني التانية الثانية')
const LAST = wordSet('last الأخير الاخير الأخيرة')
const OTHER = wordSet('other الآخر الاخر الآخرين غيره')
/** The same without the article, which is how a choice is answered. */
const PLACE_ANSWERED = new Map([...'أول اول'.split(' ').map((word) => [word, 0] as const), ['تاني', 1], ['ثاني', 1]])
const AFTER_PLACE = wordSet(`
one one's number number's line phone is was isn't has for though please then ideally because since as works would not if and or will doesn't can can't could does gets
`)
/** Words of a turn in which "the old one" answers which. */
const AGED_MAX = 6
const NUMBER_NOUN = /^(?:ال)?(?:رقم|خط|موبايل|جوال|نمره|تلفون)$/u

const CHOOSING = wordSet(`
use stick keep leave prefer preferably better best rather call reach ring text dial contact please try go ideally whatsapp message easier quicker safer
الأساسي الاساسي main primary دايما دائما مفتوح
`)
const BETTER = /^(?:ال)?(?:احسن|افضل|اضمن|اسرع|اريح|اقرب|اسهل)(?:لي|لك|لكم)?$/u
const ON = wordSet('على ع عليه عليها')
const NOT = wordSet(`
not don't dont doesn't isn't can't cannot won't never hardly rarely nobody nobody's noone without didn't wasn't
ما مو مش مب موب محدش محد ماحد ماحدا ماكو مفيش مافي مافيش مافيه بلاش بدون بلا ليس ماعاد مابرد مابيرد
`)
/** What makes a number no use, by itself. */
const USELESS = wordSet(`
voicemail dead disconnected broken cancelled canceled gone lost emergency emergencies old stolen unreliable terrible patchy daughter son wife husband secretary receptionist
مغلق مقفول مسكر مفصول مقطوع ملغي ملغى انلغى التغى اتلغى اتقفل انقفل تسكر ضاع ضاعت راح انكسر خربان عطلان ضعيفة ضعيف خلصان للطوارئ طوارئ قديم القديم القديمة بيفصل بيقفل بيتقفل بيسكر يفصل يقفل
`)
/** "The second's just for the shop", التاني بس للدوام. */
const ONLY = wordSet('just only بس فقط')
const FOR = /^(?:for|لل.{2,}|حق|تبع|مال|بتاع)$/u
/** A "not" that is none of the number: "no problem", ما عندي غيره. */
const HARMLESS = wordSet('problem problems mind sure else another غير غيره غيرو غيرها مشكلة مانع بأس فرق worries')
/** "If I don't pick up, try …": what follows is a second best. */
const IF = wordSet('if unless اذا إذا لو')
/** زي ما هو: as it is, where ما is no "not". */
const AS_IT_IS = /^(?:زي|متل|مثل|شبه|كيف|قد) ما$/u
const NO_USE = /^(?:signal|coverage|reception|one|answer|good|longer|service|credit|use)$/
const CONTRAST = wordSet(
  'but because cause since so though while بس لكن لأن لأنه لأنو لانه لانو اما أما وأما عشان علشان',
)
const POINTS = wordSet("that this it there that's it's هاد هادا هذا ده دا هيدا عليه هو فيه")
const CLAUSE_END = /^[.,،;؛!?؟:\n]$/u

/** Words of a clause that only names a number. */
const NAMING_MAX = 5

interface Clause {
  readonly words: Token[]
  phone: string | undefined
  said: boolean
  /** It begins a sentence. */
  readonly opens: boolean
  /** It speaks of a kind of number that is none of these. */
  unknown: boolean
}

/** Reads clause by clause which number is spoken of and whether the caller wants it used. */
export function wishesIn(tokens: readonly Token[], reading: Reading): Wishes {
  const refused = new Set<string>()
  let chosen: string | undefined
  let named: string | undefined
  /** The number spoken of last, and whether the turn says it itself. */
  let subject: string | undefined
  let subjectSaid = false
  let conditional = false
  for (const clause of clausesOf(tokens, reading)) {
    const points = clause.words.some(({ fold }) => POINTS.has(fold))
    if (clause.opens) conditional = false
    const phone = clause.phone ?? (clause.unknown || !(points || (subjectSaid && !clause.opens)) ? undefined : subject)
    const fallback = conditional
    conditional ||= clause.words.some(({ fold }) => IF.has(fold))
    if (phone === undefined) continue
    const verdict = conditional ? undefined : verdictOf(clause, reading.open)
    if (verdict === 'refused') {
      refused.add(phone)
      if (chosen === phone) chosen = undefined
    } else if (verdict === 'chosen' && !refused.has(phone)) chosen = phone
    else if (clause.phone && !clause.said && !fallback && clause.words.length <= NAMING_MAX) named ??= phone
    if (clause.phone) subjectSaid = clause.said
    subject = phone
  }
  return { chosen, named: named !== undefined && refused.has(named) ? undefined : named, refused }
}

function clausesOf(tokens: readonly Token[], reading: Reading): Clause[] {
  const clauses: Clause[] = []
  let clause: Clause = { words: [], phone: undefined, said: false, opens: true, unknown: false }
  let opens = false
  const begin = (words: Token[] = []) => {
    if (clause.words.length > 0 || clause.phone) {
      clauses.push(clause)
    }
    clause = { words, phone: undefined, said: false, opens, unknown: false }
  }
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    const said = reading.said.find(({ from }) => from === at)
    const pointing = clause.words.some(({ fold }) => POINTS.has(fold))
    const phone = said?.e164 ?? phoneNamed(tokens, at, reading, pointing)
    if (phone === null) {
      clause.unknown = clause.phone === undefined
      clause.words.push(token)
    } else if (phone !== undefined) {
      // "The second one is 050…" says which it is.
      if (said && !clause.said && clause.words.length <= NAMING_MAX) clause.phone = undefined
      if (clause.phone !== undefined && clause.phone !== phone) begin(leadingInto(clause))
      clause.phone = phone
      clause.said ||= said !== undefined
      if (said) at = said.to - 1
      else if (!/^(?:عال|ال)?قديم$|^old$/u.test(token.fold)) clause.words.push(token)
    } else if (CLAUSE_END.test(token.fold) || (CONTRAST.has(token.fold) && at < tokens.length - 1)) {
      opens = /^[.!?؟\n]$/u.test(token.fold)
      begin(token.fold === 'بس' ? [token] : [])
    } else clause.words.push(token)
  }
  begin()
  return clauses
}

/** Takes from a clause the words that speak of the number to come: "… the landline, not the", خلي. */
function leadingInto(clause: Clause): Token[] {
  const leads = (fold: string) =>
    CHOOSING.has(fold) || CHOOSING_VERB.test(fold) || NOT.has(fold) || DISCARDED.test(fold)
  const at = clause.words.findLastIndex(({ fold }) => leads(withoutAnd(fold)))
  // ٠١٠… ده الأساسي و٠١٢…: it points back.
  const back = clause.said && POINTS.has(clause.words[at - 1]?.fold ?? '')
  const near = at >= 0 && at >= clause.words.length - 4 && at > 0 && !back
  return near ? clause.words.splice(at) : []
}

function verdictOf({ words, phone, said }: Clause, open: boolean): 'chosen' | 'refused' | undefined {
  const folds = words.map(({ fold }) => fold.replace(/^و(?=.{3})/u, ''))
  const isNot = (fold: string, at: number) =>
    (NOT.has(fold) && !AS_IT_IS.test(`${folds[at - 1] ?? ''} ${fold}`)) ||
    (DISCARDED.test(fold) && phone !== undefined) ||
    (fold === 'rid' && folds[at + 1] === 'of') ||
    (fold === 'no' && NO_USE.test(folds[at + 1] ?? '')) ||
    (fold === 'لا' && at > 0 && at === folds.length - 1) ||
    (fold === 'off' && /^(?:is|turn|turned|switch|switched|it|powered|it's|phone)$/.test(folds[at - 1] ?? ''))
  const has = (list: ReadonlySet<string>) => folds.some((fold) => list.has(fold))
  if (has(HARMLESS)) return undefined
  if (phone !== undefined && has(ONLY) && folds.some((fold) => FOR.test(fold))) return 'refused'
  if (folds.some((fold, at) => USELESS.has(fold) && !NOT.has(folds[at - 1] ?? ''))) return 'refused'
  const denied = folds.findIndex(isNot)
  if (denied >= 0 && (folds.length > denied + 1 || denied > 0)) return folds.length > 1 ? 'refused' : undefined
  if (phone === undefined && !has(POINTS)) return undefined
  const wanted =
    has(CHOOSING) || folds.some((fold) => CHOOSING_VERB.test(fold)) || folds.some((fold) => BETTER.test(fold))
  return wanted || (open && !said && folds.some((fold) => ON.has(fold) || /^عال.{3}/u.test(fold)))
    ? 'chosen'
    : undefined
}

/** The number that a word names by its place or its kind: the first, the other one, the cell; null where they have none of that kind. */
function phoneNamed(
  tokens: readonly Token[],
  at: number,
  { phones, current, open, said }: Reading,
  pointing: boolean,
): string | null | undefined {
  const word = tokens[at]?.fold.replace(/'s$/, '') ?? ''
  const fold = word.replace(/^[وف]?(?:عال|بال|لل)/u, 'ال').replace(/^و(?=ال)/u, '')
  const english = /^[a-z]/.test(fold)
  const [before, after] = [tokens[at - 1], tokens[at + 1]]
  const last = said.length === 0 ? phones.at(-1) : phones.find(({ e164 }) => e164 === said.at(-1)?.e164)
  const place = FIRST.has(fold) ? 0 : SECOND.has(fold) ? 1 : undefined
  if (place !== undefined || LAST.has(fold) || OTHER.has(fold)) {
    const alone = after?.kind !== 'word' || AFTER_PLACE.has(after.fold) || (fold === 'other' && open)
    if (english && (!alone || before?.fold === 'a')) return undefined
    if (!english && before?.kind === 'word' && /^ال.{2}/u.test(before.fold) && !NUMBER_NOUN.test(before.fold))
      return undefined
    if (OTHER.has(fold)) return phones.findLast(({ e164 }) => e164 !== current)?.e164
    return (place === undefined ? last : phones[place])?.e164
  }
  if (
    open &&
    !pointing &&
    tokens.length <= AGED_MAX &&
    (fold === 'القديم' || (fold === 'old' && after?.fold === 'one'))
  )
    return (phones.find(({ labels }) => labels.has('old')) ?? phones[0])?.e164
  const answered = open && tokens.length <= 4 ? PLACE_ANSWERED.get(fold) : undefined
  if (answered !== undefined) return phones[answered]?.e164
  const kind = kindOf(word, at >= (said.at(-1)?.to ?? 0))
  if (kind === undefined || pointing) return undefined
  const called = phones.filter(({ labels }) => labels.has(kind))
  if (called.length === 1) return called[0]?.e164
  if (called.length > 0 || !KINDS.has(kind)) return undefined
  const plain = phones.filter(({ labels }) => ![...labels].some((label) => KINDS.has(label)))
  return plain.length === 1 && open ? (plain[0]?.e164 ?? null) : null
}
