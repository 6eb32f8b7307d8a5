import { isQuestionMark, type Token } from './tokens.ts'

/** Words of an answer that only says that a number stands; a longer turn says something else too. */
const AFFIRMING_MAX = 12

const SAME =
  / (?:still|same|unchanged|نفسه|نفسو|نفسها|نفس الرقم|ذاته|للحين|لسا هو|لساته هو|لسه هو|لسه زي|لسا نفس|بعده|بعدو|زي ما هو|زي ماهو|متل ما هو|مثل ما هو|متل ماهو|مثل ماهو|كما هو|هو هو|على حاله|على حالو) /
const UNCHANGED =
  / (?:ما|لم|مو|مش|موب|مب) (?:[تيا]?ت?غير(?:ت|ته|تو|ه)?|بدلت(?:ه|و)?|[ات]?تبدل|متغير)(?: ش[يا]?)? | (?:متغيرش|ماتغيرش|ماتغير|مغيرتوش|مغيرتهوش|ماغيرته|ماغيرتو) | (?:hasn't|haven't|didn't|not|never|no) (?:been )?(?:changed|change|changes) | nothing(?:'s| has)? changed /
const ITS_MINE =
  / (?:that's|it's|thats|that is|that'd be|that would be|that'll be|that will be|this is|it is)(?: (?:still|definitely|indeed|certainly))? (?:me|mine|it|him|the one|the right one|the number|my number|my cell|my phone|my mobile|us) | (?:هذا|هاد|هادا|هيدا|ده|دا|هو) (?:رقمي|جوالي|موبايلي|تلفوني|الي|لي) | (?:رقمي|جوالي|موبايلي|الي|لي) انا /
const IT_IS =
  /^ (?:(?:uh|um|oh|mm|hmm|yeah|well|why|indeed) |[,.-] )*(?:it|that|you|they|this)(?: (?:certainly|sure|definitely|still|absolutely|indeed))? (?:is|does|do|did|are|have|got it|have it|can)(?: (?:indeed|yes|yeah|still|so|it|that|mine|right))* (?:[,.!] )*(?:(?:my )?(?:love|lovely|dear|mate|pet|hon|hun|honey|darling|duck|hen|pal|son|flower|petal|sweetheart|sir|madam|ma'am|miss) )?(?:yes |yeah |it is |thanks |thank you |please |it is |that's me |[.,!] )*$/
const PRAISE =
  / (?:عليك نور|ينور عليك|please do|go for it|go ahead|got it|sounds good|(?:that's|that is|thats|it's) (?:fine|good|ok|okay|perfect|great|alright|all right|cool)|ميه بالميه|ميه ميه|ميه فالميه|100 بالميه|100 %|زي الفل|عين العقل|كله تمام|you got it|you've got it|you have it|bang on|dead on|on the money|nailed it|all good|that works|if you (?:would|could|can|like|don't mind)|(?:that'd|that would|it would|that'll|that will) be (?:great|lovely|perfect|fine|good|grand|brilliant|ideal)|both mine|mine|(?:believe|think|guess|reckon) so|(?:should|ought to) be|(?:a )?(?:hundred|100) (?:percent|%)|roger that|copy that|yessir|righto|righty ho) /
/** "Ya.", "Haan ji.", "Aye.": yes as others say it, where it is all that is said. */
const YES_ELSEWHERE =
  /^ (?:ya|yah|ja|si|sí|oui|aye|haan|haanji|ji|opo|oo|can|copy|roger)(?: (?:lah|sir|ma'am|madam|po|ji|haan|betul|mate|please|[.,!]))* $/
/** "Was it …?" "It was." */
const IT_WAS = /^ (?:it|that) was (?:indeed |[.,!] )*$/
const ON_IT = / (?:عليه|عليها|فيه) (?:تواصلوا|كلموني|اتصلوا|دقوا|احكوني|حاكوني|راسلوني|رنوا|تواصل|كلمني|دق|اتصل) /
/** "No, hang on, yes, that's right." */
const AFTER_ALL =
  / (?:no|لا|لأ) .{0,40} (?:yes|yeah|نعم|ايوه|ايوا|اي) .{0,30}(?:right|correct|صح|صحيح|مزبوط|مظبوط|مضبوط) /
/** Words of an answer that echoes the question: شغال؟ شغال. */
const ECHO_MAX = 4
const DENIED =
  / (?:isn't|aren't|wasn't|don't|can't|doubt|never|doesn't|not (?:mine|me|my|it|the)|wrong|but|بس|مو|مش|مب|موب|غلط|قديم|القديم|old|used to|كان) /
const PLAIN_NO = /^ (?:لا|لأ|كلا|no|nope|nah)(?: [,.،!])* (?:(?:ابدا|والله|thanks|thank|you|شكرا|[,.،!]) )*$/
/** "Has it changed?": a no to this lets the number stand. */
const ASKS_OF_CHANGE = / (?:[تيا]?ت?غير(?:ت|ته|تو|ه|ش)?|متغير|اتبدل|تبدل|changed|change|different|a new one) /

const said = (tokens: readonly Token[]) => ` ${tokens.map(({ fold }) => fold).join(' ')} `

/** Whether a turn without digits says that the number read back to the caller stands, or does not; undefined where it says neither. */
export function affirmsPhone(tokens: readonly Token[], asked: readonly Token[]): boolean | undefined {
  return (
    affirms(tokens, asked) ??
    (isShort(tokens) && !DENIED.test(said(tokens)) && echoes(tokens, asked) ? true : undefined) ??
    (isShort(tokens) && PLAIN_NO.test(said(tokens)) && ASKS_OF_CHANGE.test(said(asked)) ? true : undefined)
  )
}

/** Whether what was read back stands, where it takes more than yes or no to say so: ما تغير, "still the same", "that's the one". */
export function affirms(tokens: readonly Token[], asked: readonly Token[]): boolean | undefined {
  if (!isShort(tokens)) return undefined
  const words = said(tokens)
  if (UNCHANGED.test(words) || AFTER_ALL.test(words)) return true
  if (DENIED.test(words)) return undefined
  if (IT_WAS.test(words)) return / (?:was|were) /.test(said(asked)) ? true : undefined
  return [SAME, ITS_MINE, IT_IS, PRAISE, ON_IT, YES_ELSEWHERE].some((way) => way.test(words)) ? true : undefined
}

function isShort(tokens: readonly Token[]): boolean {
  return tokens.length > 0 && tokens.length <= AFFIRMING_MAX
}

/** A short answer in the words of the question. */
function echoes(tokens: readonly Token[], asked: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => kind === 'word')
  if (words.length === 0 || words.length > ECHO_MAX || isQuestionMark(tokens.at(-1)?.fold ?? '')) return false
  const [first] = words
  if (first === undefined || first.fold.length < 3) return false
  const stem = stemOf(first.fold)
  return asked.some(({ fold }) => fold === first.fold || (stem.length > 2 && stemOf(fold) === stem))
}

/** نرسل and ارسل, منبعت and ابعتو are the same verb. */
function stemOf(fold: string): string {
  return fold
    .replaceAll('ث', 'ت')
    .replace(/(?<=[\u0621-\u064a]{3})(?:و|وا|وه|ه)$/u, '')
    .replace(/^[انبتيمحه]{1,2}(?=[\u0621-\u064a]{3})/u, '')
}
