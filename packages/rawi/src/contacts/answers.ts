import { type Token, withoutAnd, wordSet } from './tokens.ts'

/** What a caller says to "is that right?". */
export interface Answer {
  readonly yes: boolean
  readonly no: boolean
  /** The tokens that say so. */
  readonly from: number
  readonly to: number
}

const YES = wordSet(`
نعم هيه هيهه ايوه ايوا أيوة أيوه اه آه أه إي اي ايه إيه اها صح صحيح صحيحة مزبوط مظبوط مضبوط تمام بالضبط بالزبط بالظبط اكيد طبعا ماشي زين بلى تماما بالتمام مظبوطه اجل أجل كويس اوكي اوك أوكي هوه نفسه نفسو نفسها هوا بعينه سليم
yes yeah yep yup yea tis فعال correct right exactly sure perfect ok okay absolutely affirmative speaking indeed definitely aha uh-huh precisely spot great lovely brilliant grand bingo mhm mmhm uhuh cheers
`)
const NO = wordSet('لا لأ لاء كلا غلط خطأ no nope nah wrong incorrect almost negative تقريبا قريب')
const NOT = wordSet("مو مش مب موب ليس ما not isn't منو غير")
const YES_LATER = wordSet('صح صحيح مزبوط مظبوط مضبوط نفسه نفسو correct right exactly هو معك معاك معاكي معكم وياك')
/** Openings that say nothing by themselves. */
const FILLERS = wordSet(
  "والله يعني اه uh um well oh so طيب حسنا تمام يا الله , ، . مية انا هيدا هاد هذا that's it's that is it this تفضل كلامك عليك",
)
const NO_HARM = wordSet('problem worries مشكلة بأس شكرا thanks thank')
const SHORT_ANSWER = 6
const OPENING = 4

/** Whether a turn begins with yes or no, or is short and holds one. "No, that's right" is a yes; "not right" a no. */
export function readAnswer(tokens: readonly Token[]): Answer {
  let opening = 0
  for (let at = 0; at < tokens.length && opening < OPENING; at++) {
    const { fold } = tokens[at] as Token
    const next = tokens[tokens[at + 1]?.fold === '-' ? at + 2 : at + 1]?.fold ?? ''
    if (tokens[at]?.kind === 'mark') continue
    if (NOT.has(fold) && YES_LATER.has(next)) return { yes: false, no: true, from: at, to: at + 2 }
    if (NO.has(fold) || NO.has(withoutAnd(fold))) {
      if (NO_HARM.has(next)) return { yes: false, no: false, from: at, to: at }
      const later = yesAfter(tokens, at + 1)
      if (later !== undefined) return { yes: true, no: false, from: later, to: later + 1 }
      return { yes: false, no: true, from: at, to: at + 1 }
    }
    // عدل: "right" in the Gulf, and "change" before what is to be changed.
    const right = fold === 'عدل' && tokens[at + 1]?.kind !== 'word'
    if (YES.has(fold) || right || isIAm(tokens, at) || (/^(?:mm|uh|um)$/.test(fold) && /^(?:hmm|huh|hm)$/.test(next))) {
      if (at + 1 < tokens.length && isDenied(tokens, at + 1)) return { yes: false, no: true, from: at, to: at + 1 }
      return { yes: true, no: false, from: at, to: at + 1 }
    }
    if (NOT.has(fold)) return { yes: false, no: true, from: at, to: at + 1 }
    if (!FILLERS.has(fold)) opening++
    if (opening > 0 && tokens.length > SHORT_ANSWER) break
  }
  if (tokens.length <= SHORT_ANSWER) {
    const later = yesAfter(tokens, 0)
    if (later !== undefined) return { yes: true, no: false, from: later, to: later + 1 }
  }
  return { yes: false, no: false, from: 0, to: 0 }
}

/** A "right" that nothing denies, within a few words. */
function yesAfter(tokens: readonly Token[], from: number): number | undefined {
  for (let at = from; at < Math.min(tokens.length, from + OPENING); at++) {
    const fold = tokens[at]?.fold ?? ''
    if (NOT.has(fold) || fold === 'but' || fold === 'بس') return undefined
    if (YES_LATER.has(fold) && !/^(?:معك|معاك|معاكي|معكم|وياك|هو)$/u.test(fold)) return at
    if (/^(?:معك|معاك|معاكي|معكم|وياك|هو)$/u.test(fold) && isLastWord(tokens, at) && from === 0) return at
  }
  return undefined
}

/** معك، معك خالتي: nothing follows but how the other is called. */
function isLastWord(tokens: readonly Token[], at: number): boolean {
  const rest = tokens.slice(at + 1).filter(({ kind, fold }) => kind === 'word' && fold !== 'يا')
  const asks = tokens[at + 1]?.kind === 'mark' && /^(?:مين|منو|خير|شو|اتفضل)$/u.test(rest[0]?.fold ?? '')
  return rest.length === 0 || (rest.length === 1 && asks) || (rest.length === 1 && CALLED_SO.test(rest[0]?.fold ?? ''))
}
const CALLED_SO =
  /^(?:هاد|هادا|هذا|هيدا|ده|هاي|هذي|حبيبي|حبيبتي|عيوني|عيني|خالتي|خالي|عمي|عمتي|بنتي|ابني|اخي|خيي|اختي|استاذ|استاذه|دكتور|دكتوره|تفضل|تفضلي|نعم)$/u

/** "I am.": the whole answer to "are you Warren?" */
function isIAm(tokens: readonly Token[], at: number): boolean {
  if (at >= 3 || tokens[at]?.fold !== 'i') return false
  const rest = tokens.slice(at, at + 3).map(({ fold }) => fold)
  return /^i am(?: [.!])?$/.test(rest.join(' '))
}

/** "ok but that's wrong" right after a yes. */
function isDenied(tokens: readonly Token[], from: number): boolean {
  return tokens.slice(from, from + 3).some(({ fold }) => fold === 'غلط' || fold === 'wrong' || fold === 'خطا')
}

const FIELD_WORDS = {
  phone: wordSet('الرقم رقم رقمي number phone الموبايل الجوال التلفون التليفون الهاتف النمرة موبايلي جوالي تلفوني'),
  name: wordSet('الاسم اسم اسمي name'),
  email: wordSet('الايميل الإيميل ايميل ايميلي البريد email mail address'),
} as const
const ANY_FIELD: ReadonlySet<string> = new Set(Object.values(FIELD_WORDS).flatMap((words) => [...words]))
const WRONG = wordSet('غلط خطأ خطا wrong incorrect مو مش ناقص')
const RIGHT = wordSet('نفسه نفسو ذاته same صح صحيح مزبوط مظبوط مضبوط تمام right correct fine good')

/** الرقم زي ما هو، بس العنوان تغير. */
const STANDS =
  /^ (?:(?:هو|هي|هوي|هوه|للحين|لسا|لسه|لسي|بعده|بعدو|طبعا) )*(?:نفسه|نفسو|نفسها|نفس الشي|ذاته|(?:زي|متل|مثل) ما ?(?:هو|هي)|كما هو|على حاله|على حالو|(?:ما|لم|مو|مش|مب) [تياا]?ت?غير(?:ت|ته|تو|ش)?|متغيرش|ماتغير|ماتغيرش|للحين هو|هو هو|ثابت) /u

const ALL = wordSet('كله كلو كلها كلن كلهم كلشي الكل everything all')
const REST = wordSet('الباقي والباقي باقي وباقي الباقيين الباقيه rest')
const EXCEPT = wordSet('إلا الا عدا ماعدا غير باستثناء بس except but apart besides')
const FIELDS = ['phone', 'name', 'email'] as const
/** Words between "all" and "right": كل شي بالملف مزبوط. */
const ALL_REACH = 4

/** كله صح إلا الجوال, "the rest is right": every field that is not left out. */
function answersOfAll(tokens: readonly Token[]): Partial<Record<keyof typeof FIELD_WORDS, boolean>> {
  const at = tokens.findIndex(
    ({ fold }, place) =>
      (ALL.has(fold) ||
        REST.has(fold) ||
        (fold === 'كل' && /^(?:شي|شيء|حاجه|شئ)$/u.test(tokens[place + 1]?.fold ?? ''))) &&
      tokens.slice(place + 1, place + ALL_REACH).some(({ fold }) => RIGHT.has(fold)),
  )
  if (at < 0) return {}
  const right = tokens.findIndex(({ fold }, place) => place > at && RIGHT.has(fold))
  const said = tokens.slice(Math.max(0, at - 1), right)
  if (said.some(({ fold }) => NOT.has(fold) || WRONG.has(fold))) return {}
  const rest = REST.has(tokens[at]?.fold ?? '') || tokens[at + 1]?.fold === 'else'
  const except = tokens.findIndex(({ fold }, place) => place > at && EXCEPT.has(fold))
  const left = rest ? tokens.slice(0, at) : except < 0 ? [] : tokens.slice(except + 1)
  const named = (field: (typeof FIELDS)[number]) =>
    left.some(({ fold }) => FIELD_WORDS[field].has(fold) || FIELD_WORDS[field].has(withoutAnd(fold)))
  return Object.fromEntries(FIELDS.map((field) => [field, !named(field)]))
}

/** "the name is right but the number is wrong": what is said of each field by its name. */
export function readFieldAnswers(tokens: readonly Token[]): Partial<Record<keyof typeof FIELD_WORDS, boolean>> {
  const answers = answersOfAll(tokens)
  for (let at = 0; at < tokens.length; at++) {
    const said = tokens[at]?.fold ?? ''
    const fold = said.endsWith("'s") ? said.slice(0, -2) : said
    if (!ANY_FIELD.has(fold) && !ANY_FIELD.has(withoutAnd(fold))) continue
    for (const field of FIELDS) {
      if (!FIELD_WORDS[field].has(fold) && !FIELD_WORDS[field].has(withoutAnd(fold))) continue
      const near = tokens.slice(at + 1, at + 4)
      const said = near.find(({ fold }) => WRONG.has(fold) || RIGHT.has(fold))
      if (STANDS.test(`${near.reduce((text, { fold }) => `${text} ${fold}`, '')} `)) answers[field] = true
      else if (said) answers[field] = RIGHT.has(said.fold)
    }
  }
  return answers
}
