import type { Language } from '../persona/persona.ts'
import { foldDigits, foldedWords } from './fold.ts'
import { detectLanguage } from './language.ts'
import { spotName } from './spot-name.ts'
import { spotPhone } from './spot-phone.ts'
import { GOODBYES, GREETINGS, HOW_ARE_YOU, REQUEST_WORDS, THANKS, WHO_ARE_YOU, YES_OR_NO } from './words.ts'

/** Characters of a turn that are understood; the rest is kept in the record but not read. */
export const TURN_READ_MAX = 4_000
/** A goodbye counts in a turn of this many words, or among the last words of a longer one. */
const SHORT_TURN = 6
const LAST_WORDS = 3

export type SmallTalk = 'how_are_you' | 'who_are_you' | 'thanks' | 'greeting' | 'yes_or_no'

/** What the agent had just asked for, if anything. */
export interface Asked {
  readonly name: boolean
  readonly phone: boolean
}

export interface CallerSaid {
  readonly language: Language | undefined
  readonly name?: string
  readonly phone?: string
}

/** What a turn says, as far as the offline brain understands it. */
export interface Understanding extends CallerSaid {
  readonly goodbye: boolean
  readonly smallTalk?: SmallTalk
  /** The folded words that are left when name, number and small talk are taken out. */
  readonly words: readonly string[]
  /** It asks for something. */
  readonly request: boolean
}

/** In this order: who says "thanks, how are you?" wants to be asked back. */
const SMALL_TALK: readonly [SmallTalk, readonly (readonly string[])[]][] = [
  ['how_are_you', HOW_ARE_YOU],
  ['who_are_you', WHO_ARE_YOU],
  ['thanks', THANKS],
  ['greeting', GREETINGS],
  ['yes_or_no', YES_OR_NO],
]

/** Reads one turn of the caller; pure and bounded by `TURN_READ_MAX`. */
export function understand(turn: string, asked: Asked): Understanding {
  const { rest, ...caller } = readCaller(turn, asked)
  const goodbye = takeGoodbye(foldedWords(rest))
  const { words, smallTalk } = takeSmallTalk(goodbye.words)
  return {
    ...caller,
    goodbye: goodbye.said,
    ...(smallTalk && { smallTalk }),
    words,
    request: /[?؟]/u.test(rest) || words.some((word) => REQUEST_WORDS.has(word)),
  }
}

/** What a turn tells about who speaks; `rest` is the turn without it. */
export function readCaller(turn: string, asked: Asked): CallerSaid & { readonly rest: string } {
  const text = foldDigits(turn.slice(0, TURN_READ_MAX))
  const phone = spotPhone(text, asked.phone)
  const unnumbered = phone ? `${text.slice(0, phone.start)}\n${text.slice(phone.end)}` : text
  const mayBeName = asked.name && takeSmallTalk(takeGoodbye(foldedWords(unnumbered)).words).smallTalk === undefined
  const name = spotName(unnumbered, mayBeName)
  return {
    language: detectLanguage(text),
    ...(name && { name: name.name }),
    ...(phone && { phone: phone.phone }),
    rest: name ? `${unnumbered.slice(0, name.start)}\n${unnumbered.slice(name.end)}` : unnumbered,
  }
}

function takeGoodbye(words: readonly string[]): { said: boolean; words: readonly string[] } {
  for (const phrase of GOODBYES) {
    const at = findPhrase(words, phrase)
    if (at === -1) continue
    const last = words.length - (at + phrase.length) <= LAST_WORDS
    if (last || words.length <= SHORT_TURN) return { said: true, words: words.toSpliced(at, phrase.length) }
  }
  return { said: false, words }
}

function takeSmallTalk(spoken: readonly string[]): { smallTalk?: SmallTalk; words: readonly string[] } {
  let words = spoken
  let smallTalk: SmallTalk | undefined
  for (const [kind, list] of SMALL_TALK) {
    for (const phrase of list) {
      const at = findPhrase(words, phrase)
      if (at === -1) continue
      smallTalk ??= kind
      words = words.toSpliced(at, phrase.length)
    }
  }
  return smallTalk ? { smallTalk, words } : { words }
}

function findPhrase(words: readonly string[], phrase: readonly string[]): number {
  return words.findIndex((_, at) => phrase.every((word, offset) => words[at + offset] === word))
}
