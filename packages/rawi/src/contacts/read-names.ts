import { FAMILY_NAMES, TRADES } from './family-names.ts'
import { EVERYDAY_NAMES, GIVEN_NAMES, MANNERS, MOODS, NAME_JOINERS, NAME_OPENERS } from './given-names.ts'
import { afterRank, isHonorific } from './honorifics.ts'
import { endOfName } from './name-end.ts'
import {
  CAPITAL,
  isBoundary,
  isNotName,
  isShouting,
  LATIN,
  LETTERS_MAX,
  PAST_TENSE,
  SERVANT,
  VERB_AFTER,
  VERB_LIKE,
} from './name-words.ts'
import { NOT_NAMES, RELATIVE_OF_OTHERS, RELATIVES, TITLES } from './not-names.ts'
import { readSpelled } from './spelled-latin.ts'
import { ARABIC_FROM, foldWord, isDefinite, isLetter, type Token, wordSet } from './tokens.ts'

/** A name and the tokens that say it, the last one excluded. */
export interface SpokenName {
  readonly value: string
  readonly from: number
  readonly to: number
  /** Its first word is a given name that is known. */
  readonly known: boolean
}

const TITLE_SKIPS_MAX = 4
/** منة عادل is a Menna, where منه is "from him". */
const isMenna = (text: string | undefined, fold: string) =>
  text === 'منة' && (GIVEN_NAMES.has(fold) || FAMILY_NAMES.has(fold) || /^ال.{3}/u.test(fold))
/** منة الله، هبة الله، جاد الله. */
const GIFTS = /^(?:منه|هبه|نعمه|ايه|جاد|فتح|عطا|خير|نصر|فضل|سعد|حمد|ضيف|رزق|عوض|امه|وعد)$/u
/** What somebody is of something, before their name. */
const POST =
  /^(?:رييس|مدير|مسوول|صاحب|موظف|سكرتير|مندوب|ممثل|محاسب|امين|مشرف|مدرب|مهندس|وكيل|حارس|مدرس|معلم|ربه|طالب|شيف|رب)ه?$/u
/** أخو مازن، مرت سامر: somebody by whose relative they are. أبو and أم make names. */
const KIN_OF = wordSet(
  'اخو اخ اخت شقيق شقيقه مرت مراه حرم زوج زوجه جوز ابن ابنه بنت ولد والد والده خال خاله عم عمه جد جده حفيد حفيده صهر نسيب رفيق رفيقه صاحب جار جاره',
)
const THEIRS = wordSet('his her their')
/** How much may be taken on trust: after "my name is" any word, after "I am" a word that looks like a name. */
export type Trust = 'strong' | 'weak' | 'known' | 'family'

/** The name that begins at a token, after titles and after whose relative speaks; undefined where none does. */
export function readName(tokens: readonly Token[], at: number, trust: Trust): SpokenName | undefined {
  let from = at
  let titled = false
  for (let skipped = 0; skipped < TITLE_SKIPS_MAX; skipped++) {
    const token = tokens[from]
    if (!token) return undefined
    const next = afterTitle(tokens, from)
    if (next === from) break
    titled ||= TITLES.has(token.fold)
    from = next
  }
  // "I'm Carla Carla Esposito"
  if (tokens[from]?.kind === 'word' && tokens[from]?.fold === tokens[from + 1]?.fold) from++
  // "Khalfan خلفان الشامسي"
  const [one, two] = [tokens[from]?.fold ?? '', tokens[from + 1]?.fold ?? '']
  if (LATIN.test(one) && !LATIN.test(two) && GIVEN_NAMES.has(two)) from++
  const first = tokens[from]
  if (first?.kind !== 'word') return undefined
  const spelled = readSpelled(tokens, from)
  if (spelled) return trust === 'known' ? undefined : spelled
  if (!mayBegin(tokens, from, titled && trust === 'weak' ? 'strong' : trust)) {
    // أنا سعيد، سعيد الأحمد: said again with the family name it is a name after all.
    const again = trust === 'weak' && tokens[from + 1]?.kind === 'mark' && tokens[from + 2]?.fold === first.fold
    return again ? readName(tokens, from + 2, trust) : undefined
  }
  const to = endOfName(tokens, from, trust === 'strong' || trust === 'family')
  return { value: withoutEcho(nameText(tokens, from, to)), from, to, known: isKnownFirst(first.fold) }
}

/** Where a title, "his brother" or "her husband," before a name ends; the same place if there is none. */
function afterTitle(tokens: readonly Token[], at: number): number {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (!token || !next) return at
  // ميس رنا has a title, ميس الشوا a first name.
  if (token.fold === 'ميس' && !GIVEN_NAMES.has(next.fold)) return at
  if (TITLES.has(token.fold)) {
    // Ms is a title, "miss you" is not; "دكتور" alone ends a sentence.
    return next.fold === '.' ? at + 2 : at + 1
  }
  if (isHonorific(tokens, at)) return at + 1
  const ranked = afterRank(tokens, at)
  if (ranked !== undefined) return ranked
  if (RELATIVE_OF_OTHERS.has(token.fold)) return next.fold === '،' || next.fold === ',' ? at + 2 : at + 1
  const latin = token.fold < ARABIC_FROM
  // رئيس الورشة عاصم, صاحب المحل جورج: a post and what it is of.
  if (
    !latin &&
    POST.test(token.fold) &&
    /^ال/u.test(next.fold) &&
    !TITLES.has(next.fold) &&
    GIVEN_NAMES.has(tokens[at + 2]?.fold ?? '')
  )
    return at + 2
  // المندوب عاصم: what the caller is, before the name.
  if (isDefinite(token.fold) && GIVEN_NAMES.has(next.fold) && !GIVEN_NAMES.has(token.fold)) return at + 1
  // "It's pharmacist Ruth"
  if (
    latin &&
    /^[a-z]+(?:ist|or|er|ian|ant|ent|nurse)$/.test(token.text) &&
    CAPITAL.test(next.text) &&
    GIVEN_NAMES.has(next.fold)
  )
    return isNotName(token.fold) || GIVEN_NAMES.has(token.fold) ? at : at + 1
  // مريضتك سوسن: who the caller is to the one they speak to.
  if (
    !latin &&
    /^[\u0621-\u064a]{3,}(?:ك|كم|كن|ه|ها|هم)$/u.test(token.fold) &&
    (GIVEN_NAMES.has(next.fold) || NAME_OPENERS.has(next.fold)) &&
    !GIVEN_NAMES.has(token.fold) &&
    !endsAsName(token)
  ) {
    return NOT_NAMES.has(token.fold) && !/^(?:جار|زبون|زميل|رفيق)/u.test(token.fold) ? at : at + 1
  }
  if (THEIRS.has(token.fold) || (token.fold.endsWith("'s") && /^\p{L}+'s$/u.test(token.fold))) {
    if (next.kind === 'word' && tokens[at + 2]?.fold === ',') return at + 3
    return RELATIVES.has(next.fold) ? at + 2 : at
  }
  return at
}

/** تمارة إلياس: ة ends a name, where ه may be "his": زبونته سوسن. */
function endsAsName({ text, fold }: Token): boolean {
  return (
    /[هة]$/u.test(text) &&
    !/^(?:[وبعك]?ال|لل)/u.test(fold) &&
    !/(?:ته)$/u.test(fold) &&
    !(text.endsWith('ه') && NOT_NAMES.has(fold.slice(0, -1)))
  )
}

function isKnownFirst(fold: string): boolean {
  return GIVEN_NAMES.has(fold) || NAME_OPENERS.has(fold)
}

function mayBegin(tokens: readonly Token[], at: number, trust: Trust): boolean {
  const { fold, text } = tokens[at] as Token
  if (isInitial(tokens, at) && trust === 'strong') return true
  if (fold.length > LETTERS_MAX || fold.length < 2 || fold.endsWith("'s") || RELATIVES.has(fold)) return false
  if (fold.includes("'") && /^(?:[a-z]+'(?:m|re|ll|ve|d|t))$/.test(fold)) return false
  // "Will do", "no you may not" and "skip it" are no Will, May or Skip.
  if ((fold === 'will' || fold === 'may' || fold === 'skip') && VERB_AFTER.test(tokens[at + 1]?.fold ?? ''))
    return false
  // "it's said Fanshaw"
  if (text === 'said' && /^(?:it's|is)$/.test(tokens[at - 1]?.fold ?? '')) return false
  // معاك يا دكتور: a title without a name.
  if (TITLES.has(fold) && !LATIN.test(fold) && !GIVEN_NAMES.has(fold)) return false
  const next = tokens[at + 1]
  if (next?.kind === 'word' && KIN_OF.has(fold)) return false
  if (trust === 'weak' && MANNERS.has(fold) && tellsOfMatter(next?.fold ?? '')) return false
  if (trust === 'weak' && MOODS.has(fold) && /^مع(?:ك|كم|كن|اك|اكم)$/u.test(next?.fold ?? '')) return false
  // "plus nine six three" and "nor …" fold as names that are written زايد and ولاء.
  if ((text === 'زائد' && (next?.kind === 'word' || next?.kind === 'digits')) || text === 'ولا') return false
  // أنا أمل أن, أنا نادر ما: a hope and a habit.
  if (trust === 'weak' && isKnownFirst(fold) && /^(?:ان|انه|انو|انكم|انها)$/u.test(next?.fold ?? '')) return false
  if (fold === 'نادر' && next?.fold === 'ما') return false
  // أبا أغير رقمي: "I want", which folds as إباء does.
  if (text === 'أبا' || text === 'ابا') return false
  if (NAME_OPENERS.has(fold)) {
    if (next?.kind !== 'word' || (isNotName(next.fold) && !GIVEN_NAMES.has(next.fold) && !/^ال/u.test(next.fold)))
      return false
    if (SERVANT.test(fold) || trust === 'strong' || trust === 'family') return true
    return GIVEN_NAMES.has(next.fold) || /^ال.{3}/u.test(next.fold) || FAMILY_NAMES.has(next.fold)
  }
  if (next?.fold === 'الله' && GIFTS.test(fold)) return trust !== 'known'
  if (isMenna(text, next?.fold ?? '')) return true
  const given = GIVEN_NAMES.has(fold)
  const everyday = EVERYDAY_NAMES.has(fold) || (given && isNotName(fold))
  if (trust === 'strong' || trust === 'family') {
    if (given && !isNotName(fold)) return true
    if (given) return LATIN.test(fold) || beginsFamily(tokens, at + 1) || isBoundary(tokens, at + 1)
    if (trust === 'strong' && /^ال/u.test(fold) && !FAMILY_NAMES.has(fold.slice(2)) && !GIVEN_NAMES.has(fold.slice(2)))
      return false
    return !isNotName(fold, true) && (!NAME_JOINERS.has(fold) || (CAPITAL.test(text) && CAPITAL.test(next?.text ?? '')))
  }
  if (everyday && trust === 'weak' && !MOODS.has(fold) && !LATIN.test(fold) && !isNotName(fold)) {
    const ends = next?.kind !== 'word' || next.fold === 'من' || /^و.{2}/u.test(next.fold)
    const family =
      next?.kind === 'word' && !isNotName(next.fold) && !VERB_LIKE.test(next.fold) && !PAST_TENSE.test(next.fold)
    if (ends || (family && isBoundary(tokens, at + 2))) return true
  }
  if (everyday)
    return beginsFamily(tokens, at + 1) || (trust === 'weak' && CAPITAL.test(text) && isBoundary(tokens, at + 1))
  if (given) return true
  if (trust === 'known' || isNotName(fold)) return false
  if (
    LATIN.test(fold) &&
    trust === 'weak' &&
    /^(?:from|calling|called|rang|phoned|speaking|here)$/.test(next?.fold ?? '')
  )
    return true
  if (LATIN.test(fold) && trust === 'weak' && goesOnWithI(tokens, at + 1)) return !ADJECTIVE.test(fold)
  if (LATIN.test(fold)) {
    // "I'm Native American", "this is Unit 4": an unknown word is a name where the sentence ends or goes on as after one.
    const ends =
      next === undefined ||
      (next.kind === 'mark' && !next.glued) ||
      (next.kind === 'mark' && ',.!-'.includes(next.fold))
    const goesOn =
      /^(?:from|calling|here|speaking|and|i|i'm|i've|i'd|with|again|the|your|my|his|her|at|over|just|how|but|not|this)$/.test(
        next?.fold ?? '',
      )
    return (
      CAPITAL.test(text) &&
      !isShouting(tokens) &&
      fold.length > 1 &&
      (ends ||
        goesOn ||
        (next?.kind === 'word' && CAPITAL.test(next.text) && !isNotName(next.fold)) ||
        NAME_JOINERS.has(next?.fold ?? ''))
    )
  }
  // أنا الخطيب, أنا حداد: a family name, or an unknown first name that one follows.
  if (VERB_LIKE.test(fold) || /^ال/u.test(fold)) return false
  return (
    (FAMILY_NAMES.has(fold) && !TRADES.has(fold)) ||
    (beginsFamily(tokens, at + 1) &&
      !isThing(tokens[at + 1]?.fold ?? '') &&
      !PAST_TENSE.test(fold) &&
      isBoundary(tokens, at + 2))
  )
}

/** خارج البلد، واصل المطار: with an article, and no family's name. */
function isThing(fold: string): boolean {
  return /^ال/u.test(fold) && !/ي$/u.test(fold) && !FAMILY_NAMES.has(fold) && !FAMILY_NAMES.has(fold.slice(2))
}

/** بالموضوع، بكلامي، جدا: what somebody is serious or honest about, and how much. */
function tellsOfMatter(fold: string): boolean {
  return /^(?:ب(?:ال|هال|هاد|هذا|هذه|موضوع|كلام|قرار|طلب|حق|شكو|وعد|شغل|راي|قول|طبع|سعر|عمل|ن[يو])|جدا$|كتير$|كثير$|اوي$|قوي$|فعلا$|وصريح|عن$|على$|عليك|لك)/u.test(
    fold,
  )
}

/** "I am Lakeisha and I …": what two sentences join is no adjective, unless it looks like one. */
const ADJECTIVE = /(?:ed|ing|ful|ous|ive|able|ible|ent|ant|ic|al|ary|less|ish|ly)$/

/** "T J Abernathy": one or two capitals before a family name. */
function isInitial(tokens: readonly Token[], at: number): boolean {
  const letter = (place: number) =>
    isLetter(tokens[place]?.fold ?? '') && /^[A-Z]$/.test(tokens[place]?.text ?? '') && tokens[place]?.fold !== 'i'
  if (!letter(at)) return false
  // "J. R. Whitlow"
  const stop = (place: number) => tokens[place]?.fold === '.' && tokens[place]?.glued
  if (stop(at + 1) && letter(at + 2) && stop(at + 3)) return /^[A-Z][a-z]{2,}/.test(tokens[at + 4]?.text ?? '')
  const family = (place: number) =>
    /^[A-Z][a-z]{2,}/.test(tokens[place]?.text ?? '') && !isNotName(tokens[place]?.fold ?? '')
  return family(at + 1) || (letter(at + 1) && family(at + 2))
}

function goesOnWithI(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.fold === 'and' && /^(?:i|my|i'm|i've)$/.test(tokens[at + 1]?.fold ?? '')
}

/** A word after a first name that carries it on: الخطيب، حداد, van der. */
function beginsFamily(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word' || isNotName(token.fold)) return false
  if (/^ال.{3}/u.test(token.fold) || FAMILY_NAMES.has(token.fold) || NAME_JOINERS.has(token.fold)) return true
  if (GIVEN_NAMES.has(token.fold) && !EVERYDAY_NAMES.has(token.fold)) return true
  return LATIN.test(token.fold) && CAPITAL.test(token.text) && !isShouting(tokens)
}

/** "adeyemi folake adeyemi", "marcus bell marcus": a part and the whole, without a mark between them. */
function withoutEcho(name: string): string {
  const words = name.split(' ')
  if (words.length < 3 || foldWord(words[0] ?? '') !== foldWord(words.at(-1) ?? '')) return name
  return (GIVEN_NAMES.has(foldWord(words[1] ?? '')) ? words.slice(1) : words.slice(0, -1)).join(' ')
}

/** The words of a name with single spaces, without tatweel. */
export function nameText(tokens: readonly Token[], from: number, to: number): string {
  let text = ''
  for (const token of tokens.slice(from, to)) text += (text === '' || token.glued ? '' : ' ') + token.text
  return text.replaceAll('\u0640', '')
}
