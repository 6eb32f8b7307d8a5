import { foldedWords, stem } from './fold.ts'

/** Lists words as they are compared. */
function words(text: string): ReadonlySet<string> {
  return new Set(foldedWords(text))
}

function stems(text: string): ReadonlySet<string> {
  return new Set(foldedWords(text).map(stem))
}

/** Lists phrases, each as its folded words, longer ones first. */
function phrases(...texts: string[]): readonly (readonly string[])[] {
  return texts.map(foldedWords).sort((a, b) => b.length - a.length)
}

/** Words that carry no subject; they neither find nor miss an answer. */
export const STOP_STEMS = stems(`
  ما انا انت انتي انتم انتو نحن هو هي هم في فيه من على علي عن الى الي مع عند عندك عندكم عندي عندو لدي لديكم يوجد موجود هل يا و او ثم بس كمان ايضا لكن اذا
  ان كان كنت لو سمحت سمحتي سمحتوا رجاء من فضلك فضلكم ممكن بدي بدنا اريد نريد حابب حابة ابغى احب ارغب اعرف نعرف اسال اسأل سؤال استفسر استفسار بخصوص حول تخبرني احكيلي
  قولي قول خبرني هذا هذه هاد هاي هدا ذلك اللي الذي التي كل اي شي شيء طيب يعني والله حضرتك حضرتكم لي لنا الكم عليكم الان هلأ هلق اليوم بكرا حاليا لسا لان لانو يلي اعطي اعطيك فكر مهتم مهتمة
  the a an is are am was be been do does did you your yours i we my me us it its this that these those there here can could would will shall may please
  tell about of in on at for to from with have has had want need like know ask question also just and or but if then so any some get give let say now
  m s re ve d ll interested looking
`)

/** What callers say of themselves: it never asks for the company's own name or number. */
export const OWN_WORDS = words('اسمي واسمي رقمي ورقمي هاتفي موبايلي تلفوني جوالي name')

/** What names a number that is being given; then it asks for none. */
export const PHONE_WORDS = words(`
  رقمي ورقمي هاتفي موبايلي تلفوني جوالي رقم الرقم هاتف الهاتف موبايل الموبايل جوال الجوال تلفون واتساب phone number mobile cell whatsapp
`)

/** Question words: alone they ask for a place, a time or a price; beside a subject they count for little. */
export const QUESTION_STEMS = stems(`
  شو ايش وش ماهي ماهو ماذا شنو كم قديش اديش بكم وين اين فين متى ايمت ايمتى امتى كيف شلون ليش لماذا مين
  what where when how much many who which why
`)

/** The words a turn that asks for something opens or goes with. */
export const REQUEST_WORDS = words('هل بدي اريد نريد ممكن ابغى want need can could would do does is are')

/** Words for digits and tens, in the dialects that callers dictate in. */
export const NUMBER_WORDS = words(`
  صفر واحد وحدة وحده اتنين اثنين اثنان تنتين تلاتة ثلاثة تلات ثلاث اربعة أربع خمسة خمس ستة ست سبعة سبع تمانية ثمانية تمنية ثمان تسعة تسع عشرة
  عشرين تلاتين ثلاثين اربعين خمسين ستين سبعين تمانين ثمانين تسعين مية مئة ميتين دبل مكرر مكررة زائد
  zero oh one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety hundred double triple plus
`)

/** What may join two parts of a first name: عبد الرحمن، أبو خالد. */
export const NAME_OPENERS = words('عبد ابو ام ابن آل نور')

export const GREETINGS = phrases(
  'مرحبا',
  'مراحب',
  'مرحبتين',
  'أهلا',
  'أهلين',
  'أهلا وسهلا',
  'هلا',
  'هلو',
  'ألو',
  'سلام',
  'السلام عليكم',
  'السلام عليكم ورحمة الله وبركاته',
  'السلام عليكم ورحمة الله',
  'صباح الخير',
  'مساء الخير',
  'يسعد صباحك',
  'يسعد مساك',
  'تحية طيبة',
  'هاي',
  'يعطيك العافية',
  'يعطيكم العافية',
  'hello',
  'hi',
  'hey',
  'hello there',
  'hi there',
  'good morning',
  'good afternoon',
  'good evening',
  'greetings',
)

export const HOW_ARE_YOU = phrases(
  'كيفك',
  'كيفكم',
  'كيف حالك',
  'كيف حالكم',
  'كيف الحال',
  'شلونك',
  'شلونكم',
  'شو أخبارك',
  'كيف صحتك',
  'كيف الصحة',
  'شخبارك',
  'how are you',
  'how are you doing',
  'how are you today',
  'how is it going',
  "how's it going",
  'how do you do',
)

export const WHO_ARE_YOU = phrases(
  'مين انت',
  'مين انتي',
  'من أنت',
  'من أنتم',
  'مين معي',
  'مين عم يحكي',
  'شو اسمك',
  'ما اسمك',
  'هل أنت إنسان',
  'هل أنت روبوت',
  'انت روبوت',
  'أنت آلة',
  'who are you',
  'what is your name',
  "what's your name",
  'who is this',
  'who am i talking to',
  'who am i speaking to',
  'are you a robot',
  'are you human',
  'are you a human',
  'are you a bot',
  'are you real',
)

export const THANKS = phrases(
  'شكرا',
  'شكرا جزيلا',
  'شكرا كتير',
  'شكرا كثيرا',
  'ألف شكر',
  'مشكور',
  'مشكورة',
  'مشكورين',
  'تسلم',
  'تسلمي',
  'تسلموا',
  'يسلمو',
  'ممنون',
  'ممنونك',
  'جزاك الله خيرا',
  'جزاكم الله خيرا',
  'الله يسلمك',
  'thanks',
  'thank you',
  'thank you very much',
  'thank you so much',
  'thanks a lot',
  'many thanks',
  'cheers',
  'much appreciated',
)

export const YES_OR_NO = phrases(
  'نعم',
  'أجل',
  'ايه',
  'اي',
  'اه',
  'أكيد',
  'طبعا',
  'اوكي',
  'اوك',
  'تمام',
  'طيب',
  'ماشي',
  'حسنا',
  'لا',
  'لأ',
  'كلا',
  'لا شكرا',
  'مو هلق',
  'ليس الآن',
  'صح',
  'صحيح',
  'خلاص',
  'عظيم',
  'ممتاز',
  'حلو',
  'yes',
  'yeah',
  'yep',
  'ok',
  'okay',
  'sure',
  'of course',
  'alright',
  'all right',
  'no',
  'nope',
  'not now',
  'right',
  'correct',
  'great',
  'perfect',
  'fine',
  'good',
  'i see',
  'no thanks',
  'no thank you',
)

export const GOODBYES = phrases(
  'مع السلامة',
  'مع السلامه',
  'معسلامة',
  'باي',
  'باي باي',
  'وداعا',
  'إلى اللقاء',
  'الى اللقاء',
  'الله معك',
  'الله معكم',
  'في أمان الله',
  'بأمان الله',
  'بخاطرك',
  'خاطرك',
  'بخاطركم',
  'تصبح على خير',
  'تصبحين على خير',
  'تصبحون على خير',
  'أراكم لاحقا',
  'نلتقي',
  'سلامات',
  'هذا كل شيء',
  'هاد كل شي',
  'بس هيك',
  'ما في شي تاني',
  'bye',
  'bye bye',
  'good bye',
  'goodbye',
  'see you',
  'see you later',
  'see you soon',
  'good night',
  'have a nice day',
  'have a good day',
  'have a great day',
  'take care',
  "that's all",
  'that is all',
  'that will be all',
  'nothing else',
)
