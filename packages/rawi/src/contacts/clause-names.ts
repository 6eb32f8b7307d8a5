import { type Finding, isNoThanks, NEVER_MIND, OTHER_PEOPLE, WITH_YOU } from './find-names.ts'
import { GIVEN_NAMES, MOODS, NAME_OPENERS } from './given-names.ts'
import type { Memory } from './memory.ts'
import { clauseStarts } from './name-parts.ts'
import { isBoundary } from './name-words.ts'
import { longerAfter, opening } from './near-names.ts'
import { RELATIVES, TITLES } from './not-names.ts'
import { NUMBER_WORDS } from './number-words.ts'
import { readName, type SpokenName } from './read-names.ts'
import { isComma, isLetter, isQuestionMark, type Token, wordSet } from './tokens.ts'

const COMMAS_MAX = 4
/** Words between the parts of a message. */
const MESSAGE_WORDS = 8

const I_AM = wordSet("انا اني i'm im am")
const SPEAKING = wordSet(
  'speaking here calling returning ringing phoning معك معاك معكم معاكم معكن معج معاج معاكي وياك وياكم وياج يتكلم بيتكلم تتكلم بتتكلم يحكي بيحكي بتحكي بحكي بكلمك بتكلمك بيكلمك يكلمك تكلمك بيحكيك بتحكيك عم again اتصل متصل متصله',
)

/** "Kavya this side", "Bazza here,": it is the caller who is so named, whatever the name is. */
function isHere(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.fold === 'this' && tokens[at + 1]?.fold === 'side') return true
  if (tokens[at]?.fold !== 'here' && tokens[at]?.fold !== 'speaking') return false
  const next = tokens[at + 1]
  return next?.kind !== 'word' || /^(?:on|from|for|in|about|regarding|with|and)$/.test(next.fold)
}

const OF_OTHERS = wordSet(
  'مع عن احكي اكلم اتكلم اسمه اسمها بخصوص مين هل انت يا with about for to speak spoke talk told asked met gave see thanks you',
)

/** "… at gmail dot com. Henry Blackwood.": a full name as the last sentence, after what the caller said of themselves. */
export function closingName(tokens: readonly Token[]): Finding[] {
  const stop = tokens.findLastIndex(({ fold }, at) => fold === '.' && tokens[at + 1]?.kind === 'word')
  const name = stop < 0 ? undefined : (readName(tokens, stop + 1, 'known') ?? nameOfAddress(tokens, stop + 1))
  if (!name || !tokens.slice(name.to).every(({ fold }) => fold === '.')) return []
  const full = name.to - name.from > 1 && name.value.split(' ').every((word) => /^\p{Lu}\p{Ll}/u.test(word))
  const ofOthers = tokens
    .slice(0, stop)
    .some(({ fold }) => OF_OTHERS.has(fold) || OTHER_PEOPLE.has(fold) || RELATIVES.has(fold))
  return full && !ofOthers ? [{ name, kind: 'speaking' }] : []
}

/** "… j.lopes@shaw.ca. Joaquim Lopes.": a name that no list knows, one of whose words stands in the address. */
function nameOfAddress(tokens: readonly Token[], at: number): SpokenName | undefined {
  const name = readName(tokens, at, 'weak')
  const words = name?.value.toLowerCase().split(' ') ?? []
  return words.some((word) => word.length > 2 && tokens.slice(0, at).some(({ fold }) => fold === word))
    ? name
    : undefined
}

/** رقمي 010…، شريف عاطف: a full name that ends the turn right after the number that is held. */
export function nameAfterNumber({ held }: Memory, tokens: readonly Token[]): Finding[] {
  const said = held.phone?.evidence.at(-1)
  if (!said || said.seq !== tokens[0]?.turn.seq || said.kind === 'affirmed_readback') return []
  const comma = tokens.findIndex(({ start }) => start >= said.end)
  const name = /^[,،.]$/.test(tokens[comma]?.fold ?? '') ? readName(tokens, comma + 1, 'known') : undefined
  const ends =
    name?.from === comma + 1 && name.to - name.from > 1 && tokens.slice(name.to).every(({ fold }) => fold === '.')
  return ends ? [{ name, kind: 'speaking' }] : []
}

/** "I am the owner of the shop, George.", أنا صاحب الحساب، نبيل الأسود، وبدي …: a name between marks after what the caller says of themselves. */
export function trailingName(tokens: readonly Token[], asked: boolean): Finding[] {
  const commas = [...tokens.keys()].filter((at) => at > 0 && isComma(tokens[at]?.fold ?? '')).slice(0, COMMAS_MAX)
  for (const comma of commas.reverse()) {
    // "… but the driver is me, Ahmed Siddiqui", "ask for me, Gerald Stokes": whatever the name is.
    const askFor = tokens[comma - 2]?.fold === 'for' && tokens[comma - 3]?.fold === 'ask'
    const isMe = (asked || askFor) && tokens[comma - 1]?.fold === 'me'
    const name = readName(tokens, comma + 1, isMe ? 'weak' : 'known')
    if (!name || isQuestionMark(tokens.at(-1)?.fold ?? '')) continue
    const ends = tokens.slice(name.to).every(({ kind }) => kind !== 'word')
    if (!ends && !(/^[،,.]$/.test(tokens[name.to]?.fold ?? '') && name.to - name.from > 1)) continue
    if (asked && NAME_OPENERS.has(tokens[comma + 1]?.fold ?? '') && isAnsweredBefore(tokens, comma)) continue
    // "My son, Oscar. I'm the policyholder, Heidi Brandt.": only this sentence counts.
    const stop = tokens.slice(0, comma).findLastIndex(({ fold }) => fold === '.')
    const before = tokens.slice(stop + 1, comma)
    const self = (fold: string) => I_AM.has(fold) || WITH_YOU.has(fold)
    const ofSelf = before.some(({ fold }) => self(fold))
    const about = (at: number) =>
      /^(?:بخصوص|عن|about)$/.test(before[at]?.fold ?? '') && !GIVEN_NAMES.has(before[at + 1]?.fold ?? '')
    // معك ماما جاد، نايلا شمعون: whose mother the caller is.
    const isSelf = (at: number) => self(before[at - 1]?.fold ?? '')
    const ofOthers =
      !isMe &&
      before.some(({ fold }, at) => (OF_OTHERS.has(fold) && !about(at)) || (RELATIVES.has(fold) && !isSelf(at)))
    if ((ofSelf || ((asked || isMe) && ends)) && !ofOthers) return [{ name, kind: 'speaking' }]
  }
  return []
}

/** "Call me back on 925 443 1098, ask for Rick": who is to be asked for on a number that the caller gives. */
export function askedForName({ held }: Memory, tokens: readonly Token[]): Finding[] {
  const at = tokens.findIndex(({ fold }, place) => fold === 'for' && tokens[place - 1]?.fold === 'ask')
  const numbered = held.phone?.evidence.some(({ seq }) => seq === tokens[at]?.turn.seq)
  const titled = TITLES.has(tokens[at + 1]?.fold ?? '')
  const name = at > 0 && numbered ? readName(tokens, at + 1, titled ? 'weak' : 'known') : undefined
  if (!name || (name.from !== at + 1 && !titled) || tokens.slice(name.to).some(({ kind }) => kind === 'word')) return []
  return tokens.some(({ fold }) => RELATIVES.has(fold) || OTHER_PEOPLE.has(fold)) ? [] : [{ name, kind: 'speaking' }]
}

/** "that's me corinne baptiste": a first name and one more word, with which a turn without capitals and marks ends. */
export function nameAtTheEnd(tokens: readonly Token[], asked: boolean): Finding[] {
  if (tokens.some(({ text, fold }) => !/^[\x20-\x7e]*$/.test(text) || /[A-Z]/.test(text) || /^[.?!]$/.test(fold)))
    return []
  if (tokens.some(({ fold }) => RELATIVES.has(fold) || OTHER_PEOPLE.has(fold) || NEVER_MIND.has(fold))) return []
  const own = asked || tokens.some(({ fold }) => /^(?:i'm|i|me|my|myself|mine)$/.test(fold))
  for (const at of own ? [tokens.length - 3, tokens.length - 2] : []) {
    const name = at > 0 ? readName(tokens, at, 'known') : undefined
    const before = tokens[at - 1]?.fold ?? ''
    if (name?.from !== at || name.to !== tokens.length || OF_OTHERS.has(before) || TITLES.has(before)) continue
    if (/^(?:at|from|by|of|in|on|is|was|the|a|an|or|and|mister|named|called)$/.test(before)) continue
    return [{ name, kind: 'speaking' }]
  }
  return []
}

/** "Yes, under Nasser. Dina Nasser.": the family name, and at once the whole. */
export function familyThenWhole(tokens: readonly Token[]): Finding[] {
  if (tokens.some(({ fold }) => RELATIVES.has(fold) || OTHER_PEOPLE.has(fold) || OF_OTHERS.has(fold))) return []
  for (const start of clauseStarts(tokens).slice(1)) {
    const family = tokens[start - 2]
    const name = readName(tokens, start, 'weak')
    const whole = name?.from === start && name.to - name.from > 1 && isBoundary(tokens, name.to)
    if (whole && family?.kind === 'word' && family.fold === tokens[name.to - 1]?.fold && /^\p{Lu}/u.test(family.text))
      return [{ name, kind: 'speaking' }]
  }
  return []
}

/** "Tell Mr. Rahman that Sophie from the bank called", "just say Colin rang": how callers leave a message. */
export function nameInMessage(tokens: readonly Token[]): Finding[] {
  const tell = tokens.findIndex(({ fold }) => fold === 'tell' || fold === 'let' || fold === 'say')
  if (tell < 0 || isQuestionMark(tokens.at(-1)?.fold ?? '')) return []
  for (let at = tell + 1; at < Math.min(tokens.length, tell + MESSAGE_WORDS); at++) {
    if (!/^(?:that|him|her|them|know|say)$/.test(tokens[at - 1]?.fold ?? '')) continue
    const name = readName(tokens, at, 'weak')
    const rest = name ? tokens.slice(name.to, name.to + MESSAGE_WORDS).map(({ fold }) => fold) : []
    const calls = rest.findIndex((fold) => /^(?:called|rang|phoned|stopped)$/.test(fold))
    const straight = calls === 0 || /^(?:from|at|in|of|has|just)$/.test(rest[0] ?? '')
    const begins = name?.from === at || TITLES.has(tokens[at]?.fold ?? '')
    if (name && begins && /^\p{Lu}/u.test(name.value) && calls >= 0 && straight)
      return [{ name: longerAfter(tokens, name), kind: 'speaking' }]
  }
  return []
}

/** عذاري، أم يوسف: the name itself stands before how others call her. */
function isAnsweredBefore(tokens: readonly Token[], comma: number): boolean {
  const name = readName(tokens, opening(tokens, 0), 'strong')
  return name?.to === comma && !NAME_OPENERS.has(tokens[name.from]?.fold ?? '')
}

/** "For me. Tamsin Hollis.", "You may. Harriet Oyelaran.": the answer is a clause of its own, after one that is about the caller too. */
export function clauseName(tokens: readonly Token[], taken: (at: number) => boolean): Finding[] {
  if (isQuestionMark(tokens.at(-1)?.fold ?? '') || tokens.some((_, at) => isNoThanks(tokens, at))) return []
  for (const start of clauseStarts(tokens).slice(1)) {
    const from = opening(tokens, start)
    const name = taken(from) ? undefined : readName(tokens, from, 'weak')
    const arabic = name?.known && /^[\u0621-\u064a]/u.test(name.value) && isBoundary(tokens, name.to)
    if (!name || !(arabic || /^(?:[.,،]|from|)$/.test(tokens[name.to]?.fold ?? ''))) continue
    if (NAME_OPENERS.has(tokens[name.from]?.fold ?? '') && isAnsweredBefore(tokens, start - 1)) continue
    const full = name.to - name.from > 1 && (arabic || name.value.split(' ').every((word) => /^\p{Lu}/u.test(word)))
    const others = tokens.some(({ fold }, at) => (at < start ? isOfOthers(tokens, at) : RELATIVES.has(fold)))
    if ((full || TITLES.has(tokens[name.from - 1]?.fold ?? '')) && !others) return [{ name, kind: 'speaking' }]
  }
  return []
}

/** A word by which somebody else is spoken of, or to. */
function isOfOthers(tokens: readonly Token[], at: number): boolean {
  const fold = tokens[at]?.fold ?? ''
  if (/^(?:why|mind)$/.test(fold)) return !/^(?:not|don't)$/.test(tokens[fold === 'why' ? at + 1 : at - 1]?.fold ?? '')
  if (/^(?:for|you)$/.test(fold) && /^(?:me|myself|may|can|could)$/.test(tokens[at + 1]?.fold ?? '')) return false
  return OF_OTHERS.has(fold) || OTHER_PEOPLE.has(fold) || RELATIVES.has(fold) || NEVER_MIND.has(fold)
}

/** "Khalid Al Mansoori speaking", "Oliver here", سامر معك: a name that opens the turn. */
export function speakingName(memory: Memory, tokens: readonly Token[], taken: (at: number) => boolean): Finding[] {
  const comma = tokens.findLastIndex(({ fold }) => /^[,.،]$/.test(fold))
  const last = comma > 0 && tokens.slice(comma).some((_, at) => isHere(tokens, comma + at)) ? [comma + 1] : []
  for (const from of [0, opening(tokens, 0), ...last, ...beforeWithYou(tokens), ...beforeNumber(tokens)]) {
    if (taken(from) || isInsideLetters(tokens, from)) continue
    const name = readName(tokens, from, 'weak')
    const next = name && tokens[name.to]
    if (name && isManner(tokens, name)) continue
    const full =
      name !== undefined && name.to - name.from > 1 && name.value.split(' ').every((word) => /^\p{Lu}/u.test(word))
    const after = isComma(next?.fold ?? '') && name ? tokens[name.to + 1] : next
    const from_ =
      (from > 0
        ? name?.known || full || (after !== next && /^\p{Lu}/u.test(name?.value ?? ''))
        : name?.known && full) && /^(?:from|with|من)$/.test(after?.fold ?? '')
    const heard = next && from > 0 && isHere(tokens, name.to) && /^\p{Lu}/u.test(name.value)
    const wholly = name && isHere(tokens, name.to) ? wholeAfterHere(tokens, name.to) : undefined
    if (wholly) return [{ name: wholly, kind: 'speaking' }]
    if (heard) return [{ name, kind: 'speaking' }]
    const first =
      from === 0 &&
      full &&
      name.known &&
      !memory.spoke &&
      !memory.agent.asks.othersPhone &&
      !isQuestionMark(tokens.at(-1)?.fold ?? '')
    const alone =
      name &&
      next &&
      (first ? /^[.,]$/.test(next.fold) : from > 0 && isSaidAlone(tokens, name, from, full && !memory.spoke))
    if (alone) return [{ name, kind: 'speaking' }]
    if (name && (isTitledAtHome(memory, tokens, name) || givesNumber(tokens, name, full)))
      return [{ name, kind: 'speaking' }]
    const speaks = SPEAKING.has(next?.fold ?? '') && name && (name.known || name.from > from || name.to - name.from > 1)
    const isTheName = name && saysThatItIsTheName(tokens, name.to)
    if (name && next && (from_ || speaks || isTheName)) {
      return [{ name, kind: 'speaking' }]
    }
  }
  return []
}

/** "Shazza here, Sharon Tuckey": the whole name, between marks, after what others call the caller. */
function wholeAfterHere(tokens: readonly Token[], here: number): SpokenName | undefined {
  const name = tokens[here + 1]?.fold === ',' ? readName(tokens, here + 2, 'known') : undefined
  const ends = name?.from === here + 2 && (!tokens[name.to] || tokens[name.to]?.kind === 'mark')
  return ends && name.to - name.from > 1 && name.value.split(' ').every((word) => /^\p{Lu}/u.test(word))
    ? name
    : undefined
}

/** The V of "M-C-G-I-L-L-I-V-R-A-Y". */
function isInsideLetters(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.kind === 'mark' ? tokens[at - 2] : tokens[at - 1]
  return isLetter(tokens[at]?.fold ?? '') && isLetter(before?.fold ?? '')
}

/** "Hello, yes, Mrs Pritchard at number 42, …": a title, after a mark, in the caller's first words. */
function isTitledAtHome(memory: Memory, tokens: readonly Token[], { from, to }: SpokenName): boolean {
  if (memory.spoke || !TITLES.has(tokens[from - 1]?.fold ?? '')) return false
  return tokens[from - 2]?.kind === 'mark' && /^(?:at|from|here|in)$/.test(tokens[to]?.fold ?? '')
}

/** "… about the van? Gareth, on 07816 440 291.": a name with the number to call it on, and nobody else spoken of. */
function givesNumber(tokens: readonly Token[], { from, to, known }: SpokenName, full: boolean): boolean {
  const on = tokens[to]?.kind === 'mark' ? to + 1 : to
  const numbered =
    /^(?:on|at)$/.test(tokens[on]?.fold ?? '') &&
    (tokens[on + 1]?.kind === 'digits' || NUMBER_WORDS.has(tokens[on + 1]?.fold ?? ''))
  if (!numbered || !(known || full) || (from > 0 && tokens[from - 1]?.kind !== 'mark')) return false
  return !tokens.some(({ fold }) => RELATIVES.has(fold) || OTHER_PEOPLE.has(fold))
}

/** أنا جاد معكن: "I mean it", where جاد معكن alone is somebody's name. */
function isManner(tokens: readonly Token[], { from, to }: SpokenName): boolean {
  const [before, after] = [tokens[from - 1]?.fold ?? '', tokens[to]?.fold ?? '']
  return to - from === 1 && before === 'انا' && MOODS.has(tokens[from]?.fold ?? '') && WITH_YOU.has(after)
}

/** مساج الله بالخير، فاطمة السليطي وياج, "Howya, Declan here": where the words between a mark and "with you" begin. */
function beforeWithYou(tokens: readonly Token[]): number[] {
  const with_ = tokens.findIndex(({ fold }, at) => WITH_YOU.has(fold) || isHere(tokens, at))
  const mark = with_ < 0 ? -1 : tokens.slice(0, with_).findLastIndex(({ kind }) => kind === 'mark')
  return mark < 0 ? [] : [opening(tokens, mark + 1)]
}

/** Where the words between a mark and "on 07816 …" begin. */
function beforeNumber(tokens: readonly Token[]): number[] {
  const on = tokens.findIndex(({ fold }, at) => (fold === 'on' || fold === 'at') && tokens[at + 1]?.kind === 'digits')
  const mark = on < 2 ? -1 : tokens.slice(0, on - 1).findLastIndex(({ kind }) => kind === 'mark')
  return mark < 0 ? [] : [mark + 1]
}

/** "Padraig is the name." */
function saysThatItIsTheName(tokens: readonly Token[], at: number): boolean {
  const rest = tokens.slice(at, at + 3).map(({ fold }) => fold)
  return /^is (?:the|my) name$/.test(rest.join(' '))
}

/** "Evening. Ravi Patel. Ringing about …": a full name between two marks, after a greeting. */
function isSaidAlone(
  tokens: readonly Token[],
  { from, to, known }: SpokenName,
  opens: number,
  introduces: boolean,
): boolean {
  const marked = tokens[opens - 1]?.kind === 'mark' && /^[.,،]$/.test(tokens[to]?.fold ?? '')
  return (known || introduces) && to - from > 1 && marked && !/^(?:please|لو|من)$/u.test(tokens[to + 1]?.fold ?? '')
}
