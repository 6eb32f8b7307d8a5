import { distance } from './distance.ts'
import { GIVEN_NAMES } from './given-names.ts'
import type { Memory } from './memory.ts'
import { isFamily } from './name-parts.ts'
import { RELATIVES } from './not-names.ts'
import { readName, type SpokenName } from './read-names.ts'
import { foldWord, isQuestionMark, type Token, wordSet } from './tokens.ts'

/** Words by which a speaker takes back what was just said, and those that only go along with them. */
const TAKES_BACK = wordSet(
  'لا لأ قصدي اقصد أقصد قصدت غلط غلطت غلطان غلطانة بل لحظة استنى استنا no nope wait mean meant correction scratch oops rather actually',
)
const EXCUSES = wordSet('عفوا عفواً العفو آسف اسف آسفة اسفة سوري معلش يعني sorry pardon excuse')
const GOES_ALONG = wordSet("انا أنا هو هي اسمي والله هلا i me it it's its that that's hold on make a uh um er")
const GOES_ON =
  /^(?:and|now|from|here|speaking|calling|with|for|i|i'm|my|من|ورقمي|وانا|ورقم|وبدي|وابي|واريد|وعندي|وحاب|هلا|هسا|بدي|عندي|رقمي)$/u
const WORDS_MAX = 6

/** "Sara Ali, no wait, Sara Alloush", أنا أحمد، لا عفوا، محمد: the name that takes the place of the one before it in the same breath. */
export function takenBack(
  { agentNames }: Memory,
  tokens: readonly Token[],
  before: SpokenName,
): SpokenName | undefined {
  const { at, sure, sorry } = skipsBack(tokens, before.to)
  if (!sure && !sorry) return undefined
  const name = readName(tokens, at, 'known') ?? ifNearly(before, readName(tokens, at, 'strong'))
  if (name?.from !== at || !endsThere(tokens, name.to) || isSomebodyElse(tokens, name.to)) return undefined
  const first = foldWord(name.value.split(' ')[0] ?? '')
  if (agentNames.has(first)) return undefined
  // "I'm Sarah, sorry Ben, …" is sorry to Ben.
  if (!sure && !name.value.includes(' ') && distance(foldWord(before.value.split(' ')[0] ?? ''), first) > 2)
    return undefined
  return { ...name, value: inPlace(before.value.split(' '), name.value) }
}

/** Where the words end by which a name is taken back. */
function skipsBack(tokens: readonly Token[], from: number): { at: number; sure: boolean; sorry: boolean } {
  let at = from
  let [sure, sorry] = [false, false]
  for (let words = 0; words <= WORDS_MAX; at++) {
    const token = tokens[at]
    if (token?.kind === 'mark' && /^[.,،…–—-]$/u.test(token.fold)) continue
    const fold = token?.fold ?? ''
    if (TAKES_BACK.has(fold)) sure = true
    else if (EXCUSES.has(fold)) sorry = true
    else if (!(GOES_ALONG.has(fold) && (sure || sorry))) break
    words++
  }
  return { at, sure, sorry }
}

/** A name that is not in the lists counts where it begins nearly as the one before. */
function ifNearly(before: SpokenName, name: SpokenName | undefined): SpokenName | undefined {
  const [one, other] = [before, name].map((spoken) => foldWord(spoken?.value.split(' ')[0] ?? ''))
  return one && other && one.length > 2 && distance(one, other) <= 2 ? name : undefined
}

/** "No Tom isn't here" takes nothing back: the sentence goes on about Tom. */
function endsThere(tokens: readonly Token[], to: number): boolean {
  const token = tokens[to]
  if (token?.kind !== 'word') return !isQuestionMark(token?.fold ?? '')
  return GOES_ON.test(token.fold)
}

/** أحمد أخوي, "Tom is my son": the name belongs to somebody else. */
function isSomebodyElse(tokens: readonly Token[], to: number): boolean {
  const foldAt = (at: number) => tokens[at]?.fold ?? ''
  let at = to
  if (/^(?:is|هو|هي|,|،)$/u.test(foldAt(at))) at++
  if (foldAt(at) === 'my') at++
  return RELATIVES.has(foldAt(at))
}

/** One word alone takes the place of the word it stands for: the first name, or the family's. */
function inPlace(words: readonly string[], said: string): string {
  if (words.length < 2 || said.includes(' ')) return said
  const fold = foldWord(said)
  const family = isFamily(said) || (!GIVEN_NAMES.has(fold) && distance(foldWord(words.at(-1) ?? ''), fold) <= 2)
  return (family ? [...words.slice(0, -1), said] : [said, ...words.slice(1)]).join(' ')
}
