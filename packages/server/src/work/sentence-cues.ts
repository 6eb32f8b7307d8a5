import { folded, wordsOf } from './call-words.ts'

const word = (...alternatives: string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'u')

const QUESTION = word(
  ...[
    'what',
    'when',
    'where',
    'which',
    'who',
    'why',
    'how',
    'do you',
    'does',
    'is there',
    'are there',
    'can i',
    'can you',
    'could you',
  ],
  ...[
    'هل',
    'كم',
    'متي',
    'اين',
    'وين',
    'كيف',
    'شو',
    'ايش',
    'ماذا',
    'لماذا',
    'ليش',
    'قديش',
    'شلون',
    'امتي',
    'مين',
    'ازاي',
    'فين',
    'بكم',
    'عندكم',
    'ما هي',
    'ما هو',
  ],
)
const REQUEST = word(
  ...[
    'i want',
    'i need',
    'i would like',
    "i'd like",
    'i am looking for',
    "i'm looking for",
    'i am calling',
    "i'm calling",
    'please',
    'book',
    'register',
  ],
  ...['reserve', 'cancel', 'change', 'complain', 'problem with', 'interested in', 'ask about'],
  ...[
    'اريد',
    'بدي',
    'ابغي',
    'ابي',
    'عايز',
    'عاوز',
    'احتاج',
    'محتاج',
    'محتاجه',
    'حابب',
    'حابه',
    'اود',
    'ممكن',
    'لو سمحت',
    'استفسار',
    'استفسر',
    'اسال',
  ],
  ...['اسال عن', 'احجز', 'حجز', 'اسجل', 'الغاء', 'الغي', 'شكوي', 'مشكله', 'اشتكي', 'بخصوص', 'مهتم', 'مهتمه'],
)
/** What an agent binds itself or the caller to. */
const AGREEMENT = word(
  ...[
    'i will',
    "i'll",
    'we will',
    "we'll",
    'will call you',
    'will contact you',
    'get back to you',
    'is booked',
    'have booked',
    'is confirmed',
  ],
  ...[
    'have confirmed',
    'is scheduled',
    'have registered',
    'is cancelled',
    'have noted',
    'your appointment is',
    'see you on',
  ],
  ...[
    'سنتصل',
    'سنتواصل',
    'ساتصل',
    'سيتصل',
    'سيتواصل',
    'سنعاود',
    'سنرسل',
    'سارسل',
    'سوف',
    'تم حجز',
    'تم تسجيل',
    'تم تاكيد',
    'تم الغاء',
    'تم تحديد',
    'تم تحويل',
  ],
  ...['حجزت', 'سجلت', 'موعدكم', 'موعدك', 'رح نتصل', 'رح نتواصل', 'حنتصل', 'بنتصل', 'راح نتصل', 'تاكد الحجز'],
)
const UNKNOWING = word(
  ...[
    "i don't know",
    'i do not know',
    "i'm not sure",
    'i am not sure',
    "i don't have",
    'i do not have',
    'no information',
    "i can't answer",
    'i cannot answer',
  ],
  ...[
    'لا اعرف',
    'لا اعلم',
    'ما بعرف',
    'ليس لدي',
    'لا املك',
    'لا تتوفر لدي',
    'ما عندي معلومات',
    'لست متاكدا',
    'لست متاكده',
    'لا معلومات',
  ],
)
const POLITE = new Set(
  wordsOf(`hello hi hey good morning afternoon evening thanks thank you bye goodbye ok okay yes no sure fine great
    مرحبا اهلا السلام عليكم وعليكم صباح مساء الخير النور شكرا جزيلا مع السلامه نعم لا طيب تمام اوك اوكي ماشي ايه اي يعطيك العافيه الله`),
)

export const asksSomething = (sentence: string): boolean => /[?؟]/u.test(sentence) || QUESTION.test(folded(sentence))
export const wantsSomething = (sentence: string): boolean => REQUEST.test(folded(sentence))
/** Cues of questions do not count: `بكم` asks for a price in a caller's mouth and means you in an agent's. */
export const agreesToSomething = (sentence: string): boolean =>
  !/[?؟]/u.test(sentence) && AGREEMENT.test(folded(sentence))
export const knowsNoAnswer = (text: string): boolean => UNKNOWING.test(folded(text))
/** Nothing but greetings, thanks and yes or no. */
export const isPolite = (sentence: string): boolean => wordsOf(sentence).every((one) => POLITE.has(one))
/** A number to reach somebody at, or an address: what no summary repeats. */
export const holdsContact = (sentence: string): boolean =>
  /\p{Nd}(?:[\s\-.()/]*\p{Nd}){5,}/u.test(sentence) || /\S@\S/u.test(sentence) || DICTATED.test(folded(sentence))

const DIGIT_WORD =
  '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|صفر|واحد|اثنين|اتنين|تنين|ثلاثه|تلاته|اربعه|خمسه|سته|سبعه|ثمانيه|تمانيه|تسعه|\\p{Nd}+)'
const DICTATED = new RegExp(`(?:(?<![\\p{L}\\p{N}])و?${DIGIT_WORD}[\\s,،.-]+){4,}`, 'u')
