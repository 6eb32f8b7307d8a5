import { CHECKING, GREETED, NAME_ASKED, NUMBER_OF, OWN_NAME_BEFORE, SELF } from './agent-words.ts'
import { WITH_YOU } from './find-names.ts'
import { GIVEN_NAMES, NAME_OPENERS } from './given-names.ts'
import type { Offered } from './hear-agent.ts'
import { cueAt } from './name-cues.ts'
import { isBoundary, isNotName } from './name-words.ts'
import { TITLES } from './not-names.ts'
import { readName } from './read-names.ts'
import { isQuestionMark, type Token, wordSet } from './tokens.ts'

/** The last words of what NAME_ASKED finds: most words need no more of a look. */
const ASKING_LAST =
  /^(?:معي|معاي|معايا|اسمك|اسم|باسم|الاسم|حضرتك|انت|انتي|مع|to|with|is|as|name|name's|still|that's|it's|this|it|you're|are|so)$/u

/** Names in an agent's turn: its own, those it calls somebody, and the one it asks about. */
export function namesIn(
  tokens: readonly Token[],
  said: string,
  currentName: string | undefined,
  taken: (at: number) => boolean,
): { own: string[]; all: string[]; readBack?: Offered; called?: Offered } {
  const own: string[] = []
  const all: string[] = []
  let readBack: Offered | undefined
  let called: Offered | undefined
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (
      token.kind !== 'word' ||
      taken(at) ||
      isInAddress(tokens, at) ||
      (/^سيده?$/u.test(token.fold) && tokens[at + 1]?.kind === 'word')
    )
      continue
    const before = tokens[at - 1]?.fold ?? ''
    const cue = SELF.test(token.fold) || introduces(tokens, at) ? cueAt(tokens, at) : undefined
    const asking = cue && / (?:is this|am i) $/.test(foldsBefore(tokens, at))
    if (cue && !asking && (cue.kind === 'strong' || cue.kind === 'weak')) {
      const name = readName(tokens, cue.at, cue.kind)
      if (name && !(OWN_NAME_BEFORE.test(token.fold) && / (?:انت) $/.test(foldsBefore(tokens, at)))) {
        own.push(...name.value.split(' '))
        at = name.to - 1
        continue
      }
    }
    if (
      before === 'reached' ||
      (before === 'for' && tokens[at - 2]?.fold === 'ask') ||
      (before === 'to' && tokens[at - 2]?.fold === 'through')
    ) {
      const name = readName(tokens, at, 'known')
      if (name?.from === at) {
        own.push(...name.value.split(' '))
        at = name.to - 1
        continue
      }
    }
    const titled = TITLES.has(before) || (before === '.' && TITLES.has(tokens[at - 2]?.fold ?? ''))
    const opens = titled ? at - (before === '.' ? 2 : 1) : at
    const still = tokens[opens - 1]?.fold === 'still' && isWrittenAsName(tokens, opens)
    const asked =
      still || (ASKING_LAST.test(tokens[opens - 1]?.fold ?? '') && NAME_ASKED.test(foldsBefore(tokens, opens)))
    const known =
      GIVEN_NAMES.has(token.fold) || NAME_OPENERS.has(token.fold) || token.fold === currentName || isGreeted(tokens, at)
    if (!known && !titled && !asked) continue
    // "… when it's restored.": who writes capitals writes names with them.
    if (!known && !titled && /^[a-z]/.test(token.text) && /^\p{Lu}/u.test(tokens[0]?.text ?? '')) continue
    // هلا مشاعل: "hello", not a Hala.
    if (token.fold === 'هلا' && at === 0 && tokens[1]?.kind === 'word' && !isNotName(tokens[1].fold)) continue
    // باسم عماد: "in the name of", not a Basem.
    if (token.fold === 'باسم' && GIVEN_NAMES.has(tokens[at + 1]?.fold ?? '')) continue
    const name = readName(
      tokens,
      at,
      asked || titled || token.fold === currentName || isGreeted(tokens, at) ? 'strong' : 'known',
    )
    if (!name || name.from !== at) continue
    if (WITH_YOU.has(tokens[name.to]?.fold ?? '') && !isQuestionMark(tokens[name.to + 1]?.fold ?? '')) {
      own.push(...name.value.split(' '))
      at = name.to
      continue
    }
    if (isAnothers(tokens, opens, name.to) || isNobody(tokens, opens)) {
      at = name.to - 1
      continue
    }
    all.push(name.value)
    const offered = { value: name.value, raw: name.value, tokens: tokens.slice(name.from, name.to) }
    called = all.length === 1 ? offered : undefined
    if (NUMBER_OF.test(before)) continue
    const greeted =
      GREETED.test(foldBeforeTitle(tokens, at)) &&
      !asked &&
      !isWholeQuestion(tokens) &&
      !isCheckedAfter(tokens, name.to)
    if (!greeted && CHECKING.test(said) && !isPlace(tokens, at) && !isAskedAbout(tokens, opens, name.to))
      // "… باسم ميشال كفوري، حضرتك ميشال؟": the whole name is in question.
      readBack = readBack?.value.startsWith(`${name.value} `) ? readBack : offered
    at = name.to - 1
  }
  return { own, all, ...(readBack && { readBack }), ...(called && { called }) }
}

/** مع حضرتك منى من خدمة العملاء: as Egypt says "this is Mona", where no question mark follows the name. */
function introduces(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.fold !== 'مع' || !/^(?:حضرتك|حضرتكم|جنابك|سيادتك)$/u.test(tokens[at + 1]?.fold ?? '')) return false
  const name = readName(tokens, at + 2, 'strong')
  return name !== undefined && !isQuestionMark(tokens[name.to]?.fold ?? '')
}

/** "Still Armen Petrosyan, correct?": two words with capitals and then a mark. */
function isWrittenAsName(tokens: readonly Token[], at: number): boolean {
  const capital = (token: Token | undefined) => /^\p{Lu}\p{Ll}/u.test(token?.text ?? '')
  return capital(tokens[at]) && capital(tokens[at + 1]) && tokens[at + 2]?.kind === 'mark'
}

const MAIL_HOUSE = /^(?:ع?ال)?(?:gmail|hotmail|outlook|yahoo|icloud|جيميل|هوتميل|اوتلوك|ياهو|ايكلاود)$/u

/** "mo dot farah", "zoe at studio nine dot design", dina88 على جيميل: a word of an address. */
function isInAddress(tokens: readonly Token[], at: number): boolean {
  const signed = (on: number) =>
    /^[._@]$/.test(tokens[on]?.fold ?? '') &&
    tokens[on]?.glued &&
    tokens[on + 1]?.glued &&
    tokens[on + 1]?.kind !== 'mark'
  const next = tokens[at + 1]
  if (
    /^[a-z]/.test(tokens[at]?.fold ?? '') &&
    (signed(at + 1) || signed(at - 1) || (next?.glued && next.kind === 'digits'))
  )
    return true
  const on = /^(?:على|ع|at|on)$/u.test(next?.fold ?? '') ? at + 2 : at + 1
  if (MAIL_HOUSE.test(tokens[on]?.fold ?? '')) return true
  const sign = (place: number) => /^(?:dot|underscore|dash|hyphen|نقطه|دوت|اندرسكور)$/u.test(tokens[place]?.fold ?? '')
  const host = /^(?:at|@)$/.test(tokens[at + 1]?.fold ?? '')
  return sign(at - 1) || sign(at + 1) || (host && [3, 4, 5].some((on) => sign(at + on)))
}

/** "… for you, Orla Keane was it?" */
function isCheckedAfter(tokens: readonly Token[], at: number): boolean {
  const rest = tokens.slice(at, at + 4).map(({ fold }) => fold)
  return /^(?:, )?(?:(?:was|is|wasn't|isn't) (?:it|that)|right|correct)(?: [?])?$/.test(
    rest.slice(0, rest.indexOf('?') + 1).join(' '),
  )
}

/** "Is Tobi poorly?", "does Sam know?": somebody who is spoken of. */
function isAskedAbout(tokens: readonly Token[], from: number, to: number): boolean {
  const next = tokens[to]
  const stands =
    /^(?:right|correct|speaking|calling|here|still|that|your|there|ok|okay|or|the|on|with|yes|is|as|a|an|how)$/
  return (
    /^(?:is|does|did|has|was|will|can)$/.test(tokens[from - 1]?.fold ?? '') &&
    next?.kind === 'word' &&
    !stands.test(next.fold) &&
    !/ (?:this|that|name|it) $/.test(foldsBefore(tokens, from - 1))
  )
}

/** "The Aurora desk lamp", ميم متل مريم, لما يوصل: a thing, a letter, or "when". */
function isNobody(tokens: readonly Token[], at: number): boolean {
  const [before, next] = [tokens[at - 1]?.fold ?? '', tokens[at + 1]]
  if (/^(?:متل|مثل|زي)$/u.test(before) || (before === 'in' && tokens[at - 2]?.fold === 'as')) return true
  if (tokens[at]?.text === 'لما') return next?.kind === 'word' && /^[يتنب]/u.test(next.fold)
  return before === 'the' && next?.kind === 'word' && /^[a-z]/.test(next.text)
}

/** Who comes to the caller, or is visited by them. */
const AT_WORK =
  / (?:driver|courier|rider|technician|engineer|electrician|plumber|installer|inspector|fitter|mechanic|doctor|dentist|nurse|surgeon|vet|therapist|physio|midwife|teacher|tutor|instructor|trainer|coach|stylist|barber|hairdresser|therapist|colleague|supervisor|consultant|adviser|advisor|guide|gp)(?:'s| is| was| will be| today is| tomorrow is| called| named| is called|'s called|'s name is| ,)? $/
const DOCTORS = /^(?:dr|doctor|prof|professor|nurse)$/
/** What the caller may be called after their name. */
const CALLER =
  /^(?:account|card|policy|customer|caller|client|owner|holder|patient|tenant|guest|member|one|name|lady|gentleman|mother|father|parent|mum|mom|mam|dad|buyer|sender|recipient|person|full)$/

/** "The driver is Callum", "Dr. Patel at nine", "Biscuit, the spaniel": somebody else, of whom the agent speaks. */
function isAnothers(tokens: readonly Token[], from: number, to: number): boolean {
  const [next, article] = [tokens[to], tokens[to + 1]]
  const doctor = DOCTORS.test(tokens[from]?.fold ?? '')
  if (doctor && /^(?:at|on|in|for|will|has|can|tomorrow|today|next|this)$/.test(next?.fold ?? '')) return true
  if (next?.fold === ',' && /^(?:the|a|our|your)$/.test(article?.fold ?? '')) {
    const what = tokens.slice(to + 2, to + 5).findIndex(({ kind }) => kind !== 'word')
    const words = tokens.slice(to + 2, to + 2 + (what < 0 ? 3 : what))
    if (words.length > 0 && words.length < 3 && !words.some(({ fold }) => CALLER.test(fold))) return true
  }
  if (isAtWork(tokens, from)) return true
  const before = ` ${tokens
    .slice(Math.max(0, from - 5), from)
    .map(({ fold }) => fold)
    .join(' ')} `
  return AT_WORK.test(before)
}

const WORKERS = wordSet(
  'سواق سايق سائق شوفير مندوب فني تقني دليفري كهربجي كهربائي سباك موظف موظفة ممرض ممرضة طبيب طبيبة معلمة مدرس مدرسة مشرف مشرفة مدربة اخصائي اخصائية زميل زميلي زميلتي زميلنا زميلتنا سكرتيرة مرشدة حاضنة جليسة',
)
const CALLED = /^(?:اسمه|اسمها|اسمو|هو|هي|تبعنا|تبعكم|عندنا|حقنا|بتاعنا|بيكون)$/u
const DOCTOR = /^(?:ال)?(?:دكتور|دكتوره|طبيب|طبيبه|استاذ|استاذه|معلم|معلمه|كابتن|مس|مستر|انسه|مدرب|مدربه)$/u
const VISIT =
  /^[وبل]?(?:ال|لل)?(?:موعد|حجز|كشف|جلس[هة]|درس|حص[هة]|معاين[هة]|زيار[هة]|دور[هة]|مراجع[هة])(?:ك|كم|كن|ج|تك|تج|تكم|تكن|نا)?$/u
/** Words between what is booked and with whom. */
const VISIT_REACH = 6

/** Who the house offers: يناسبك الدكتور فهد؟ */
const SUITS =
  /^(?:[يبت]?ناسب|[تب]?حب|[تب]?فضل|[تب]?بي|تبغ|بد|احجز|[بنم]{0,2}حجز|عايز|عاوز|متوفر|موجود|عند)[\u0621-\u064a]{0,3}$/u
/** دكتور كريم معاده خلص: what is said of whoever sees people. */
const HAS_HOURS =
  /^(?:اجازه|باجازه|مجاز|متوفر|متوفره|موجود|موجوده|مداوم|مداومه|دوامه|دوامها|معاده|معادها|موعده|عيادته|عيادتها|عنده|عندها|عندو|بالعياده|مسافر|مسافره|مشغول|مشغوله|فاضي|هيبدا|بيبدا|يبدا|بيداوم|يداوم|تداوم|بيوصل|هيوصل|يوصل|رح|راح|بانتظارك|بيستناك|ناطرك|يشوفك|تشوفك|بيشوفك|بتشوفك)$/u

/** The word after a name of one or two words. */
function wordAfter(tokens: readonly Token[], from: number): number {
  const at = DOCTOR.test(tokens[from]?.fold ?? '') ? from + 1 : from
  return readName(tokens, at, 'strong')?.to ?? at + 1
}

/** المندوب فيصل, موعدك مع الدكتور سامر: who works for the house, or is visited by the caller. */
function isAtWork(tokens: readonly Token[], from: number): boolean {
  const fold = (at: number) => (tokens[at]?.fold ?? '').replace(/^(?:[وبل]?ال|لل)(?=.{3})/u, '')
  let before = from - 1
  while (CALLED.test(tokens[before]?.fold ?? '') && before > 0) before--
  if (WORKERS.has(fold(before))) return true
  const name = DOCTOR.test(tokens[from]?.fold ?? '') ? from : before
  const [with_, visited] = [tokens[name - 1]?.fold ?? '', DOCTOR.test(tokens[name]?.fold ?? '')]
  if (visited && (SUITS.test(with_) || HAS_HOURS.test(tokens[wordAfter(tokens, from)]?.fold ?? ''))) return true
  if (!visited || !/^و?(?:مع|عند|لعند|لدى)$/u.test(with_)) return false
  return with_ !== 'مع' || tokens.slice(Math.max(0, name - VISIT_REACH), name).some(({ fold }) => VISIT.test(fold))
}

/** أهلاً رانية: a word that only a name can be. */
function isGreeted(tokens: readonly Token[], at: number): boolean {
  const greeting =
    /^(?:اهلا|اهلين|هلا|مرحبا|شكرا|تشرفنا|حياك|hi|hello|thanks)$/.test(tokens[at - 1]?.fold ?? '') ||
    (at === 0 && /^(?:ma'am|sir|madam|ji)$/.test(tokens[1]?.fold ?? ''))
  return greeting && isBoundary(tokens, at + 1) && !isNotName(tokens[at]?.fold ?? '')
}

/** "Mr. Alaa?" and no more. */
function isWholeQuestion(tokens: readonly Token[]): boolean {
  return (
    tokens.length <= 5 &&
    isQuestionMark(tokens.at(-1)?.fold ?? '') &&
    (TITLES.has(tokens[0]?.fold ?? '') || /^سيده?$/u.test(tokens[0]?.fold ?? ''))
  )
}

/** "to Amman", "with Mr.": a name after these is not the caller's. */
function isPlace(tokens: readonly Token[], at: number): boolean {
  if (/^(?:speaking|talking|speak|talk)$/.test(tokens[at - 2]?.fold ?? '')) return false
  return /^(?:to|in|from|من|في|الى|and|و)$/.test(tokens[at - 1]?.fold ?? '') && !isBoundary(tokens, at)
}

function foldsBefore(tokens: readonly Token[], at: number): string {
  return ` ${tokens
    .slice(Math.max(0, at - 3), at)
    .map(({ fold }) => fold)
    .join(' ')} `
}

function foldBeforeTitle(tokens: readonly Token[], at: number): string {
  let before = at - 1
  while (before > 0 && (TITLES.has(tokens[before]?.fold ?? '') || ',،.'.includes(tokens[before]?.fold ?? '-'))) before--
  return tokens[before]?.fold ?? ''
}
