import { foldWord } from './tokens.ts'

export type NumberKind = 'unit' | 'teen' | 'tens' | 'hundred' | 'thousand' | 'pair'

export interface NumberWord {
  readonly kind: NumberKind
  readonly value: number
  /** The short form that goes before "hundred", "times" and plurals: خمس، تلات. */
  readonly short?: boolean
}

const UNITS = [
  'صفر زيرو zero oh nought naught nil',
  'واحد واحده وان ون one',
  'اتنين اثنين اثنان إثنين تنين ثنين ثنتين تنتين اثنتين تو two',
  'تلاتة ثلاثة تلاته ثلاثا تلاتا ثري تري three',
  'أربعة ربعة اربعا فور four',
  'خمسة خمسا فايف five',
  'ستة ستا سكس سيكس six',
  'سبعة سبعا سفن سيفن seven',
  'تمانية ثمانية تمانة ثمانة تمنة تمنية ثمنية تمانيا ايت eight',
  'تسعة تسعا تسعود ناين nine',
]
const SHORT_UNITS = ['', '', '', 'تلات ثلاث تلت', 'أربع', 'خمس', 'ست', 'سبع', 'تمان ثمان تمن تماني ثماني ثمن', 'تسع']
const TEENS = [
  'عشرة عشر ten',
  'احدعش حداعش احداعش حداشر احدعشر حدعش ادعش هدعش احدشر دعش حداش احدىعشر حداعشر حدعشر احدعشره حداشرة eleven',
  'اتناعش اثناعش اثنعش اطنعش اتنعش اتناشر اثناعشر اثنعشر طنعش اتناعشر اطناعش طناش اتناش تناعش ثناعش تنعش ثنعش تناعشر ثناعشر تنعشر تناشر طناعش طنعشر اطنعشر twelve',
  'تلتعش ثلاثطعش تلطعش تلاتاشر تلتاشر تلتطعش ثلطعش ثلاثتعش تلاتعش ثلاثعش ثلتعش تلتطاشر تلطاشر تلاتطعش تلطاش تلتاش تلتعشر ثلتعشر تلطعشر ثلطعشر تلاتعشر ثلاثتعشر ثلاثطعشر تلتطعشر thirteen',
  'اربعتعش اربعطعش اربعتاشر ارباتعش اربعطاشر اربعطش ربعطاش ربعتعش اربعتعشر اربعطعشر ربعتعشر fourteen',
  'خمستعش خمسطعش خمستاشر خمسطاشر خمصتعش خمصطعش خمسطاش خمستاش خمستعشر خمسطعشر خمصطعشر fifteen',
  'ستعش ستاعش ستطعش ستاشر سطعش سطاشر صطعش سطعشر سطاش ستعشر ستاعشر ستطعشر sixteen',
  'سبعتعش سبعطعش سبعتاشر سبعطاشر سبعطاش سبعتعشر سبعطعشر seventeen',
  'تمنتعش تمانتعش ثمنطعش تمنطعش تمنتاشر تمانتاشر ثمانطعش ثمنتعش تمنطاشر تمانطعش ثمانتعش تمنطاش تمنتعشر تمنطعشر ثمنطعشر ثمنتعشر ثمانطعشر تمانتعشر eighteen',
  'تسعتعش تسعطعش تسعتاشر تسعطاشر تسعطاش تسعتعشر تسعطعشر nineteen',
]
const TENS = [
  'عشرين عشرون twenty',
  'تلاتين ثلاثين ثلاثون thirty',
  'أربعين ربعين اربعون forty fourty',
  'خمسين خمسون fifty',
  'ستين ستون sixty',
  'سبعين سبعون seventy',
  'تمانين ثمانين ثمانون eighty',
  'تسعين تسعون ninety',
]
const HUNDREDS = [
  'مية مئة مائة ميت ميّة hundred',
  'ميتين متين مئتين مائتين مئتان مئتا ميتان',
  'تلتمية تلاتمية ثلاثمية ثلثمية ثلاثمئة ثلاثمائة تلثمية تلتميت ثلاثميه تلاتميت',
  'أربعمية اربعمئة اربعمائة ربعمية اربعميت روبعمية',
  'خمسمية خمسمئة خمسمائة خمسميت',
  'ستمية ستمئة ستمائة ستميت',
  'سبعمية سبعمئة سبعمائة سبعميت',
  'تمنمية تمانمية ثمانمية ثمنمية ثمانمئة ثمانمائة تمنميت ثمانيمية',
  'تسعمية تسعمئة تسعمائة تسعميت',
]
const PAIRS = [
  'صفرين',
  'واحدين',
  'اتنينتين',
  'تلاتتين ثلاثتين',
  'أربعتين',
  'خمستين',
  '',
  'سبعتين',
  'تمانيتين ثمانيتين تمنتين ثمنتين',
  'تسعتين',
]
const PLURALS = [
  'أصفار صفار صفورة زيروات zeros zeroes ohs noughts',
  'واحدات ones',
  'اتنينات تنينات اثنينات twos',
  'تلاتات ثلاثات threes',
  'أربعات fours',
  'خمسات fives',
  'ستات sixes',
  'سبعات sevens',
  'تمانيات ثمانيات تمنيات تمانات ثمانات تمنات eights',
  'تسعات nines',
]

/** Every spoken number up to a thousand that stands in one word, in dialects and in English. */
export const NUMBER_WORDS: ReadonlyMap<string, NumberWord> = new Map([
  ...entries(UNITS, (at) => ({ kind: 'unit', value: at })),
  ...entries(SHORT_UNITS, (at) => ({ kind: 'unit', value: at, short: true })),
  ...entries(TEENS, (at) => ({ kind: 'teen', value: 10 + at })),
  ...entries(TENS, (at) => ({ kind: 'tens', value: 20 + 10 * at })),
  ...entries(HUNDREDS, (at) => ({ kind: 'hundred', value: 100 * (at + 1) })),
  ...entries(PAIRS, (at) => ({ kind: 'pair', value: at })),
  ...entries(['ألف آلاف الاف تلاف thousand'], () => ({ kind: 'thousand', value: 1000 })),
  ...entries(['ألفين'], () => ({ kind: 'thousand', value: 2000 })),
])

/** What makes eleven and twelve with عشر after it, and is no number by itself: أحد عشر، اثنا عشر. */
export const BEFORE_TEN: ReadonlyMap<string, number> = new Map(
  ['أحد', 'إحدى', 'اثنا', 'اثنتا', 'اثني', 'اثنتي'].map((word, at) => [foldWord(word), at < 2 ? 11 : 12]),
)

/** "fives", خمسات: counted by the word before them. */
export const PLURAL_DIGITS: ReadonlyMap<string, number> = new Map(
  PLURALS.flatMap((words, digit) => words.split(' ').map((word): [string, number] => [foldWord(word), digit])),
)

/** Words before a digit that say how often it comes. */
export const REPEAT_BEFORE: ReadonlyMap<string, number> = new Map([
  ...['دبل', 'دوبل', 'دبّل', 'double', 'جوز'].map((word): [string, number] => [foldWord(word), 2]),
  ...['تربل', 'تريبل', 'تربيل', 'ترابل', 'تريپل', 'triple', 'treble'].map((word): [string, number] => [
    foldWord(word),
    3,
  ]),
  ['quadruple', 4],
])

/** Words after a digit that double it. */
export const REPEAT_AFTER: ReadonlySet<string> = new Set(['مكررة', 'مكرر', 'مكرره', 'مرتين', 'twice'].map(foldWord))

function entries(lists: readonly string[], word: (at: number) => NumberWord): [string, NumberWord][] {
  return lists.flatMap((list, at) =>
    list
      .split(' ')
      .filter(Boolean)
      .map((text): [string, NumberWord] => [foldWord(text), word(at)]),
  )
}
