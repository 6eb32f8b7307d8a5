import type { Token } from './tokens.ts'
import type { Owner } from './whose.ts'

/** Words before a number that are looked at. */
const BEFORE_MAX = 12
const AFTER_MAX = 6

/** "Is this 050…?", هاد 093…؟, "did I reach", "who owns": the caller asks about a number, and is not called on it. */
const ASKS_ABOUT =
  / (?:is (?:this|that|it)|(?:did|have|has) i (?:reach|reached|get|got|call|called|dial|dialled|dialed)|who owns|who's|whose|who is|هذا|هاد|هادا|هيدا|ده|دا|هاي|هاذا) (?:(?:the|رقم|الرقم|right|correct|number|on|at|for|,) )*$/
const ASKS_EARLIER =
  / (?:شو|ايش|وش|كم|شنو|what's|what is) (?:the )?(?:رقم|number) [^?؟]*[?؟] (?:هو |is it )?$| (?:who owns|whose number is|لمين|مين صاحب|منو صاحب|مين صاحبه) /
/** Where the caller wants to go, sent something or was sent to: the number at the end is somebody's. */
const GOES_TO =
  / [وف]?(?:(?:connect|put|patch|transfer|transferred|connected|forward) (?:me |us )?(?:through )?(?:to|on)|send (?:the )?(?:money|payment|cash)(?: \w+)? to|(?:guy|man|woman|lady|person|somebody|someone|people|agent|driver) (?:at|on|from)|حولوني|حولني|حولتني|وصلني|وصلوني|احول|حولت|احكي مع [^ ]+|احكو[ا]? مع [^ ]+|تواصلوا مع [^ ]+|اتصلوا ب[^ ]+|كلموا [^ ]+|talk (?:to|with) [^ ]+|speak (?:to|with) [^ ]+)(?: [^ ]+){0,2} $/
/** حولت 500 ريال لرقم …: where money went. */
const PAID_TO =
  / [وف]?(?:حولت|بعتت?|بعثت|ارسلت|شحنت|دفعت|عبيت) (?:[^ ]+ )?(?:ال)?(?:ريال|ليره|الف|دينار|درهم|جنيه|فلوس|مصاري|مبلغ|رصيد|حواله|دولار) (?:[^ ]+ )?(?:[لع]|على |ال)?رقم $/u
/** "Can you text my daughter? 206 …" */
const CONTACTS_OTHER =
  / (?:call|text|ring|phone|contact|message|to) (?:my|our|his|her) [a-z]+(?: [a-z]+)? [?.!] (?:(?:he's|she's|they're|on|at) )*$/
/** Where a number was read or heard: on a sign, from somebody, under "a number keeps ringing". */
const SOURCE =
  / (?:says?|said|lists?|listed|shows?|reads?|left (?:me|us)|gave (?:me|us)|been (?:ringing|calling|trying)|[اأ]?عطت?[او]?ني|[اأ]?د[ات]ني|مكتوب[^ ]*|كاتبين|طالعلي|ظهرلي|لقيت|شفت)(?: (?:to call|to|that|on|at|عليه|فيه|هو|رقم|هالرقم|عندي))?(?: [^ .,،!?؟]+){0,3} $/
const SOME_NUMBER = / (?:في|فيه|اكو|عن|علي|اخر|هناك) رقم (?!(?:تاني|ثاني|اخر|كمان) )(?:[^ ]+ ){0,3}$/
const FROM = /(?<! شماره) (?:from|من) (?:رقم |number )?$/
const CALL = / (?:calls?|called|messages?|texts?|كلمني|حاكاني|رن|مكالمه|اتصال|رساله) /
const OWN_CALL =
  / (?:calling|ringing|phoning|speaking|texting|بتصل|بحكي|متصل|متصله|اكلمك|بكلمك|اكلمكم|بكلمكم|احكي|احاكيك|داق) (?:[^ ]+ ){0,4}$/
/** بتاعت مين؟ مش إلي: what follows a number that is nobody's or another's. */
const NOT_MINE =
  / (?:بتاعت?|تبع|حق|مال) مين | (?:مش|مو|مب|موب) (?:الي|لي|تبعي|رقمي|بتاعي|بتاعتي|حقي|مالي|مالتي) | (?:not|isn't) (?:mine|me) |^ (?:off|for (?:him|her|them)) /
/** تدقولها على، تكلموه عال: somebody else is to be called. */
const CALLS_OTHER =
  / [وف]?[بتني]{0,2}(?:دق|رن|كلم|احك|حك|حاك|خابر|راسل|اتصل|تصل|تواصل)(?:و|وا|ي)?(?:(?:له|لها|لهم|لو|لن|وها|وهم|وه|يها|يه|ها|هم)|(?:وا|و|ي)? (?:ب|ف|علي|مع|في)(?:ه|ها|هم|يه|يها|يهم|هن|يهن)) (?:(?:[^ ]+ ){0,2}(?:على|ع|عال[^ ]*) (?:(?:ال)?(?:رقم|موبايل|جوال|تلفون|نمره) )?)?$/u
const TO_ME = / (?:مع(?:ي|اي|ايا)|(?:with|to) me) /
/** What follows a number that rang or wrote to the caller, or that nobody answers on. */
const CAME_FROM =
  /^ (?:(?:which|that|this|it|هو|هذا|keeps?|kept|is|has been|just|عم|قاعد|عمال) )*(?:(?:called|calling|rang|texted|texting|messaged|phoned|(?:ب?ي)?(?:دق|دك|رن|ا?تصل|كلم|حكي|حاكا|بعت|بعتلي|ارسل)) (?:me|us|علي|عليي|في|فيي|بي|بيه|معي|معاي|لي|عليا)? |ب[يت](?:كلم|حاكي|راسل|خابر|زعج)ن[يا] )/u

/** بس ما عم يرد: of a number that nothing names. */
const UNANSWERED =
  /^ (?:(?:بس|و|but|and|,|،|عم) )*(?:ومحدش|محدش|وما حد[اش]?|ما حد[اش]?|ما عم|ما|nobody|no one|no - one) (?:ب?[ير]?ي?رد|جاوب|يجاوب|بيجاوب|answers?|answered|picks|picked|is answering) /

const folds = (tokens: readonly Token[]) => ` ${tokens.map(({ fold }) => fold).join(' ')} `

/** Whether the words around tokens `from` to `to` tell of a number that cannot be the caller's. */
export function isOfAnother(tokens: readonly Token[], from: number, to: number, owner: Owner): boolean {
  if (owner !== 'own' && owner !== 'unknown' && owner !== 'named') return false
  if (isDisowned(tokens, from, to, owner)) return true
  if (owner === 'own') return false
  const named = owner === 'named'
  const before = folds(tokens.slice(Math.max(0, from - BEFORE_MAX), from))
  const rest = tokens.slice(to)
  const question = rest.findIndex(({ fold }) => /^[?؟.]$/.test(fold))
  const asks = question >= 0 && rest[question]?.fold !== '.' && question <= AFTER_MAX
  if (ASKS_ABOUT.test(before) && (asks || /(?:did|have|has) i | who/.test(before))) return true
  if (/ is $/.test(before) && asks && / your /.test(folds(rest.slice(0, question)))) return true
  if (ASKS_EARLIER.test(before) || (!named && CONTACTS_OTHER.test(before))) return true
  if (PAID_TO.test(before)) return true
  if (GOES_TO.test(before) && !TO_ME.test(before.slice(before.length - 12))) return true
  if (SOME_NUMBER.test(before) || (SOURCE.test(before) && !named)) return true
  if (!named && UNANSWERED.test(folds(rest.slice(0, AFTER_MAX)))) return true
  return CAME_FROM.test(folds(rest.slice(0, AFTER_MAX)))
}

/** Whether the words beside a number disown it, though one of them says "my": "on my phone from 206 …", "I have 206 … for him". */
function isDisowned(tokens: readonly Token[], from: number, to: number, owner: Owner): boolean {
  const before = folds(tokens.slice(Math.max(0, from - AFTER_MAX), from))
  const cameFrom = FROM.test(before) && !OWN_CALL.test(before) && (owner !== 'own' || CALL.test(before))
  return cameFrom || CALLS_OTHER.test(before) || NOT_MINE.test(folds(tokens.slice(to, to + AFTER_MAX)))
}
