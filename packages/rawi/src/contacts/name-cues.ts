import { GIVEN_NAMES } from './given-names.ts'
import { RELATIVES } from './not-names.ts'
import { foldWord, type Token, withoutAnd, wordSet } from './tokens.ts'

/** How surely a name follows: "my name is" (strong), "I am" (weak), "my last name is" (family), "my first name is" (first). */
export type CueKind = 'strong' | 'weak' | 'correcting' | 'asked' | 'family' | 'first'

export interface NameCue {
  readonly kind: CueKind
  /** The token at which the name would begin. */
  readonly at: number
}

const CUES: readonly [CueKind, string][] = [
  [
    'strong',
    "this side | اسمي | اخوكم في الله | اخوك في الله | مع حضرتك | مع حضرتكم | مع جنابك | سميتي | اسميتي | اسمى | ismi | esmi | isme | maak | m3ak | انا اسمي | الاسم | اسم من | you're helping | you are helping | my name is | my name would be | name would be | it's me | name of | pleasure of speaking with | pleasure of speaking to | pleasure of talking to | my own name is | my good name is | good name is | my name's | my names | my name na | my full name is | my name it's | name is | name's | my actual name is | my real name is | the name is | the name's | i'm called | i am called | i go by | ناديني | نادوني | نادني | سميني | سموني | يسموني | بيسموني | ينادوني | بينادوني | ينادونني | معك | معكم | معاك | معاكم | معاج | معج | معكن | معاكي | معاكو | وياك | وياكم | وياج | محسوبك | محسوبتك | المتصل | المتصلة | المتحدث | المتحدثة | المتكلم | المتكلمة | you can call me | people call me | everyone calls me | they call me | just call me | put me down as | i'm listed as | listed under | it's under | it'd be under | it'll be under | it would be under | it will be under | it should be under | should be under | might be under | it may be under | reserved under | booked under | please call me | you're speaking with | you are speaking with | you're speaking to | you're talking to | سجلني باسم | تسجليني باسم | تسجلني باسم | تسجلوني باسم | سجليني باسم | احجزيلي باسم | اعرفك بنفسي | عرفك بنفسي | بعرفك بنفسي | اعرفكم بنفسي | اعرفك عن نفسي | عرفك عن حالي | بعرفك عن حالي | بيقولولي | يقولولي | بيقولوا لي | بينادولي | ادعى | يدعونني | يدعوني | سجلني عندك باسم | سجلني عندكم باسم | سجلوني باسم | احجزلي باسم | احجزولي باسم",
  ],
  [
    'weak',
    "أنا | ana | myself | آني | اني | i'm | i am | im | this is | this would be | this'll be | you've got | you got | باسمي | under my name | سجل عندك | اكتب عندك | سجلي عندك | اكتبي عندك | me again | this's | قولي | قوليلي | قولولي | قولهم | قولهن | قله | قوله | قللو | قلو | قللن | قلن | قوللن | قولن | قلون | قولهن | خبرو | خبرهم | خبرن | بلغهم | قولهم | قوللو | قلها | قولها | بلغه | خبره | call me | tell him | tell her | قل له | قول له | قول لها | قولي له | قولي لها | قوليله | قوليلها | قوللها | هون | هنا | اخوك | اخوكم | اخوج | اختك | اختكم | اختج",
  ],
  ['correcting', "it's | it is | its | that's | i said | قلت | قلتلك | قصدي | اقصد | هو | هي | بل"],
  [
    'asked',
    'just say | say it is | باسم | عاسم | على اسم | ع اسم | مع | تحت اسم | under | short for | under the name | under the name of | in the name of | من عند',
  ],
  [
    'family',
    "كنيتي | الكنية | والكنية | اللقب | الشهرة | العيلة | العايلة | العائلة | لقبي | اسم العائلة | اسم العيلة | اسم عائلتي | عائلتي | my last name is | my last name's | last name is | my surname is | my surname's | surname is | my family name is | family name is | last name | surname | last is | last's",
  ],
  [
    'first',
    "my first name is | first name is | my first name's | first name's | first name | first is | first's | اسمي الأول | الاسم الأول",
  ],
]
/** What a name stands on: "the name on the order's …". */
const LISTED_ON = 'order booking account reservation policy ticket bill card invoice appointment file lease'.split(' ')
/** Small words between a cue and the name. */
const BETWEEN = wordSet(
  "هو هي كمان برضو برضه بردو الكامل الكريم بالكامل الحقيقي أنا يا اه آه امم يعني uh um er erm actually again here ? ؟ ثلاثي كده كالتالي spelled spelt also just : ، , - is it's بيكون كان طبعا بس عندك عندكم بالعربي بالانجليزي بالانكليزي بالهوية بالبطاقة ورقمي وايميلي ونمرتي وجوالي وموبايلي",
)
const OWNER_OF_NAME = wordSet('my the full real actual first last family sur middle')
const MAX_BETWEEN = 4

const BY_FIRST = new Map<string, { kind: CueKind; words: string[] }[]>()
for (const [kind, list] of CUES) for (const phrase of list.split(' | ')) addCue(kind, phrase)
for (const thing of LISTED_ON)
  for (const end of ['', ' is', "'s", ' should be']) addCue('asked', `name on the ${thing}${end}`)

function addCue(kind: CueKind, phrase: string): void {
  const words = phrase.split(' ').map(foldWord)
  const first = words[0] ?? ''
  BY_FIRST.set(
    first,
    [...(BY_FIRST.get(first) ?? []), { kind, words }].sort((a, b) => b.words.length - a.words.length),
  )
}

/** The cue that begins at a token, if one does: the longest that fits. */
export function cueAt(tokens: readonly Token[], at: number): NameCue | undefined {
  const token = tokens[at]
  // هناء is a first name, هنا is "here".
  if (token?.kind !== 'word' || isAna(tokens, at) || token.text === 'هناء') return undefined
  const bare = withoutAnd(token.fold)
  const own = BY_FIRST.get(token.fold) ?? (bare === token.fold ? undefined : BY_FIRST.get(bare))
  const found = own?.find(({ words }) =>
    words.every((word, offset) => offset === 0 || tokens[at + offset]?.fold === word),
  )
  if (!found || isOthers(tokens, at, found.words)) return undefined
  let next = at + found.words.length
  for (let between = 0; between < MAX_BETWEEN && BETWEEN.has(tokens[next]?.fold ?? ''); between++) {
    if (GIVEN_NAMES.has(tokens[next]?.fold ?? '')) break
    next++
  }
  return { kind: found.kind, at: next }
}

/** "Ana Whitaker": a first name, where "ana Samer" is "I am Samer". */
function isAna(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]
  return tokens[at]?.text === 'Ana' && /^\p{Lu}\p{Ll}/u.test(next?.text ?? '') && !GIVEN_NAMES.has(next?.fold ?? '')
}

/** "my brother's name is", "her name is", "what is my name": not the caller's. */
function isOthers(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  const before = tokens[at - 1]?.fold ?? ''
  if (
    words[0] === 'name' ||
    words[0] === "name's" ||
    words[0] === 'last' ||
    words[0] === 'surname' ||
    words[0] === 'first'
  ) {
    if (
      before.endsWith("'s") ||
      before === "s'" ||
      /^(?:his|her|their|your|whose|company|brother|sister)$/.test(before)
    )
      return true
    if (RELATIVES.has(before) || RELATIVES.has(before.replace(/s$/, ''))) return true
    // "A man by the name of Steve called me."
    if (words[1] === 'of') return tokens[at - 1]?.kind === 'word'
    return (
      words[0] === 'name' &&
      !OWNER_OF_NAME.has(before) &&
      before !== '' &&
      tokens[at - 1]?.kind === 'word' &&
      before !== 'and'
    )
  }
  if (words[0] === 'الاسم' || words[0] === 'my') return before === 'what' || before === 'is'
  // "is this Ahmad?", "where am I calling": questions about somebody else.
  if (words.join(' ') === 'this is' || words.join(' ') === 'it is') return before === 'if'
  if (words[0] === 'مع')
    return /^(?:احكي|اتكلم|اتواصل|اكلم|التكلم|التحدث|التواصل|حكيت|تكلمت|تواصلت|اتفقت)$/.test(before)
  return false
}
