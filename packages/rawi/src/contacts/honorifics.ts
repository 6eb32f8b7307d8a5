import { GIVEN_NAMES, NAME_OPENERS } from './given-names.ts'
import { CAPITAL, isNotName } from './name-words.ts'
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
  if (token.fold.endsWith('ميس') && MISS.test(token.fold)) return WOMEN.has(next.fold) || /[اه]$/u.test(next.fold)
  return BEFORE_A_NAME.has(token.fold) && (GIVEN_NAMES.has(next.fold) || NAME_OPENERS.has(next.fold))
}

/** Titles that are relatives, trades or words too in lower case, or after "my". */
const RANK = new RegExp(
  `^(?:${[
    'Father|Fr|Sister|Brother|Mother|Rabbi|Imam|Bishop|Archbishop|Deacon|Archdeacon|Abbot|Canon|Vicar|Pandit|Swami|Maulana|Ustadh|Ustaz|Ustadha|Ustazah',
    'Councillor|Councilman|Councilwoman|Councilor|Cllr|Senator|Congressman|Congresswoman|Ambassador|Alderman|Minister|Governor|Commissioner|Chancellor|Provost',
    'Commander|Admiral|Brigadier|Corporal|Lord|Lady|Dame|Baroness|Hon|Principal|Headmaster|Headmistress|Matron|Midwife|Paramedic',
    'Attorney|Atty|Advocate|Adv|Barrister|Solicitor|Engr|Dra|Datuk|Dato|Datin|Encik|Puan|Cik|Tuan|Signora|Signor|Monsieur|Madame|Herr|Frau|Alhaji|Alhaja|Hajia|Otunba|Oga|Mwalimu',
  ].join('|')})$`,
)

/** "Father Thomas Kurian here", "Cllr. Anita Desai": where the name after a rank with a capital begins. */
export function afterRank(tokens: readonly Token[], at: number): number | undefined {
  const rank = tokens[at]?.text ?? ''
  if (!(rank >= 'A' && rank < '[') || !RANK.test(rank)) return undefined
  const from = tokens[at + 1]?.fold === '.' ? at + 2 : at + 1
  const next = tokens[from]
  return next?.kind === 'word' && CAPITAL.test(next.text) && !isNotName(next.fold) ? from : undefined
}
