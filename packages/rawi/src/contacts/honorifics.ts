import { GIVEN_NAMES, NAME_OPENERS } from './given-names.ts'
import { type Token, wordSet } from './tokens.ts'

/** Said to the old, to teachers and to trainers before a name; alone each is a word or a name like others. */
const BEFORE_A_NAME = wordSet(`
عم عمي العم عمة العمة خالة الخالة خال الخال طنط دادة مس المس تيتشر التيتشر تيتشير ابلة أبلة الأبلة ابله كوتش الكوتش شيف الشيف بروف البروف بروفيسور البروفيسور مدموزيل مادموزيل أستاز الأستاز
سيادة معالي سعادة مولانا باشا الباشا آغا الآغا اخ خو خوي الشيخة المعلمة المس مسز سير مدرب المدرب
`)
/** ميس نهى is Miss Noha, where ميس أحمد is a Mays. */
const MISS = /^(?:ال)?ميس$/u
const WOMEN = wordSet(`
نهى هدى منى سلمى لبنى ندى سلوى نجوى يسرى مروى ليلى بشرى رضوى تقى ضحى سهى علا رؤى شذى لمى هند سعاد وداد نوال منال أمل آمال إيمان أماني تهاني مريم زينب سحر سمر عبير غدير هديل أسيل شروق نسرين شيرين نرمين نيرمين نيفين دارين
نادين جيهان حنان جنان سوزان إلهام سهام ريم مرام هيام نغم كوثر رباب رحاب سهير هناء إيناس انتصار ابتسام بتول ملك ميار نور إسراء آلاء دعاء شيماء هبة
`)

/** Whether a word only leads to the name after it: أبلة سناء، عم حسن، ميس نهى. */
export function isHonorific(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]]
  if (!token || next?.kind !== 'word') return false
  if (MISS.test(token.fold)) return WOMEN.has(next.fold) || /[اه]$/u.test(next.fold)
  return BEFORE_A_NAME.has(token.fold) && (GIVEN_NAMES.has(next.fold) || NAME_OPENERS.has(next.fold))
}
