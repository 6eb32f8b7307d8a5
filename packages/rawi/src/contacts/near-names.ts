import { distance } from './distance.ts'
import { FAMILY_NAMES } from './family-names.ts'
import { GIVEN_NAMES, NAME_OPENERS } from './given-names.ts'
import type { Memory } from './memory.ts'
import { isBoundary } from './name-words.ts'
import { readName, type SpokenName } from './read-names.ts'
import { readSpelled } from './spelled-latin.ts'
import { foldWord, isLetter, type Token, wordSet } from './tokens.ts'

const OPENING_MAX = 14

const NEAR = 12
/** Words of a name at most, titles and joiners counted. */
const LONGER_MAX = 12

export const NEGATORS = wordSet("ليس ليست لست مو مش مب موب ماني مانو منيش not isn't wasn't ain't مهو")

const OPENERS = wordSet(`
كنيتي لقبي عيلتي بيت عيونك عيوني تكرم تكرمي would you can write spell
تكلم تكلمين تتكلم بتكلم بتكلمي بتحكي تحكي شلونكم شلونك شلونج شخبارك شخباركم كيفك كيفكم يعطيك يعطيكم يعطيكي العافية عافية وغلا ياهلا حياك حياكم
namaste namaskar hiya howdy hola bonjour salam salaam assalamu alaikum marhaba ahlan تقريبا قريب almost close nearly سلام سلامات نعم ايوه ايوا أيوة إي اي ايه اه آه أه لا لأ اكيد طبعا تمام طيب حاضر اوكي ممكن تفضل اتفضل هو هي يعني اممم امم مرحبا اهلا أهلين هلا هلو الو ألو السلام عليكم وعليكم ورحمة الله وبركاته صباح مسا مساء الخير النور يا انا أنا اني آني مع باسم باسمي تحت اسم الاسم اسمي من عفوا
عفواً العفو غلط قصدي سوري يسعد صباحك مسا مساك بونجور هاي وعليكو اكتب سجل والله كاتب سجلي اكتبي عندك عندكم سجليني
yes yeah yep yup sure ok okay well uh um uh erm er of course it's it is its this that's that i said said no nope sorry actually hi hello hey there there again good morning afternoon evening name name's my under please certainly absolutely alright right just so um oh ah i'm i am make put the same too me mine for g'day gday evening still only howya yo na ask that'd that'll be to
`)

/** A name that is nearly one the agent said: who corrects "Karin" says "Karmen". */
export function nearName(memory: Memory, tokens: readonly Token[], at: number): SpokenName | undefined {
  const name = readName(tokens, at, 'strong')
  if (!name) return undefined
  const first = foldWord(name.value.split(' ')[0] ?? '')
  const said = [...memory.agent.names, memory.held.name?.value ?? ''].flatMap((value) => value.split(' ').map(foldWord))
  return said.some((word) => word.length > 2 && distance(word, first) <= 2) ? name : undefined
}

/** "Jessica. Jessica Alvarez.", "Peterson. Alan Peterson.": the fuller form right after. */
export function longerAfter(tokens: readonly Token[], name: SpokenName): SpokenName {
  const words = foldedWords(name)
  const letter = saidWithLetter(tokens, name.to)
  if (letter !== undefined) return withFamilyAfter(tokens, name, letter)
  for (let at = name.to; at < Math.min(tokens.length, name.to + NEAR); at++) {
    // "with an S, R O S A": the letter after "an" stands for itself.
    const spelled = /^an?$/.test(tokens[at - 1]?.fold ?? '') ? undefined : readSpelled(tokens, at)
    if (spelled) return withFamilyAfter(tokens, spelling(name, spelled, saysSpelled(tokens, name.to, at)), spelled.to)
    const again = mayBeLonger(tokens, at, words) ? readName(tokens, at, 'strong') : undefined
    if (
      !again ||
      again.from !== at ||
      /^(?:from|of|at|with|in|من|بشركه|شركه|ابن|بن|بنت|ولد|اخو|اخت|مرت|مراه|حرم|زوجه|زوج|جوز|حفيد|حفيده|جار|جاره|صاحب|رفيق)$/u.test(
        tokens[at - 1]?.fold ?? '',
      )
    )
      continue
    const longer = foldedWords(again)
    // "Under Beth, or Elizabeth, Elizabeth Carmody": another way to say it, with more of the name.
    if (tokens[at - 1]?.fold === 'or') {
      const other = longerAfter(tokens, again)
      return other.value.split(' ').length > words.length ? other : name
    }
    // معك أبو فهد، عبدالله الدوسري
    const kunya = NAME_OPENERS.has(words[0] ?? '') && again.known && !NAME_OPENERS.has(longer[0] ?? '')
    if (kunya && longer.length > 1 && tokens[at - 1]?.kind === 'mark' && tokens[again.to]?.kind !== 'word') return again
    if (longer.length > words.length && words.every((word) => longer.includes(word))) return again
  }
  return name
}

/** Whether a name at a token can be another form of one: after "or", after an أبو, or where its first word may come again. */
function mayBeLonger(tokens: readonly Token[], at: number, [first = '']: readonly string[]): boolean {
  if (tokens[at - 1]?.fold === 'or' || NAME_OPENERS.has(first)) return true
  for (let place = at; place < Math.min(tokens.length, at + LONGER_MAX); place++) {
    const { kind, fold } = tokens[place] as Token
    if (kind === 'word' && (fold[0] === first[0] || /^[\u00c0-\u024f]/.test(fold))) return true
  }
  return false
}

/** "Catherine with a C, Boyle": where what is said of a letter ends. */
function saidWithLetter(tokens: readonly Token[], at: number): number | undefined {
  const from = tokens[at]?.fold === ',' ? at + 1 : at
  const said = tokens[from]?.fold === 'with' && /^an?$/.test(tokens[from + 1]?.fold ?? '')
  const ends = isLetter(tokens[from + 2]?.fold ?? '') && tokens[from + 3]?.fold === ','
  return said && ends && !isLetter(tokens[from + 4]?.fold ?? '') ? from + 3 : undefined
}

/** "Priya, P R I Y A, Menon": the family name after the first one was spelled. */
function withFamilyAfter(tokens: readonly Token[], name: SpokenName, at: number): SpokenName {
  const from = /^[,،.]$/.test(tokens[at]?.fold ?? '') ? at + 1 : at
  const token = tokens[from]
  const again = name.value.includes(' ') ? undefined : readName(tokens, from, 'strong')
  if (again?.value.includes(' ') && foldWord(again.value.split(' ')[0] ?? '') === foldWord(name.value)) return again
  if (token && FAMILY_NAMES.has(token.fold) && /^\p{Lu}/u.test(token.text) && !name.value.includes(' ')) {
    return { ...name, value: `${name.value} ${token.text}`, to: from + 1 }
  }
  const family = name.value.includes(' ') ? undefined : readName(tokens, from, 'weak')
  const ends = family && family.from === from && isBoundary(tokens, family.to) && /^\p{Lu}/u.test(family.value)
  return ends ? { ...name, value: `${name.value} ${family.value}`, to: family.to } : name
}

function saysSpelled(tokens: readonly Token[], from: number, to: number): boolean {
  return tokens.slice(from, to).some(({ fold }) => /^(?:spell|spells|spelled|spelt|spelling|written)$/.test(fold))
}

/** A spelled word takes the place of the one that it spells. */
function spelling(name: SpokenName, spelled: SpokenName, announced: boolean): SpokenName {
  const words = name.value.split(' ')
  const fold = foldWord(spelled.value)
  // "… but everyone spells it wrong, it's Y O U S S E F"
  const most = (word: string) => (announced && foldWord(word)[0] === fold[0] ? Math.max(2, fold.length / 2) : 2)
  const near = words.findIndex((word) => distance(foldWord(word), fold) <= most(word))
  return near < 0 || withoutSigns(foldWord(words[near] ?? '')) === withoutSigns(foldWord(spelled.value))
    ? name
    : { ...name, value: words.with(near, spelled.value).join(' ') }
}

export function negatedNames(tokens: readonly Token[], memory: Memory): { names: string[]; ends: number[] } {
  const names: string[] = []
  const ends: number[] = []
  const said = (word: string) =>
    [...memory.agent.names, memory.held.name?.value ?? ''].some((value) =>
      value.split(' ').some((one) => foldWord(one) === word),
    )
  for (let at = 0; at < tokens.length - 1; at++) {
    if (!NEGATORS.has(tokens[at]?.fold ?? '') && !isNobodyHere(tokens, at)) continue
    const name = readName(tokens, at + 1, 'strong')
    if (!name) continue
    const first = tokens[name.from]?.fold ?? ''
    if (!GIVEN_NAMES.has(first) && !said(first) && !/^\p{Lu}/u.test(tokens[name.from]?.text ?? '')) continue
    names.push(first)
    ends.push(name.to)
  }
  return { names, ends }
}

/** "No Kevin here", "there's no Kevin at this number". */
function isNobodyHere(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.fold === 'no' && /^(?:here|at|on|in|there|living)$/.test(tokens[at + 2]?.fold ?? '')
}

/** "… but spelled S I O B H A N": letters after the word that announces them. */
export function nameSpelledOut(tokens: readonly Token[]): SpokenName | undefined {
  const at = tokens.findIndex(({ fold }) => /^(?:spelled|spelt|spell|spelling)$/.test(fold))
  const from = tokens.findIndex((_, place) => place > at && at >= 0 && readSpelled(tokens, place) !== undefined)
  return from > 0 && from - at < NEAR ? readSpelled(tokens, from) : undefined
}

/** "With a C, C-A-T-H-E-R-I-N-E. Doyle.": the letters of a name that the agent said in another way. */
export function nameSpelledAgain(memory: Memory, tokens: readonly Token[]): SpokenName | undefined {
  for (let at = 1; at < Math.min(tokens.length, OPENING_MAX); at++) {
    const spelled = tokens[at - 1]?.kind === 'mark' ? readSpelled(tokens, at) : undefined
    const first = foldWord(spelled?.value ?? '')
    const near = memory.agent.names.some((name) => distance(foldWord(name.split(' ')[0] ?? ''), first) <= 2)
    if (spelled && near) return withFamilyAfter(tokens, spelled, spelled.to)
  }
  return undefined
}

export function opening(tokens: readonly Token[], start: number): number {
  let at = start
  while (at < Math.min(tokens.length, start + OPENING_MAX)) {
    const token = tokens[at] as Token
    // "No, C. Catherine Bell": a letter by itself opens an answer.
    // "C, O, L, M" spells one.
    const spells = at === 0 && /^(?:[a-z]|double)$/.test(tokens[at + 2]?.fold ?? '') && tokens[at + 1]?.fold !== '.'
    const initials =
      tokens[at + 1]?.fold === '.' && /^[A-Z]$/.test(tokens[at + 2]?.text ?? '') && tokens[at + 3]?.fold === '.'
    const letter = isLetter(token.fold) && tokens[at + 1]?.kind === 'mark' && !spells && !initials
    if (token.kind !== 'mark' && !letter && (!OPENERS.has(token.fold) || readsOn(tokens, at))) break
    at++
  }
  return at
}

/** A word that opens an answer and is a name as well stays one when a name follows it directly. */
function readsOn(tokens: readonly Token[], at: number): boolean {
  if (!GIVEN_NAMES.has(tokens[at]?.fold ?? '')) return false
  const next = tokens[at + 1]
  return (
    (at > 0 && next === undefined) ||
    (next?.kind === 'word' && FAMILY_NAMES.has(next.fold) && isBoundary(tokens, at + 2))
  )
}

function foldedWords(name: SpokenName): string[] {
  const words = name.value.split(' ').map(foldWord)
  return /[\u00c0-\u024f]/.test(name.value) ? words.map(withoutSigns) : words
}

/** Siân, S I A N: letters are said without their signs. */
function withoutSigns(fold: string): string {
  return fold.normalize('NFD').replace(/\p{M}/gu, '')
}
