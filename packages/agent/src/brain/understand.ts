import type { Language } from '../persona/persona.ts'
import { foldedWords } from './fold.ts'
import { detectLanguage } from './language.ts'
import {
  GOODBYES,
  GREETINGS,
  HOW_ARE_YOU,
  NUMBER_WORDS,
  REQUEST_WORDS,
  THANKS,
  WHO_ARE_YOU,
  YES_OR_NO,
} from './words.ts'

/** A goodbye counts in a turn of this many words, or among the last words of a longer one. */
const SHORT_TURN = 6
const LAST_WORDS = 3
/** Digits, or words for them, that make a turn a piece of a number. */
const DIGITS_MIN = 2

export type SmallTalk = 'how_are_you' | 'who_are_you' | 'thanks' | 'greeting' | 'yes_or_no'

/** What a turn says, as far as the offline brain understands it. */
export interface Understanding {
  readonly language: Language | undefined
  readonly goodbye: boolean
  readonly smallTalk?: SmallTalk
  /** The folded words that are left when small talk is taken out. */
  readonly words: readonly string[]
  /** It asks for something. */
  readonly request: boolean
  /** It is mostly digits: a number, or a part of one. */
  readonly digits: boolean
}

/** In this order: who says "thanks, how are you?" wants to be asked back. */
const SMALL_TALK: readonly [SmallTalk, readonly (readonly string[])[]][] = [
  ['how_are_you', HOW_ARE_YOU],
  ['who_are_you', WHO_ARE_YOU],
  ['thanks', THANKS],
  ['greeting', GREETINGS],
  ['yes_or_no', YES_OR_NO],
]

/** Reads one turn of the caller; `rest` is what is left of it without name and number. */
export function understand(turn: string, rest: string): Understanding {
  const goodbye = takeGoodbye(foldedWords(rest))
  const { words, smallTalk } = takeSmallTalk(goodbye.words)
  return {
    language: detectLanguage(turn),
    goodbye: goodbye.said,
    ...(smallTalk && { smallTalk }),
    words,
    request: /[?؟]/u.test(rest) || words.some((word) => REQUEST_WORDS.has(word)),
    digits: isDigits(words),
  }
}

function isDigits(words: readonly string[]): boolean {
  let digits = 0
  let others = 0
  for (const word of words) {
    if (/^\d+$/.test(word)) digits += word.length
    else if (NUMBER_WORDS.has(word) || NUMBER_WORDS.has(word.replace(/^و/u, ''))) digits++
    else others++
  }
  return digits >= DIGITS_MIN && digits >= others
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
