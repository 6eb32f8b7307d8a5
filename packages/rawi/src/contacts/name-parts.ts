import { FAMILY_NAMES } from './family-names.ts'
import type { Finding } from './find-names.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { isBoundary } from './name-words.ts'
import { opening } from './near-names.ts'
import { TITLES } from './not-names.ts'
import { readName, type SpokenName } from './read-names.ts'
import { readSpelled } from './spelled-latin.ts'
import { foldWord, isQuestionMark, type Token, wordSet } from './tokens.ts'

/** Sentences and halves of them in which a part of the name is looked for. */
const CLAUSES_MAX = 6
const SURNAME = / (?:that's|that is|is|being|for|as) (?:my |the )?(?:surname|last name|family name|last) /
const FIRST_NAME = / (?:that's|that is|is|being|for|as) (?:my |the )?(?:first name|given name|forename|first) /
const ARABIC_SURNAME = /^ (?:هي |هو )?(?:الكنيه|كنيتي|العيله|العايله|العائله|اللقب|الشهره|اسم العيله|اسم العايله) /u
/** Without one of these no part of a name is named. */
const PART_WORDS = wordSet('surname last first family given forename الكنيه كنيتي العيله العايله العائله اللقب الشهره')
/** "Beth's fine", "Jo will do": what the caller may be called, in a short answer. */
const FINE = /^ (?:is |will |'ll |would )?(?:be )?(?:fine|good|ok|okay|great|enough|do|does|works) (?:. )?$/
const FINE_MAX = 7
const BEFORE_FIRST = /^ [,.] (?:my )?first name(?:'s)? /

const PAUSES: ReadonlySet<string> = new Set('.,،!?؟;؛:–—')

/** Where the clauses of a turn begin. */
export function clauseStarts(tokens: readonly Token[]): number[] {
  const starts = [0]
  for (let at = 1; at < tokens.length && starts.length < CLAUSES_MAX; at++) {
    if (tokens[at - 1]?.kind === 'mark' && tokens[at]?.kind === 'word' && PAUSES.has(tokens[at - 1]?.fold ?? ''))
      starts.push(at)
  }
  return starts
}

/** "Pemberton. That's my surname.", "Rupert's the first name", "Ocasio, first name Ramon": parts that are named after they are said. */
export function partsNamed(tokens: readonly Token[], asked: boolean): Finding[] {
  const found: Finding[] = []
  const fine = asked && tokens.length <= FINE_MAX
  if (!fine && !tokens.some(({ fold }) => PART_WORDS.has(fold))) return found
  for (const start of clauseStarts(tokens)) {
    // "First Lamar, last Whitfield."
    const part = asked ? /^(?:first|last)$/.exec(tokens[start]?.fold ?? '')?.[0] : undefined
    const bare = part ? singleWord(tokens, start + 1) : undefined
    if (bare) found.push({ name: bare, kind: part === 'first' ? 'first' : 'family' })
    const name = bare ? undefined : singleWord(tokens, opening(tokens, start))
    if (!name) continue
    const possessive = /'s$/.test(tokens[name.to - 1]?.fold ?? '')
    const rest = `${possessive ? ' is' : ''}${foldsFrom(tokens, name.to)}`.replace(/^( is)? [.,] /, '$1 ')
    if (asked && FINE.test(rest)) found.push({ name, kind: 'first' })
    else if (FIRST_NAME.exec(rest)?.index === 0) found.push({ name, kind: 'first' })
    else if (SURNAME.exec(rest)?.index === 0 || ARABIC_SURNAME.test(rest)) found.push({ name, kind: 'family' })
    else if (BEFORE_FIRST.test(foldsFrom(tokens, name.to))) found.push({ name, kind: 'family' })
  }
  return found
}

/** "W-O-J-C-I-K. And the first name is Tara.": letters that answer how the family name is spelled. */
export function familySpelled(tokens: readonly Token[]): Finding[] {
  const name = readSpelled(tokens, 0) ?? readSpelled(tokens, opening(tokens, 0))
  return name ? [{ name, kind: 'family' }] : []
}

/** "Carter, Dwayne.", "Mr Osei. Daniel.": the family name, then the first, and no more. */
export function familyThenFirst(tokens: readonly Token[]): SpokenName | undefined {
  const family = readName(tokens, opening(tokens, 0), 'strong')
  const turned = family && turnedRound(tokens, family)
  if (turned) return turned
  if (!family || family.to - family.from !== 1) return undefined
  const pause = tokens[family.to]?.fold ?? ''
  const titled = TITLES.has(tokens[family.from - 1]?.fold ?? '') || tokens[family.from - 1]?.fold === '.'
  if (pause !== ',' && !(pause === '.' && (titled || (FAMILY_NAMES.has(family.value.toLowerCase()) && !family.known))))
    return undefined
  const first = singleWord(tokens, family.to + 1)
  const ends = first && tokens.slice(first.to).every(({ kind, fold }) => kind === 'mark' && !isQuestionMark(fold))
  if (!first || !ends || !/^\p{Lu}/u.test(family.value) || !first.known) return undefined
  const [one, other] = [foldWord(family.value), foldWord(first.value)]
  const isTurned = FAMILY_NAMES.has(one) ? !FAMILY_NAMES.has(other) || !family.known : !family.known
  return isTurned && one !== other
    ? { ...first, value: `${first.value} ${family.value}`, from: family.from }
    : undefined
}

/** "szymanski kathryn", without capitals and marks: a family's name that is no first name, before one that is only that. */
function turnedRound(tokens: readonly Token[], name: SpokenName): SpokenName | undefined {
  const [one = '', other = '', ...more] = name.value.split(' ')
  if (more.length > 0 || /\p{Lu}/u.test(name.value) || tokens.slice(name.to).some(({ kind }) => kind === 'word'))
    return undefined
  const isTurned = FAMILY_NAMES.has(one) && !GIVEN_NAMES.has(one) && GIVEN_NAMES.has(other) && !FAMILY_NAMES.has(other)
  return isTurned ? { ...name, value: `${other} ${one}` } : undefined
}

/** One word that may be a name, with or without the 's of "Rupert's". */
function singleWord(tokens: readonly Token[], at: number): SpokenName | undefined {
  const token = tokens[at]
  if (token?.kind !== 'word' || !/^(?:\p{Lu}|[\u0621-\u064a])/u.test(token.text)) return undefined
  const text = token.text.replace(/['’]s$/u, '')
  if (text !== token.text) {
    const bare = { ...token, text, fold: token.fold.slice(0, -2) }
    const name = readName([bare], 0, 'strong')
    return name && { ...name, from: at, to: at + 1 }
  }
  const name = readName(tokens, at, 'strong')
  return name?.from === at && name.to === at + 1 ? name : undefined
}

function foldsFrom(tokens: readonly Token[], from: number): string {
  const words = tokens.slice(from, from + 5).map(({ fold }) => fold)
  return ` ${words.join(' ')} `
}

/** A word that is a family's name and no given one. */
export function isFamily(name: string): boolean {
  const fold = foldWord(name)
  return !GIVEN_NAMES.has(fold) && (FAMILY_NAMES.has(fold) || /^ال.{3}/u.test(fold))
}

/** "Ravi Sharma?" "No, Verma.": only the family name that the agent said is replaced. */
export function familyInstead(said: string | undefined, tokens: readonly Token[], at: number): SpokenName | undefined {
  if (!said?.includes(' ')) return undefined
  const name = readName(tokens, at, 'family')
  return name && !name.value.includes(' ') && isFamily(name.value) && isBoundary(tokens, name.to) ? name : undefined
}
