import { type Token, wordSet } from './tokens.ts'
import { PHONE_NOUNS } from './whose-words.ts'

/** People by what they are to the caller or do for them, without article and suffix. */
const ARABIC = wordSet(`
مدير مديرة معلم معلمة رئيس سواق سائق شوفير دريول سايق جار جارة ناطور بواب حارس زميل زميلة مندوب سكرتير سكرتيرة محامي محاسب وكيل مساعد مساعدة مشرف مشرفة مسؤول مقاول مهندس كفيل
عامل خادمة شغالة خدامة طبيب دكتور نجار سباك كهربائي كهربجي دهان فني تقني بايع عميل زبون مستلم مستأجر مالك ضيف مريض حماة خال عم جد جدة أستاذ استاذة مدرس مدرسة موظف موظفة شب شاب زلمة رجال رجل ست بنت ولد شخص شريك مستخدم ولي كوافير صديق صاحب رفيق خوي
`)
const ENGLISH = wordSet(`
driver boss manager supervisor neighbor neighbour colleague coworker assistant secretary contractor landlord landlady lawyer accountant agent doorman concierge caretaker tenant roommate flatmate nanny babysitter carer caregiver plumber electrician builder handyman foreman technician teacher
doctor guy client customer buyer seller superintendent partner employer employee receptionist guardian teammate flatmate courier
`)
/** "The number of", "this is", "take": what a person's word stands after where it tells whose number it is. */
const NUMBER_OF = /^و?(?:رقم|جوال|موبايل|تلفون|نمره|هاتف|هذا|هاد|هادا|هيدا|ده|ل|مع|مال|حق|تبع|بتاع)$/u
const SELF = /^(?:انا|اني|معك|معاك|معكم|وياك|بصفتي|i'm|im|as|am)$/
const REACHING = /^(?:call|reach|ring|text|contact|phone|to|with|ask|dial|message)$/
const OWN_NUMBER = /^(?:mine|و?(?:رقمي|جوالي|موبايلي|تلفوني|نمرتي))$/u
const STANDS_AT = /^(?:is|at|on|called)$/

/** مديري، جارتنا: theirs by the ending. */
const OURS: ReadonlySet<string> = new Set(
  [...ARABIC].flatMap((word) => {
    const stem = word.endsWith('ه') ? `${word.slice(0, -1)}ت` : word
    return [`${stem}ي`, `${stem}نا`]
  }),
)
const OF_HOUSE = /^(?:البيت|الدار|الشقه|المحل|المنزل)$/u
const HEAD_OF = /^(?:ابو|ام|صاحب|صاحبه|ست)$/u

/** Whether a word names somebody else as the one a number belongs to: رقم السواق, "my boss", "the driver is at". */
export function isPerson(tokens: readonly Token[], at: number): boolean {
  const fold = tokens[at]?.fold ?? ''
  const before = tokens[at - 1]?.fold ?? ''
  const english = /^[a-z]/.test(fold)
  if (english ? !ENGLISH.has(fold.endsWith("'s") ? fold.slice(0, -2) : fold) : !isArabicPerson(tokens, at)) return false
  if (SELF.test(before) || SELF.test(tokens[at - 2]?.fold ?? '')) return false
  if (!english) return true
  if (fold.endsWith("'s") && tokens[at + 1]?.fold !== 'calling') return true
  if (/^(?:my|our|his|her|their)$/.test(before) || before.endsWith("'s")) return true
  const reached = before === 'the' && REACHING.test(tokens[at - 2]?.fold ?? '')
  return reached || (before === 'the' && STANDS_AT.test(tokens[at + 1]?.fold ?? ''))
}

function isArabicPerson(tokens: readonly Token[], at: number): boolean {
  const fold = tokens[at]?.fold ?? ''
  if (OURS.has(fold)) return true
  if (HEAD_OF.test(fold)) return OF_HOUSE.test(tokens[at + 1]?.fold ?? '')
  return NUMBER_OF.test(tokens[at - 1]?.fold ?? '') && ARABIC.has(fold.replace(/^[وبل]?(?:ال|لل)/u, ''))
}

/** رقم أبو البيت, "number of the flat below": a turn that only announces whose number will come. */
export function announcesOthers(tokens: readonly Token[], isRelative: (at: number) => boolean): boolean {
  const noun = tokens.findIndex(({ fold }) => PHONE_NOUNS.has(fold))
  if (noun < 0 || tokens.at(-1)?.fold === '؟' || tokens.at(-1)?.fold === '?') return false
  if (tokens.some(({ fold }) => OWN_NUMBER.test(fold))) return false
  return tokens.some((_, at) => Math.abs(at - noun) <= 3 && (isRelative(at) || isPerson(tokens, at)))
}

/** "It's a Manchester number": a capital in the middle of a sentence. */
export function isPlaceNamed(tokens: readonly Token[], at: number): boolean {
  return /^\p{Lu}\p{Ll}/u.test(tokens[at]?.text ?? '') && /^(?:an?|my|its|the)$/.test(tokens[at - 1]?.fold ?? '')
}
