import { wordsOf } from './call-words.ts'

/** Words that say nothing of what a call is about. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  wordsOf(`
  the and for you your are was were with that this these those have has had can could would should will shall what when where
  which who why how not but from they them then there here our out about into just like want need please thank thanks hello
  yes yeah okay good morning evening name phone number email address call calling know think also very much many some any
  all one two three may might get got let say said tell ask does did done his her she him its it's i'm i'd don't
  في من على الى إلى عن مع هذا هذه ذلك التي الذي هل كم متى اين أين وين كيف شو ايش ماذا لماذا ليش ما لا نعم لو سمحت سمحتي
  بدي اريد ابغى ابي عايز عاوز احتاج محتاج ممكن يعني بس كمان ايضا انا أنا انت انتم نحن هو هي هم كان كانت يكون عندي عندكم عندك
  لكم لك لي عليكم السلام مرحبا اهلا شكرا طيب تمام الله اسمي اسم رقم رقمي هاتف هاتفي جوال موبايل ايميل بريد معك معكم معي
  حضرتك حضرتكم اذا إذا ثم او أو ان أن إن كل بعد قبل هون هناك هنا فيه فيها صار شي شيء
  `),
)
